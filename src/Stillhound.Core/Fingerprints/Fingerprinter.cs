using System.Runtime.CompilerServices;
using Stillhound.Core.Exchanges;

namespace Stillhound.Core.Fingerprints;

/// <summary>
/// Turns exchanges into fingerprints. Stateless from one exchange to the next, so that any number of them can work on
/// parts of one stream; each holds scratch memory and serves one thread. Allocates nothing once its scratch has grown
/// to the longest prompt.
/// </summary>
public sealed class Fingerprinter
{
    // Longer prompts are fingerprinted by this many tokens; the rest would cost time and say little more.
    private const int MostTokens = 4096;

    private readonly ulong[] _tokens = new ulong[MostTokens];
    private readonly UserAgentCache _userAgents = new();
    private byte[] _folded = new byte[8192];

    /// <summary>Computes the fingerprint of <paramref name="exchange"/>, all but the name's place in a batch.</summary>
    public void Compute(in Exchange exchange, ref Fingerprint result)
    {
        result = default;
        result.Time = exchange.Time;
        result.Account = Hash64.Of(exchange.Account);
        result.Org = ClientKeys.Of(exchange.Org);
        result.EndUser = ClientKeys.Of(exchange.EndUser);
        result.Conversation = ClientKeys.Of(exchange.Conversation);
        result.Ip = ClientKeys.Of(exchange.Ip);
        result.Turn = (ushort)Math.Clamp(exchange.Turn, 0, ushort.MaxValue);
        result.InputTokens = exchange.InputTokens;
        result.OutputTokens = exchange.OutputTokens;
        result.MaxTokens = exchange.MaxTokens;
        result.RttGapMs = exchange.RttTcpMs >= 0 && exchange.RttTlsMs >= 0 ? exchange.RttTlsMs - exchange.RttTcpMs : float.NaN;
        result.Flags = FlagsOf(exchange);
        result.Context = exchange.Context;
        result.ContextLabels = exchange.ContextLabels;
        SetTraits(exchange, ref result.Traits);
        if (!exchange.Prompt.IsEmpty)
            ReadPrompt(exchange.Prompt, ref result);
        else
            TakeUpstream(exchange, ref result);
    }

    private void ReadPrompt(ReadOnlySpan<byte> prompt, ref Fingerprint result)
    {
        // Every byte becomes at most one token, so a cut here only ever drops tokens beyond the most that are kept.
        if (_folded.Length < TextScan.ScratchFor(prompt.Length))
            _folded = new byte[TextScan.ScratchFor(prompt.Length + Math.Min(prompt.Length, 1 << 20))];
        var count = TextScan.Tokenize(prompt, _folded, _tokens);
        var tokens = _tokens.AsSpan(0, count);
        result.PromptWords = count;
        result.PhraseCount = (byte)PhraseSampler.Sample(tokens, ref result.Phrases);
        Embedding.Compute(tokens, ref result.Embedding);
        var hints = PromptHints.Of(tokens);
        result.Capability = hints.Capability;
        result.Flags |= hints.Flags;
        result.Traits[(int)TraitKind.Format] = FormatMarkers.KeyOf(prompt);
        result.Script = ScriptScan.Of(prompt);
        if (count > 0)
            result.Flags |= ExchangeFlags.HasContent;
    }

    private static void TakeUpstream(in Exchange exchange, ref Fingerprint result)
    {
        var count = 0;
        foreach (var key in exchange.Phrases[..Math.Clamp(exchange.PhraseCount, 0, 8)])
        {
            if (key != 0)
                result.Phrases[count++] = key;
        }

        if (count == 0 && !exchange.PromptSha.IsEmpty)
            result.Phrases[count++] = Hash64.Of(exchange.PromptSha);
        result.PhraseCount = (byte)count;
        if (count > 0)
            result.Flags |= ExchangeFlags.HasContent;
    }

    private static ExchangeFlags FlagsOf(in Exchange exchange)
    {
        var flags = exchange.FinishReason switch
        {
            FinishReason.Refusal or FinishReason.Filter => ExchangeFlags.Refused,
            FinishReason.Length => ExchangeFlags.Truncated,
            FinishReason.Error => ExchangeFlags.Failed,
            _ => ExchangeFlags.None,
        };
        if (exchange.Status >= 400)
            flags |= ExchangeFlags.Failed;
        if (exchange.Turn == 1)
            flags |= ExchangeFlags.FirstTurn;
        if (exchange.Logprobs == 1)
            flags |= ExchangeFlags.Logprobs;
        if (exchange.N > 1)
            flags |= ExchangeFlags.ManyAnswers;
        return flags;
    }

    private void SetTraits(in Exchange exchange, ref TraitKeys traits)
    {
        traits[(int)TraitKind.System] = ClientKeys.Of(exchange.System);
        traits[(int)TraitKind.Tools] = ClientKeys.Fold(exchange.ToolsKey);
        traits[(int)TraitKind.Params] = ParamsKey(exchange);
        traits[(int)TraitKind.MaxTokens] = exchange.MaxTokens < 0 ? 0 : ClientKeys.Fold(Hash64.Mix((uint)exchange.MaxTokens + 1));
        traits[(int)TraitKind.Temperature] = float.IsNaN(exchange.Temperature)
            ? 0
            : ClientKeys.Fold(Hash64.Mix(BitConverter.SingleToUInt32Bits(exchange.Temperature) + 1ul));
        traits[(int)TraitKind.Model] = ClientKeys.Of(exchange.Model);
        traits[(int)TraitKind.UserAgent] = _userAgents.FamilyOf(exchange.UserAgent);
        traits[(int)TraitKind.Tls] = ClientKeys.Of(exchange.Ja4);
        traits[(int)TraitKind.Asn] = exchange.Asn;
        traits[(int)TraitKind.Country] = exchange.Country;
        traits[(int)TraitKind.Network] = ClientKeys.Network(exchange.Ip);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint ParamsKey(in Exchange exchange)
    {
        // Without what has a trait of its own: a field that a log lacks must not change the others.
        var key = 0ul;
        if (!float.IsNaN(exchange.TopP))
            key = Hash64.Combine(key, BitConverter.SingleToUInt32Bits(exchange.TopP) + 2ul);
        if (exchange.N >= 0 || exchange.Logprobs >= 0 || exchange.Stream >= 0)
            key = Hash64.Combine(key, (((ulong)(uint)exchange.N & 0xFFFF) << 8) | ((ulong)(byte)exchange.Logprobs << 4) | (byte)exchange.Stream);
        if (!exchange.Reasoning.IsEmpty)
            key = Hash64.Combine(key, Hash64.Of(exchange.Reasoning));
        return ClientKeys.Fold(key);
    }
}
