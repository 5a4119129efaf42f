using System.Runtime.CompilerServices;
using Stillhound.Core.Exchanges;

namespace Stillhound.Core.Fingerprints;

/// <summary>
/// The fixed-size summary of one exchange. It holds keys, counts and directions, never text. Keys are 64-bit or 32-bit
/// hashes in which 0 means absent.
/// </summary>
public struct Fingerprint
{
    /// <summary>Milliseconds since the Unix epoch, UTC.</summary>
    public long Time;

    /// <summary>Key of the account's name.</summary>
    public ulong Account;

    /// <summary>Where the account's name starts in the batch that holds this fingerprint, in bytes.</summary>
    public int NameStart;

    /// <summary>Length of the account's name in bytes.</summary>
    public int NameLength;

    /// <summary>Key of the organisation.</summary>
    public uint Org;

    /// <summary>Key of the account's own name for the person behind the request.</summary>
    public uint EndUser;

    /// <summary>Key of the conversation.</summary>
    public uint Conversation;

    /// <summary>Values of the traits that accounts are compared by, one a <see cref="TraitKind"/>; 0 where absent.</summary>
    public TraitKeys Traits;

    /// <summary>Key of the client address.</summary>
    public uint Ip;

    /// <summary>Position in the conversation, from 1, at most 65,535; 0 when absent.</summary>
    public ushort Turn;

    /// <summary>What lists say of the client address; context that no verdict weighs.</summary>
    public ContextFlags Context;

    /// <summary>Script that the prompt's beginning is written in.</summary>
    public Script Script;

    /// <summary>Tokens read; -1 when absent.</summary>
    public int InputTokens;

    /// <summary>Tokens written; -1 when absent.</summary>
    public int OutputTokens;

    /// <summary>Limit on output tokens; -1 when absent.</summary>
    public int MaxTokens;

    /// <summary>Words (or unspaced characters) of the prompt.</summary>
    public int PromptWords;

    /// <summary>TLS round trip over TCP round trip, in milliseconds; NaN when either is absent.</summary>
    public float RttGapMs;

    /// <summary>Labels of the client address, a bit each; see <see cref="ContextLabel"/>.</summary>
    public uint ContextLabels;

    /// <summary>Flags of the exchange.</summary>
    public ExchangeFlags Flags;

    /// <summary>Capability that the prompt is after, by weak lexical signs.</summary>
    public Capability Capability;

    /// <summary>Number of <see cref="Phrases"/> that are set.</summary>
    public byte PhraseCount;

    /// <summary>Sampled phrase keys: head, tail, then content-defined samples in ascending order.</summary>
    public PhraseKeys Phrases;

    /// <summary>Direction of the prompt in embedding space: 128 components, norm about <see cref="Embedding.Norm"/>.</summary>
    public EmbeddingBytes Embedding;
}

/// <summary>Room for one key a <see cref="TraitKind"/>.</summary>
[InlineArray(TraitKinds.Count)]
public struct TraitKeys
{
    private uint _first;
}

/// <summary>Room for the phrase keys of one exchange.</summary>
[InlineArray(Capacity)]
public struct PhraseKeys
{
    /// <summary>Most phrase keys that one exchange keeps.</summary>
    public const int Capacity = 10;

    private ulong _first;
}

/// <summary>The 128 signed components of one prompt's embedding.</summary>
[InlineArray(128)]
public struct EmbeddingBytes
{
    private sbyte _first;
}

/// <summary>What one exchange shows. Lexical flags are weak: they fail on other languages and on quoted text.</summary>
[Flags]
public enum ExchangeFlags : ushort
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Asks for visible reasoning.</summary>
    AsksReasoning = 1,

    /// <summary>Asks to grade, score or rank.</summary>
    AsksGrading = 2,

    /// <summary>Asks to make up tasks, questions or data.</summary>
    AsksTasks = 4,

    /// <summary>The model refused or a filter stopped it.</summary>
    Refused = 8,

    /// <summary>The answer ran into the token limit.</summary>
    Truncated = 16,

    /// <summary>The request failed.</summary>
    Failed = 32,

    /// <summary>First message of its conversation.</summary>
    FirstTurn = 64,

    /// <summary>Token probabilities were asked for.</summary>
    Logprobs = 128,

    /// <summary>More than one answer was asked for.</summary>
    ManyAnswers = 256,

    /// <summary>The prompt carried text or upstream fingerprints.</summary>
    HasContent = 512,
}
