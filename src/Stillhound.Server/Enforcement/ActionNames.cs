using Stillhound.Server.Decisions;

namespace Stillhound.Server.Enforcement;

/// <summary>The actions as gateways are told them.</summary>
internal static class ActionNames
{
    /// <summary>Name of an action, such as <c>cap_tokens</c>.</summary>
    public static string Of(DecisionAction action) => action switch
    {
        DecisionAction.Observe => "observe",
        DecisionAction.Tag => "tag",
        DecisionAction.Verify => "verify",
        DecisionAction.CapTokens => "cap_tokens",
        DecisionAction.Slow => "slow",
        DecisionAction.Restrict => "restrict",
        DecisionAction.SuspendKey => "suspend_key",
        DecisionAction.SuspendAccount => "suspend_account",
        _ => "observe",
    };
}
