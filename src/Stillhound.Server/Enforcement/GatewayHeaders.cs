using System.Globalization;
using Stillhound.Server.Decisions;

namespace Stillhound.Server.Enforcement;

/// <summary>
/// The headers that tell a gateway, and what is behind it, what is decided. No header carries anything that a client wrote; what
/// might have been changed on the way is made safe all the same, because a header that cannot be sent would become a refusal.
/// </summary>
internal static class GatewayHeaders
{
    /// <summary>What is done; absent when nothing is.</summary>
    public const string Action = "x-stillhound-action";

    /// <summary>What would be done if decisions were carried out.</summary>
    public const string Would = "x-stillhound-would";

    /// <summary>The decision's identifier.</summary>
    public const string Decision = "x-stillhound-decision";

    /// <summary>The decision's reason code.</summary>
    public const string Reason = "x-stillhound-reason";

    /// <summary>The limit that holds, as <c>tokens/day=N</c> or <c>requests/minute=N</c>.</summary>
    public const string Limit = "x-stillhound-limit";

    /// <summary>All of them, so that a gateway can drop those that a client sent.</summary>
    public static readonly IReadOnlyList<string> All = [Action, Would, Decision, Reason, Limit];

    private static readonly Told<string> Limits = new(static verdict => LimitOf(verdict.Decision!) ?? "");

    /// <summary>The headers of a verdict.</summary>
    public static HeaderList Of(in Verdict verdict)
    {
        var headers = default(HeaderList);
        if (verdict.Decision is not { } decision)
            return headers;
        headers.Add(verdict.InForce is null ? Would : Action, ActionNames.Of(decision.Action));
        headers.Add(Decision, Safe(decision.Id));
        headers.Add(Reason, Safe(decision.Reason));
        if (Limits.Of(verdict with { RetryAfter = default }) is { Length: > 0 } limit)
            headers.Add(Limit, limit);
        return headers;
    }

    /// <summary>Text that may stand in a header: visible ASCII; anything else becomes a question mark. At most 128 characters.</summary>
    public static string Safe(string text)
    {
        var isSafe = text.Length <= 128 && !text.AsSpan().ContainsAnyExceptInRange('!', '~');
        return isSafe ? text : string.Create(Math.Min(text.Length, 128), text, static (safe, text) =>
        {
            for (var i = 0; i < safe.Length; i++)
                safe[i] = text[i] is >= '!' and <= '~' ? text[i] : '?';
        });
    }

    private static string? LimitOf(Decision decision) => decision.Action switch
    {
        DecisionAction.CapTokens => string.Create(CultureInfo.InvariantCulture, $"tokens/day={decision.TokensPerDay}"),
        DecisionAction.Slow => string.Create(CultureInfo.InvariantCulture, $"requests/minute={decision.RequestsPerMinute}"),
        _ => null,
    };
}
