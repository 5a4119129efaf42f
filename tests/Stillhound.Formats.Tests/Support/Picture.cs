using System.Text;
using System.Text.Json.Nodes;
using Stillhound.Core.Exchanges;

namespace Stillhound.Formats.Tests.Support;

/// <summary>An exchange as JSON, absent values left out, under the native names.</summary>
internal static class Picture
{
    public static JsonObject Of(in Exchange x)
    {
        var picture = new JsonObject { ["time"] = x.Time };
        Text(picture, "account", x.Account);
        Text(picture, "id", x.Id);
        Text(picture, "org", x.Org);
        Text(picture, "api_key", x.ApiKey);
        Text(picture, "end_user", x.EndUser);
        Text(picture, "conversation", x.Conversation);
        Number(picture, "turn", x.Turn, 0);
        Text(picture, "model", x.Model);
        Text(picture, "system", x.System);
        Text(picture, "prompt", x.Prompt);
        Text(picture, "response", x.Response);
        Text(picture, "prompt_sha", x.PromptSha);
        if (x.PhraseCount > 0)
            picture["phrases"] = new JsonArray([.. x.Phrases[..x.PhraseCount].ToArray().Select(key => JsonValue.Create(key))]);
        Number(picture, "tool_count", x.ToolCount, 0);
        if (x.ToolsKey != 0)
            picture["tools_key"] = x.ToolsKey;
        Number(picture, "temperature", x.Temperature, float.NaN);
        Number(picture, "top_p", x.TopP, float.NaN);
        Number(picture, "max_tokens", x.MaxTokens, -1);
        Number(picture, "n", x.N, -1);
        Number(picture, "logprobs", x.Logprobs, -1);
        Number(picture, "stream", x.Stream, -1);
        Text(picture, "reasoning", x.Reasoning);
        Number(picture, "input_tokens", x.InputTokens, -1);
        Number(picture, "output_tokens", x.OutputTokens, -1);
        Number(picture, "reasoning_tokens", x.ReasoningTokens, -1);
        Number(picture, "cached_tokens", x.CachedTokens, -1);
        if (x.FinishReason != FinishReason.Absent)
            picture["finish_reason"] = x.FinishReason.ToString();
        Number(picture, "status", x.Status, 0);
        Number(picture, "latency_ms", x.LatencyMs, -1);
        Text(picture, "ip", x.Ip);
        Number(picture, "asn", x.Asn, 0);
        if (x.Country != 0)
            picture["country"] = CountryCode.Unpack(x.Country);
        Text(picture, "user_agent", x.UserAgent);
        Text(picture, "ja4", x.Ja4);
        Number(picture, "rtt_tcp_ms", x.RttTcpMs, -1);
        Number(picture, "rtt_tls_ms", x.RttTlsMs, -1);
        return picture;
    }

    private static void Text(JsonObject picture, string name, ReadOnlySpan<byte> value)
    {
        if (!value.IsEmpty)
            picture[name] = Encoding.UTF8.GetString(value);
    }

    private static void Number(JsonObject picture, string name, double value, double absent)
    {
        if (!value.Equals(absent))
            picture[name] = Math.Round(value, 4);
    }
}
