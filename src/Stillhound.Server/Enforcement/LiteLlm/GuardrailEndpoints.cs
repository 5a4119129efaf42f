using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stillhound.Server.Enforcement.Accounts;
using Stillhound.Server.Enforcement.Envoy;

namespace Stillhound.Server.Enforcement.LiteLlm;

/// <summary>
/// LiteLLM's generic guardrail API and Portkey's webhook guardrail. The texts in the body are read over and never kept. An answer is
/// always 200, except for a wrong token: these gateways refuse the client's request when a guardrail fails.
/// </summary>
internal static class GuardrailEndpoints
{
    private static readonly byte[] None = [.. """{"action":"NONE"}"""u8];
    private static readonly byte[] Pass = [.. """{"verdict":true}"""u8];

    /// <summary>Maps <c>/beta/litellm_basic_guardrail_api</c>.</summary>
    public static void MapLiteLlm(this IEndpointRouteBuilder routes, Enforcer enforcer, GuardrailOptions options)
    {
        string[] names = [.. options.Account.Select(static s => s.Name)];
        routes.MapPost("/beta/litellm_basic_guardrail_api", context => AnswerAsync(enforcer, options, context, new JsonFields("request_data", names, "input_type"), Write));
    }

    /// <summary>Maps <c>/v1/check/portkey</c>.</summary>
    public static void MapPortkey(this IEndpointRouteBuilder routes, Enforcer enforcer, GuardrailOptions options)
    {
        string[] names = [.. options.PortkeyAccount.Select(static s => s.Name)];
        routes.MapPost("/v1/check/portkey", context => AnswerAsync(enforcer, options, context, new JsonFields("metadata", names, "eventType"), WritePortkey));
    }

    private static async Task AnswerAsync(Enforcer enforcer, GuardrailOptions options, HttpContext context, JsonFields fields, Func<Verdict, ReadOnlyMemory<byte>> write)
    {
        var begun = enforcer.Begin();
        if (!AuthorizationEndpoints.IsAdmitted(enforcer, options.Keys, context))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var ended = await JsonBody.ReadAsync(context.Request, fields, enforcer.Bounds, enforcer.Time);
        var verdict = enforcer.End(begun, Judge(enforcer, begun, fields, ended));
        var body = write(verdict);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        var headers = GatewayHeaders.Of(verdict);
        for (var i = 0; i < headers.Count; i++)
            context.Response.Headers[headers[i].Name] = headers[i].Value;
        context.Response.BodyWriter.Write(body.Span);
    }

    // A body that ends early or badly is judged by the account that was read before, if there was one: a client that makes its
    // prompt too large or too odd must gain nothing by it.
    private static Verdict Judge(Enforcer enforcer, long begun, JsonFields fields, Outcome? ended)
    {
        if (ended is Outcome.Late)
            return new(Outcome.Late, null);
        if (fields.First is not { } account)
            return new(ended ?? Outcome.Unnamed, null);
        var isAnswer = fields.Flag is "response" or "afterRequestHook";
        return enforcer.Ask(begun, Encoding.UTF8.GetBytes(account), isAnswer ? 0 : 1);
    }

    private static ReadOnlyMemory<byte> Write(Verdict verdict) => verdict.Allows ? None : Json(verdict, static (json, verdict) =>
    {
        json.WriteString("action", "BLOCKED");
        json.WriteString("blocked_reason", ReasonOf(verdict));
    });

    private static ReadOnlyMemory<byte> WritePortkey(Verdict verdict) => verdict.Allows ? Pass : Json(verdict, static (json, verdict) =>
    {
        json.WriteBoolean("verdict", false);
        json.WriteStartObject("data");
        json.WriteString("reason", ReasonOf(verdict));
        json.WriteEndObject();
    });

    private static string ReasonOf(in Verdict verdict) => $"{RefusalBody.MessageOf(verdict)} (reason {verdict.Decision!.Reason}, decision {verdict.Decision.Id})";

    private static ReadOnlyMemory<byte> Json(in Verdict verdict, Action<Utf8JsonWriter, Verdict> write)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        write(json, verdict);
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenMemory;
    }
}
