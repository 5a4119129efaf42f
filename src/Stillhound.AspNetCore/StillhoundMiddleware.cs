using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stillhound.Server.Enforcement.Limits;

namespace Stillhound.AspNetCore;

/// <summary>Applies the decisions to each request. Whatever fails in here serves the request.</summary>
internal sealed partial class StillhoundMiddleware(
    RequestDelegate next, StillhoundDecisions decisions, IOptions<StillhoundOptions> options, TimeProvider time, ILogger<StillhoundMiddleware> logger)
{
    private readonly FixedWindows _requests = new(TimeSpan.FromMinutes(1), options.Value.CountedAccounts);
    private readonly FixedWindows _tokens = new(TimeSpan.FromDays(1), options.Value.CountedAccounts);

    public Task InvokeAsync(HttpContext context)
    {
        Refusal? refusal = null;
        try
        {
            refusal = Judge(context);
        }
        catch (Exception e)
        {
            Log.Failed(logger, e);
        }

        return refusal is { } refused ? WriteAsync(context, refused) : next(context);
    }

    private Refusal? Judge(HttpContext context)
    {
        foreach (var name in MarkHeaders.All)
            context.Request.Headers.Remove(name); // a client's own would be believed behind us
        context.Features.Set<IStillhoundFeature>(new Found(null, null, null, null, _tokens, time)); // there even if what follows fails
        var account = options.Value.Account(context);
        var stored = string.IsNullOrEmpty(account) ? null : options.Value.StoredName?.Invoke(account) ?? account;
        var now = time.GetUtcNow();
        var decision = stored is null ? null : decisions.Table.Find(stored, now);
        var isInForce = decision is { Simulated: false } && !options.Value.ObserveOnly;
        context.Features.Set<IStillhoundFeature>(new Found(account, isInForce ? decision : null, decision, stored, _tokens, time));
        if (decision is null)
            return null;
        MarkHeaders.Write(context.Request.Headers, decision, isInForce);
        MarkHeaders.Write(context.Response.Headers, decision, isInForce);
        return isInForce ? CarryOut(decision, stored!, now) : null;
    }

    private Refusal? CarryOut(GatewayDecision decision, string account, DateTimeOffset now)
    {
        switch (decision.Action)
        {
            case GatewayAction.SuspendAccount:
                return new(403, "account_suspended", "This account is suspended. Ask the provider for a review, naming the decision.", decision, default);
            case GatewayAction.SuspendKey:
                return new(401, "key_suspended", "This key is suspended. Ask the provider for a review, naming the decision.", decision, default);
            case GatewayAction.Slow:
                return Limited(_requests.Add(account, 1, Math.Max(0, decision.RequestsPerMinute), now), decision);
            case GatewayAction.CapTokens:
                return Limited(_tokens.Add(account, 0, Math.Max(0, decision.TokensPerDay), now), decision);
            default:
                return null;
        }
    }

    private static Refusal? Limited(WindowCount count, GatewayDecision decision) =>
        count.IsOver ? new(429, "rate_limited", "This account is limited for now.", decision, count.Reset) : null;

    private static Task WriteAsync(HttpContext context, Refusal refusal)
    {
        context.Response.StatusCode = refusal.Status;
        context.Response.ContentType = "application/json";
        if (refusal.RetryAfter > TimeSpan.Zero)
            context.Response.Headers.RetryAfter = Math.Ceiling(refusal.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("type", refusal.Type);
        json.WriteString("message", refusal.Message);
        json.WriteString("reason", refusal.Decision.Reason);
        json.WriteString("decision", refusal.Decision.Id);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return Task.CompletedTask;
    }

    private readonly record struct Refusal(int Status, string Type, string Message, GatewayDecision Decision, TimeSpan RetryAfter);

    private sealed class Found(string? account, GatewayDecision? decision, GatewayDecision? would, string? stored, FixedWindows tokens, TimeProvider time) : IStillhoundFeature
    {
        public string? Account => account;

        public GatewayDecision? Decision => decision;

        public GatewayDecision? Would => would;

        public void ChargeTokens(long amount)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(amount);
            if (decision is { Action: GatewayAction.CapTokens } && stored is not null)
                tokens.Add(stored, amount, Math.Max(0, decision.TokensPerDay), time.GetUtcNow());
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A request could not be judged and was served")]
        public static partial void Failed(ILogger logger, Exception error);
    }
}
