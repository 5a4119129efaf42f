using System.Globalization;
using Stillhound.Core.Exchanges;
using Stillhound.Formats.Records;
using Stillhound.Formats.Rejects;

namespace Stillhound.Formats.Explain;

/// <summary>Values of an exchange as text that is safe to print.</summary>
internal static class FieldText
{
    private const int Longest = 80;

    public static string Of(ref readonly Exchange x, NativeField field) => field switch
    {
        NativeField.Time => DateTimeOffset.FromUnixTimeMilliseconds(x.Time).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        NativeField.Account => Text(x.Account),
        NativeField.Id => Text(x.Id),
        NativeField.Org => Text(x.Org),
        NativeField.ApiKey => Text(x.ApiKey),
        NativeField.EndUser => Text(x.EndUser),
        NativeField.Conversation => Text(x.Conversation),
        NativeField.Model => Text(x.Model),
        NativeField.System => Text(x.System),
        NativeField.Prompt => Text(x.Prompt),
        NativeField.Response => Text(x.Response),
        NativeField.PromptSha => Text(x.PromptSha),
        NativeField.Reasoning => Text(x.Reasoning),
        NativeField.Ip => Text(x.Ip),
        NativeField.UserAgent => Text(x.UserAgent),
        NativeField.Ja4 => Text(x.Ja4),
        NativeField.Phrases => $"{x.PhraseCount} keys",
        NativeField.Tools => x.ToolCount == 1 ? "1 tool" : $"{x.ToolCount} tools",
        NativeField.Country => CountryCode.Unpack(x.Country),
        NativeField.FinishReason => x.FinishReason switch
        {
            FinishReason.ToolUse => "tool_use",
            var reason => reason.ToString().ToLowerInvariant(),
        },
        NativeField.Logprobs => x.Logprobs == 1 ? "true" : "false",
        NativeField.Stream => x.Stream == 1 ? "true" : "false",
        NativeField.Temperature => x.Temperature.ToString(CultureInfo.InvariantCulture),
        NativeField.TopP => x.TopP.ToString(CultureInfo.InvariantCulture),
        NativeField.RttTcpMs => x.RttTcpMs.ToString(CultureInfo.InvariantCulture),
        NativeField.RttTlsMs => x.RttTlsMs.ToString(CultureInfo.InvariantCulture),
        _ => Integer(in x, field).ToString(CultureInfo.InvariantCulture),
    };

    private static long Integer(ref readonly Exchange x, NativeField field) => field switch
    {
        NativeField.Turn => x.Turn,
        NativeField.MaxTokens => x.MaxTokens,
        NativeField.N => x.N,
        NativeField.InputTokens => x.InputTokens,
        NativeField.OutputTokens => x.OutputTokens,
        NativeField.ReasoningTokens => x.ReasoningTokens,
        NativeField.CachedTokens => x.CachedTokens,
        NativeField.Status => x.Status,
        NativeField.LatencyMs => x.LatencyMs,
        NativeField.Asn => x.Asn,
        _ => 0,
    };

    private static string Text(ReadOnlySpan<byte> text)
    {
        if (text.Length <= Longest)
            return ReadableExcerpt.Of(text);
        var cut = Longest;
        // Not in the middle of a character.
        while (cut > 0 && (text[cut] & 0xC0) == 0x80)
            cut--;
        return string.Create(CultureInfo.InvariantCulture, $"{ReadableExcerpt.Of(text[..cut])}... ({text.Length} bytes)");
    }
}
