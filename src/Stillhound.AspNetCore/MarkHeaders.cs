using Microsoft.AspNetCore.Http;

namespace Stillhound.AspNetCore;

/// <summary>The headers that mark a request and its answer; the same that the server's own enforcement sends.</summary>
internal static class MarkHeaders
{
    public const string Action = "x-stillhound-action";
    public const string Would = "x-stillhound-would";
    public const string Decision = "x-stillhound-decision";
    public const string Reason = "x-stillhound-reason";

    public static readonly IReadOnlyList<string> All = [Action, Would, Decision, Reason, "x-stillhound-limit", "x-stillhound-class"];

    public static void Write(IHeaderDictionary headers, GatewayDecision decision, bool isInForce)
    {
        headers[isInForce ? Action : Would] = NameOf(decision.Action);
        headers[Decision] = Safe(decision.Id);
        headers[Reason] = Safe(decision.Reason);
    }

    private static string NameOf(GatewayAction action) => action switch
    {
        GatewayAction.Tag => "tag",
        GatewayAction.Verify => "verify",
        GatewayAction.CapTokens => "cap_tokens",
        GatewayAction.Slow => "slow",
        GatewayAction.Restrict => "restrict",
        GatewayAction.SuspendKey => "suspend_key",
        _ => "suspend_account",
    };

    // A header that cannot be sent would fail the request.
    private static string Safe(string text) => new([.. text.Take(128).Select(static c => c is >= '!' and <= '~' ? c : '?')]);
}
