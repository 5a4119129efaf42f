using System.Buffers;
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
        var fields = new JsonFields.Lender("request_data", [.. options.Account.Select(static s => s.Name)], "input_type", GuardrailOptions.Nobody);
        var told = new Told<byte[]>(Write);
        routes.MapPost("/beta/litellm_basic_guardrail_api", context => AnswerAsync(enforcer, options, context, fields, told));
    }

    /// <summary>Maps <c>/v1/check/portkey</c>.</summary>
    public static void MapPortkey(this IEndpointRouteBuilder routes, Enforcer enforcer, GuardrailOptions options)
    {
        var fields = new JsonFields.Lender("metadata", [.. options.PortkeyAccount.Select(static s => s.Name)], "eventType", []);
        var told = new Told<byte[]>(WritePortkey);
        routes.MapPost("/v1/check/portkey", context => AnswerAsync(enforcer, options, context, fields, told));
    }

    private static async Task AnswerAsync(Enforcer enforcer, GuardrailOptions options, HttpContext context, JsonFields.Lender lender, Told<byte[]> told)
    {
        var begun = enforcer.Begin();
        if (!AuthorizationEndpoints.IsAdmitted(enforcer, options.Keys, context))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var fields = lender.Lend();
        var ended = await JsonBody.ReadAsync(context.Request, fields, enforcer.Bounds, enforcer.Time);
        var verdict = enforcer.End(begun, Judge(enforcer, begun, fields, ended));
        lender.Return(fields);
        var body = told.Of(verdict);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        var headers = GatewayHeaders.Of(verdict);
        for (var i = 0; i < headers.Count; i++)
            context.Response.Headers[headers[i].Name] = headers[i].Value;
        context.Response.BodyWriter.Write(body);
    }

    // A body that ends early or badly is judged by the account that was read before, if there was one: a client that makes its
    // prompt too large or too odd must gain nothing by it.
    private static Verdict Judge(Enforcer enforcer, long begun, JsonFields fields, Outcome? ended)
    {
        if (ended is Outcome.Late)
            return new(Outcome.Late, null);
        var account = fields.First;
        if (account.IsEmpty)
            return new(ended ?? Outcome.Unnamed, null);
        var isAnswer = fields.Flag.SequenceEqual("response"u8) || fields.Flag.SequenceEqual("afterRequestHook"u8);
        return enforcer.Ask(begun, account, isAnswer ? 0 : 1);
    }

    private static byte[] Write(Verdict verdict) => verdict.Allows ? None : Json(verdict, static (json, verdict) =>
    {
        json.WriteString("action", "BLOCKED");
        json.WriteString("blocked_reason", ReasonOf(verdict));
    });

    private static byte[] WritePortkey(Verdict verdict) => verdict.Allows ? Pass : Json(verdict, static (json, verdict) =>
    {
        json.WriteBoolean("verdict", false);
        json.WriteStartObject("data");
        json.WriteString("reason", ReasonOf(verdict));
        json.WriteEndObject();
    });

    private static string ReasonOf(in Verdict verdict) => $"{RefusalBody.MessageOf(verdict)} (reason {verdict.Decision!.Reason}, decision {verdict.Decision.Id})";

    private static byte[] Json(in Verdict verdict, Action<Utf8JsonWriter, Verdict> write)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        write(json, verdict);
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }
}
