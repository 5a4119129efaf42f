namespace Stillhound.Formats.Records;

/// <summary>Names of the native fields, found by length first: a chain of comparisons costs more than the parsing.</summary>
internal static class NativeNames
{
    /// <summary>A field of the record itself, or of a group of it.</summary>
    public static NativeField Find(NativeField group, ReadOnlySpan<byte> name) => group switch
    {
        NativeField.Params => InParams(name),
        NativeField.Usage => InUsage(name),
        NativeField.Client => InClient(name),
        _ => TopLevel(name),
    };

    /// <summary>A field of the record itself.</summary>
    public static NativeField TopLevel(ReadOnlySpan<byte> name)
    {
        switch (name.Length)
        {
            case 2 when name.SequenceEqual("id"u8): return NativeField.Id;
            case 3 when name.SequenceEqual("org"u8): return NativeField.Org;
            case 4:
                if (name.SequenceEqual("time"u8)) return NativeField.Time;
                return name.SequenceEqual("turn"u8) ? NativeField.Turn : NativeField.None;
            case 5:
                if (name.SequenceEqual("model"u8)) return NativeField.Model;
                if (name.SequenceEqual("usage"u8)) return NativeField.Usage;
                return name.SequenceEqual("tools"u8) ? NativeField.Tools : NativeField.None;
            case 6:
                if (name.SequenceEqual("prompt"u8)) return NativeField.Prompt;
                if (name.SequenceEqual("system"u8)) return NativeField.System;
                if (name.SequenceEqual("params"u8)) return NativeField.Params;
                if (name.SequenceEqual("status"u8)) return NativeField.Status;
                return name.SequenceEqual("client"u8) ? NativeField.Client : NativeField.None;
            case 7:
                if (name.SequenceEqual("account"u8)) return NativeField.Account;
                if (name.SequenceEqual("api_key"u8)) return NativeField.ApiKey;
                return name.SequenceEqual("phrases"u8) ? NativeField.Phrases : NativeField.None;
            case 8:
                if (name.SequenceEqual("response"u8)) return NativeField.Response;
                return name.SequenceEqual("end_user"u8) ? NativeField.EndUser : NativeField.None;
            case 10:
                if (name.SequenceEqual("latency_ms"u8)) return NativeField.LatencyMs;
                return name.SequenceEqual("prompt_sha"u8) ? NativeField.PromptSha : NativeField.None;
            case 12 when name.SequenceEqual("conversation"u8): return NativeField.Conversation;
            case 13 when name.SequenceEqual("finish_reason"u8): return NativeField.FinishReason;
            default: return NativeField.None;
        }
    }

    /// <summary>A field of <c>params</c>.</summary>
    public static NativeField InParams(ReadOnlySpan<byte> name)
    {
        switch (name.Length)
        {
            case 1 when name[0] == 'n': return NativeField.N;
            case 5 when name.SequenceEqual("top_p"u8): return NativeField.TopP;
            case 6 when name.SequenceEqual("stream"u8): return NativeField.Stream;
            case 8 when name.SequenceEqual("logprobs"u8): return NativeField.Logprobs;
            case 9 when name.SequenceEqual("reasoning"u8): return NativeField.Reasoning;
            case 10 when name.SequenceEqual("max_tokens"u8): return NativeField.MaxTokens;
            case 11 when name.SequenceEqual("temperature"u8): return NativeField.Temperature;
            default: return NativeField.None;
        }
    }

    /// <summary>A field of <c>usage</c>.</summary>
    public static NativeField InUsage(ReadOnlySpan<byte> name)
    {
        switch (name.Length)
        {
            case 12 when name.SequenceEqual("input_tokens"u8): return NativeField.InputTokens;
            case 13:
                if (name.SequenceEqual("output_tokens"u8)) return NativeField.OutputTokens;
                return name.SequenceEqual("cached_tokens"u8) ? NativeField.CachedTokens : NativeField.None;
            case 16 when name.SequenceEqual("reasoning_tokens"u8): return NativeField.ReasoningTokens;
            default: return NativeField.None;
        }
    }

    /// <summary>A field of <c>client</c>.</summary>
    public static NativeField InClient(ReadOnlySpan<byte> name)
    {
        switch (name.Length)
        {
            case 2 when name.SequenceEqual("ip"u8): return NativeField.Ip;
            case 3:
                if (name.SequenceEqual("asn"u8)) return NativeField.Asn;
                return name.SequenceEqual("ja4"u8) ? NativeField.Ja4 : NativeField.None;
            case 7 when name.SequenceEqual("country"u8): return NativeField.Country;
            case 10:
                if (name.SequenceEqual("user_agent"u8)) return NativeField.UserAgent;
                if (name.SequenceEqual("rtt_tcp_ms"u8)) return NativeField.RttTcpMs;
                return name.SequenceEqual("rtt_tls_ms"u8) ? NativeField.RttTlsMs : NativeField.None;
            default: return NativeField.None;
        }
    }

    /// <summary>The field's dotted path in the native record: <c>params.max_tokens</c>.</summary>
    public static string Path(NativeField field) => All.First(entry => entry.Field == field).Path;

    /// <summary>The field at a dotted path, or at the last part of one: <c>max_tokens</c>.</summary>
    public static NativeField FromPath(string path) =>
        All.FirstOrDefault(entry => string.Equals(entry.Path, path, StringComparison.Ordinal)
            || string.Equals(entry.Path[(entry.Path.IndexOf('.', StringComparison.Ordinal) + 1)..], path, StringComparison.Ordinal)).Field;

    /// <summary>Every field that holds a value, in the order of the documentation.</summary>
    public static IReadOnlyList<(NativeField Field, string Path)> All { get; } =
    [
        (NativeField.Time, "time"), (NativeField.Account, "account"), (NativeField.Id, "id"), (NativeField.Org, "org"),
        (NativeField.ApiKey, "api_key"), (NativeField.EndUser, "end_user"), (NativeField.Conversation, "conversation"),
        (NativeField.Turn, "turn"), (NativeField.Model, "model"), (NativeField.System, "system"),
        (NativeField.Prompt, "prompt"), (NativeField.Response, "response"), (NativeField.PromptSha, "prompt_sha"),
        (NativeField.Phrases, "phrases"), (NativeField.Tools, "tools"),
        (NativeField.Temperature, "params.temperature"), (NativeField.TopP, "params.top_p"),
        (NativeField.MaxTokens, "params.max_tokens"), (NativeField.N, "params.n"),
        (NativeField.Logprobs, "params.logprobs"), (NativeField.Stream, "params.stream"),
        (NativeField.Reasoning, "params.reasoning"), (NativeField.InputTokens, "usage.input_tokens"),
        (NativeField.OutputTokens, "usage.output_tokens"), (NativeField.ReasoningTokens, "usage.reasoning_tokens"),
        (NativeField.CachedTokens, "usage.cached_tokens"), (NativeField.FinishReason, "finish_reason"),
        (NativeField.Status, "status"), (NativeField.LatencyMs, "latency_ms"), (NativeField.Ip, "client.ip"),
        (NativeField.Asn, "client.asn"), (NativeField.Country, "client.country"),
        (NativeField.UserAgent, "client.user_agent"), (NativeField.Ja4, "client.ja4"),
        (NativeField.RttTcpMs, "client.rtt_tcp_ms"), (NativeField.RttTlsMs, "client.rtt_tls_ms"),
    ];
}
