using System.Globalization;
using System.Text.Json.Nodes;
using Stillhound.Formats.Tests.Support;

namespace Stillhound.Formats.Tests.Sources;

/// <summary>Writes native records as other sources would.</summary>
internal static class SourceWriters
{
    public static OtlpRecord Otlp(JsonObject x)
    {
        var start = (ulong)Ms(x) * 1_000_000;
        var attributes = new Dictionary<string, object?> { ["gen_ai.operation.name"] = "chat" };
        Put(attributes, "account.id", x["account"]);
        Put(attributes, "organization.id", x["org"]);
        Put(attributes, "api_key.id", x["api_key"]);
        Put(attributes, "enduser.id", x["end_user"]);
        Put(attributes, "gen_ai.conversation.id", x["conversation"]);
        Put(attributes, "gen_ai.response.id", x["id"]);
        Put(attributes, "gen_ai.request.model", x["model"]);
        Put(attributes, "gen_ai.request.temperature", x["params"]?["temperature"]);
        Put(attributes, "gen_ai.request.top_p", x["params"]?["top_p"]);
        Put(attributes, "gen_ai.request.max_tokens", x["params"]?["max_tokens"]);
        Put(attributes, "gen_ai.request.choice.count", x["params"]?["n"]);
        Put(attributes, "gen_ai.request.stream", x["params"]?["stream"]);
        var rest = new JsonObject { ["logprobs"] = x["params"]?["logprobs"]?.DeepClone(), ["reasoning_effort"] = x["params"]?["reasoning"]?.DeepClone() };
        attributes["llm.invocation_parameters"] = rest.ToJsonString();
        Put(attributes, "gen_ai.usage.input_tokens", x["usage"]?["input_tokens"]);
        Put(attributes, "gen_ai.usage.output_tokens", x["usage"]?["output_tokens"]);
        Put(attributes, "gen_ai.usage.reasoning.output_tokens", x["usage"]?["reasoning_tokens"]);
        Put(attributes, "gen_ai.usage.cache_read.input_tokens", x["usage"]?["cached_tokens"]);
        Put(attributes, "http.response.status_code", x["status"]);
        Put(attributes, "client.address", x["client"]?["ip"]);
        Put(attributes, "client.as.number", x["client"]?["asn"]);
        Put(attributes, "client.geo.country_iso_code", x["client"]?["country"]);
        Put(attributes, "user_agent.original", x["client"]?["user_agent"]);
        Put(attributes, "tls.client.ja4", x["client"]?["ja4"]);
        Put(attributes, "client.rtt_tcp_ms", x["client"]?["rtt_tcp_ms"]);
        Put(attributes, "client.rtt_tls_ms", x["client"]?["rtt_tls_ms"]);
        if (x["finish_reason"] is { } reason)
            attributes["gen_ai.response.finish_reasons"] = new[] { (string?)reason };
        if (x["system"] is { } system)
            attributes["gen_ai.system_instructions"] = new JsonArray(Part((string)system!)).ToJsonString();
        if (x["tools"] is JsonArray tools)
            attributes["gen_ai.tool.definitions"] = new JsonArray([.. tools.Select(t => (JsonNode)new JsonObject { ["type"] = "function", ["name"] = (string)t! })]).ToJsonString();
        attributes["gen_ai.input.messages"] = new JsonArray([.. Texts(x).Select(text => (JsonNode)new JsonObject { ["role"] = "user", ["parts"] = new JsonArray(Part(text)) })]).ToJsonString();
        return new OtlpRecord(attributes) { Start = start, End = start + ((ulong)(int)(x["latency_ms"] ?? 0) * 1_000_000) };
    }

    public static JsonObject Kong(JsonObject x) => new()
    {
        ["started_at"] = Ms(x),
        ["client_ip"] = Copy(x["client"]?["ip"]),
        ["request"] = new JsonObject { ["id"] = Copy(x["id"]), ["headers"] = new JsonObject { ["user-agent"] = Copy(x["client"]?["user_agent"]), ["x-ja4"] = Copy(x["client"]?["ja4"]), ["x-conversation-id"] = Copy(x["conversation"]) } },
        ["response"] = new JsonObject { ["status"] = Copy(x["status"]) },
        ["latencies"] = new JsonObject { ["request"] = Copy(x["latency_ms"]) },
        ["consumer"] = new JsonObject { ["id"] = "uuid", ["custom_id"] = Copy(x["account"]) },
        ["authenticated_entity"] = new JsonObject { ["id"] = Copy(x["api_key"]) },
        ["ai"] = new JsonObject
        {
            ["proxy"] = new JsonObject
            {
                ["meta"] = new JsonObject { ["request_model"] = Copy(x["model"]) },
                ["usage"] = new JsonObject { ["prompt_tokens"] = Copy(x["usage"]?["input_tokens"]), ["completion_tokens"] = Copy(x["usage"]?["output_tokens"]) },
                ["payload"] = new JsonObject { ["request"] = ChatRequest(x).ToJsonString(), ["response"] = ChatAnswer(x).ToJsonString() },
            },
        },
    };

    public static JsonObject Envoy(JsonObject x) => new()
    {
        ["start_time"] = Copy(x["time"]), ["response_flags"] = "-", ["response_code"] = Copy(x["status"]), ["duration"] = Copy(x["latency_ms"]),
        ["downstream_remote_address"] = WithPort((string?)x["client"]?["ip"]), ["user-agent"] = Copy(x["client"]?["user_agent"]), ["tls_ja4"] = Copy(x["client"]?["ja4"]),
        ["client_asn"] = Copy(x["client"]?["asn"]), ["client_country"] = Copy(x["client"]?["country"]), ["x-request-id"] = Copy(x["id"]),
        ["x-account-id"] = Copy(x["account"]), ["x-org-id"] = Copy(x["org"]) ?? "-", ["x-api-key-id"] = Copy(x["api_key"]), ["x-end-user-id"] = Copy(x["end_user"]),
        ["x-conversation-id"] = Copy(x["conversation"]), ["gen_ai.request.model"] = Copy(x["model"]),
        ["gen_ai.usage.input_tokens"] = Copy(x["usage"]?["input_tokens"]), ["gen_ai.usage.output_tokens"] = Copy(x["usage"]?["output_tokens"]),
    };

    public static JsonObject Bedrock(JsonObject x)
    {
        var body = new JsonObject
        {
            ["system"] = Copy(x["system"]), ["max_tokens"] = Copy(x["params"]?["max_tokens"]), ["temperature"] = Copy(x["params"]?["temperature"]), ["top_p"] = Copy(x["params"]?["top_p"]),
            ["messages"] = new JsonArray([.. Texts(x).Select(text => (JsonNode)new JsonObject { ["role"] = "user", ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text }) })]),
            ["tools"] = x["tools"] is JsonArray tools ? new JsonArray([.. tools.Select(t => (JsonNode)new JsonObject { ["name"] = (string)t! })]) : null,
        };
        return new JsonObject
        {
            ["schemaType"] = "ModelInvocationLog", ["timestamp"] = Copy(x["time"]), ["requestId"] = Copy(x["id"]), ["modelId"] = Copy(x["model"]),
            ["requestMetadata"] = new JsonObject { ["account"] = Copy(x["account"]), ["end_user"] = Copy(x["end_user"]), ["conversation_id"] = Copy(x["conversation"]) },
            ["input"] = new JsonObject { ["inputBodyJson"] = body, ["inputTokenCount"] = Copy(x["usage"]?["input_tokens"]), ["cacheReadInputTokenCount"] = Copy(x["usage"]?["cached_tokens"]) },
            ["output"] = new JsonObject { ["outputBodyJson"] = new JsonObject { ["stop_reason"] = Copy(x["finish_reason"]) }, ["outputTokenCount"] = Copy(x["usage"]?["output_tokens"]) },
        };
    }

    public static JsonObject Azure(JsonObject x) => new()
    {
        ["time"] = Copy(x["time"]), ["resourceId"] = "/X", ["category"] = "GatewayLogs", ["callerIpAddress"] = Copy(x["client"]?["ip"]), ["correlationId"] = Copy(x["id"]),
        ["durationMs"] = Copy(x["latency_ms"]), ["resultSignature"] = x["status"]?.ToString(),
        ["properties"] = new JsonObject
        {
            ["requestHeaders"] = new JsonObject { ["x-account-id"] = Copy(x["account"]), ["x-tenant-id"] = Copy(x["org"]), ["user-agent"] = Copy(x["client"]?["user_agent"]), ["x-ja4"] = Copy(x["client"]?["ja4"]) },
            ["apimSubscriptionId"] = Copy(x["api_key"]), ["modelName"] = Copy(x["model"]),
            ["backendRequestBody"] = ChatRequest(x).ToJsonString(), ["backendResponseBody"] = ChatAnswer(x).ToJsonString(),
        },
    };

    private static JsonObject ChatRequest(JsonObject x)
    {
        var messages = new JsonArray([.. Texts(x).Select(text => (JsonNode)new JsonObject { ["role"] = "user", ["content"] = text })]);
        if (x["system"] is { } system)
            messages.Insert(0, new JsonObject { ["role"] = "system", ["content"] = (string)system! });
        return new JsonObject
        {
            ["model"] = Copy(x["model"]), ["messages"] = messages, ["temperature"] = Copy(x["params"]?["temperature"]), ["top_p"] = Copy(x["params"]?["top_p"]),
            ["max_completion_tokens"] = Copy(x["params"]?["max_tokens"]), ["n"] = Copy(x["params"]?["n"]), ["logprobs"] = Copy(x["params"]?["logprobs"]),
            ["stream"] = Copy(x["params"]?["stream"]), ["reasoning_effort"] = Copy(x["params"]?["reasoning"]), ["user"] = Copy(x["end_user"]),
            ["tools"] = x["tools"] is JsonArray tools
                ? new JsonArray([.. tools.Select(t => (JsonNode)new JsonObject { ["type"] = "function", ["function"] = new JsonObject { ["name"] = (string)t! } })]) : null,
        };
    }

    private static JsonObject ChatAnswer(JsonObject x) => new()
    {
        ["choices"] = new JsonArray(new JsonObject { ["finish_reason"] = Copy(x["finish_reason"]), ["message"] = new JsonObject { ["content"] = "" } }),
        ["usage"] = new JsonObject
        {
            ["prompt_tokens"] = Copy(x["usage"]?["input_tokens"]), ["completion_tokens"] = Copy(x["usage"]?["output_tokens"]),
            ["completion_tokens_details"] = new JsonObject { ["reasoning_tokens"] = Copy(x["usage"]?["reasoning_tokens"]) },
            ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = Copy(x["usage"]?["cached_tokens"]) },
        },
    };

    // Earlier user messages up to the turn, then the prompt.
    private static IEnumerable<string> Texts(JsonObject x)
    {
        for (var i = 1; i < (int)(x["turn"] ?? 1); i++)
            yield return string.Create(CultureInfo.InvariantCulture, $"earlier {i}");
        yield return (string?)x["prompt"] ?? "";
    }

    private static string? WithPort(string? address) => address is null ? null : address.Contains(':', StringComparison.Ordinal) ? $"[{address}]:4711" : $"{address}:4711";

    private static JsonObject Part(string text) => new() { ["type"] = "text", ["content"] = text };

    private static long Ms(JsonObject x) => DateTimeOffset.Parse((string)x["time"]!, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    private static JsonNode? Copy(JsonNode? node) => node?.DeepClone();

    private static void Put(Dictionary<string, object?> attributes, string key, JsonNode? value)
    {
        if (value is not null)
        {
            attributes[key] = value.GetValueKind() switch
            {
                System.Text.Json.JsonValueKind.Number when long.TryParse(value.ToString(), CultureInfo.InvariantCulture, out var number) => number,
                System.Text.Json.JsonValueKind.Number => (double)value,
                System.Text.Json.JsonValueKind.True => true,
                System.Text.Json.JsonValueKind.False => false,
                _ => (string)value!,
            };
        }
    }
}
