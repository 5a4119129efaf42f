using System.Text;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;

namespace Stillhound.Core.Tests.Support;

/// <summary>An exchange in the making: plain values, sent as the view that a reader hands over.</summary>
internal sealed record Request
{
    /// <summary>2026-01-12T00:00:00Z, a Monday.</summary>
    public const long Monday = 1_768_176_000_000;
    public const long Minute = 60_000;
    public const long Hour = 60 * Minute;
    public const long Day = 24 * Hour;

    public long Time { get; init; } = Monday;
    public string Account { get; init; } = "account";
    public string? Org { get; init; }
    public string? EndUser { get; init; }
    public string? Conversation { get; init; }
    public string? Model { get; init; }
    public string? System { get; init; }
    public string? Prompt { get; init; }
    public string? Reasoning { get; init; }
    public string? Ip { get; init; }
    public string? UserAgent { get; init; }
    public string? Ja4 { get; init; }
    public string? PromptSha { get; init; }
    public ulong[] Phrases { get; init; } = [];
    public ulong ToolsKey { get; init; }
    public int Turn { get; init; }
    public float Temperature { get; init; } = float.NaN;
    public float TopP { get; init; } = float.NaN;
    public int MaxTokens { get; init; } = -1;
    public int N { get; init; } = -1;
    public sbyte Logprobs { get; init; } = -1;
    public int InputTokens { get; init; } = -1;
    public int OutputTokens { get; init; } = -1;
    public FinishReason FinishReason { get; init; }
    public int Status { get; init; }
    public uint Asn { get; init; }
    public string Country { get; init; } = "";
    public ContextFlags Context { get; init; }
    public uint ContextLabels { get; init; }
    public float RttTcpMs { get; init; } = -1;
    public float RttTlsMs { get; init; } = -1;

    public void SendTo(IExchangeSink sink)
    {
        var x = default(Exchange);
        x.Clear();
        x.Time = Time;
        x.Account = Utf8(Account);
        x.Org = Utf8(Org);
        x.EndUser = Utf8(EndUser);
        x.Conversation = Utf8(Conversation);
        x.Model = Utf8(Model);
        x.System = Utf8(System);
        x.Prompt = Utf8(Prompt);
        x.Reasoning = Utf8(Reasoning);
        x.Ip = Utf8(Ip);
        x.UserAgent = Utf8(UserAgent);
        x.Ja4 = Utf8(Ja4);
        x.PromptSha = Utf8(PromptSha);
        for (var i = 0; i < Phrases.Length; i++)
            x.Phrases[i] = Phrases[i];
        x.PhraseCount = Phrases.Length;
        x.ToolsKey = ToolsKey;
        x.Turn = Turn;
        x.Temperature = Temperature;
        x.TopP = TopP;
        x.MaxTokens = MaxTokens;
        x.N = N;
        x.Logprobs = Logprobs;
        x.InputTokens = InputTokens;
        x.OutputTokens = OutputTokens;
        x.FinishReason = FinishReason;
        x.Status = Status;
        x.Asn = Asn;
        x.Country = CountryCode.Pack(Utf8(Country));
        x.Context = Context;
        x.ContextLabels = ContextLabels;
        x.RttTcpMs = RttTcpMs;
        x.RttTlsMs = RttTlsMs;
        sink.Accept(x);
    }

    public Fingerprint Fingerprint()
    {
        var batch = new FingerprintBatch(1);
        SendTo(batch);
        return batch.Items[0];
    }

    private static ReadOnlySpan<byte> Utf8(string? text) => text is null ? default : Encoding.UTF8.GetBytes(text);
}
