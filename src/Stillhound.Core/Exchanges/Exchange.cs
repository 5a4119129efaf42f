using System.Runtime.CompilerServices;

namespace Stillhound.Core.Exchanges;

/// <summary>
/// One request and its answer, as a view over the reader's buffers. Nothing is copied: every span is valid only until
/// the reader moves on. All text is UTF-8, already unescaped. An absent value is an empty span, or the value named on
/// the member.
/// </summary>
public ref struct Exchange
{
    /// <summary>Milliseconds since the Unix epoch, UTC. Required.</summary>
    public long Time;

    /// <summary>Account that sent the request. Required, never empty once read.</summary>
    public ReadOnlySpan<byte> Account;

    /// <summary>The record's own identifier.</summary>
    public ReadOnlySpan<byte> Id;

    /// <summary>Organisation that the account belongs to.</summary>
    public ReadOnlySpan<byte> Org;

    /// <summary>Key that the request was made with.</summary>
    public ReadOnlySpan<byte> ApiKey;

    /// <summary>The account's own name for the person behind the request.</summary>
    public ReadOnlySpan<byte> EndUser;

    /// <summary>Conversation that the request continues.</summary>
    public ReadOnlySpan<byte> Conversation;

    /// <summary>Model that was asked.</summary>
    public ReadOnlySpan<byte> Model;

    /// <summary>System prompt.</summary>
    public ReadOnlySpan<byte> System;

    /// <summary>The newest user message.</summary>
    public ReadOnlySpan<byte> Prompt;

    /// <summary>The answer, where the log has it.</summary>
    public ReadOnlySpan<byte> Response;

    /// <summary>Requested reasoning effort, such as <c>high</c>.</summary>
    public ReadOnlySpan<byte> Reasoning;

    /// <summary>Client address as text, IPv4 or IPv6.</summary>
    public ReadOnlySpan<byte> Ip;

    /// <summary>Client user agent.</summary>
    public ReadOnlySpan<byte> UserAgent;

    /// <summary>JA4 fingerprint of the client's TLS hello, or any other opaque stack fingerprint.</summary>
    public ReadOnlySpan<byte> Ja4;

    /// <summary>Hash of the prompt made upstream, where the log holds no text.</summary>
    public ReadOnlySpan<byte> PromptSha;

    /// <summary>Phrase keys made upstream, where the log holds no text; the first <see cref="PhraseCount"/> are set.</summary>
    public UpstreamPhrases Phrases;

    /// <summary>How many of <see cref="Phrases"/> are set, 0 to 8.</summary>
    public int PhraseCount;

    /// <summary>Order-free hash of the tool names (the XOR of each name's <see cref="Hash64"/>); 0 when there are none.</summary>
    public ulong ToolsKey;

    /// <summary>Number of tools offered; 0 when none.</summary>
    public int ToolCount;

    /// <summary>Position of the user message in its conversation, from 1; 0 when absent.</summary>
    public int Turn;

    /// <summary>Sampling temperature; NaN when absent.</summary>
    public float Temperature;

    /// <summary>Nucleus sampling mass; NaN when absent.</summary>
    public float TopP;

    /// <summary>Limit on output tokens; -1 when absent.</summary>
    public int MaxTokens;

    /// <summary>Answers asked for at once; -1 when absent.</summary>
    public int N;

    /// <summary>1 when token probabilities were asked for, 0 when not, -1 when absent.</summary>
    public sbyte Logprobs;

    /// <summary>1 when the answer was streamed, 0 when not, -1 when absent.</summary>
    public sbyte Stream;

    /// <summary>Tokens read; -1 when absent.</summary>
    public int InputTokens;

    /// <summary>Tokens written; -1 when absent.</summary>
    public int OutputTokens;

    /// <summary>Tokens of reasoning; -1 when absent.</summary>
    public int ReasoningTokens;

    /// <summary>Tokens served from a prompt cache; -1 when absent.</summary>
    public int CachedTokens;

    /// <summary>Why the answer ended.</summary>
    public FinishReason FinishReason;

    /// <summary>HTTP status; 0 when absent.</summary>
    public int Status;

    /// <summary>Time to the whole answer in milliseconds; -1 when absent.</summary>
    public int LatencyMs;

    /// <summary>Autonomous system of the client's address; 0 when absent.</summary>
    public uint Asn;

    /// <summary>ISO 3166 alpha-2 country of the client's address, packed by <see cref="CountryCode.Pack"/>; 0 when absent.</summary>
    public ushort Country;

    /// <summary>Round trip of the transport handshake in milliseconds; -1 when absent.</summary>
    public float RttTcpMs;

    /// <summary>Round trip of the TLS handshake in milliseconds; -1 when absent.</summary>
    public float RttTlsMs;

    /// <summary>What lists say of <see cref="Ip"/>; nothing where none was asked. Set after reading, never read from a log.</summary>
    public ContextFlags Context;

    /// <summary>Which labels said so, a bit each; see <see cref="ContextLabel"/>.</summary>
    public uint ContextLabels;

    /// <summary>Sets every member to absent. A reader calls this before each record.</summary>
    public void Clear()
    {
        this = default;
        Temperature = float.NaN;
        TopP = float.NaN;
        MaxTokens = -1;
        N = -1;
        Logprobs = -1;
        Stream = -1;
        InputTokens = -1;
        OutputTokens = -1;
        ReasoningTokens = -1;
        CachedTokens = -1;
        LatencyMs = -1;
        RttTcpMs = -1;
        RttTlsMs = -1;
    }
}

/// <summary>Room for the phrase keys of one exchange that were made upstream.</summary>
[InlineArray(8)]
public struct UpstreamPhrases
{
    private ulong _first;
}
