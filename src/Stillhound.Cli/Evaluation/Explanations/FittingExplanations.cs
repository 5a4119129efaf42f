using Stillhound.Core.Verdicts;

namespace Stillhound.Cli.Evaluation.Explanations;

/// <summary>
/// Which benign explanations are true of whom. Several may be: a declared data maker is also one organisation, and users of a
/// launched tool use a tool.
/// </summary>
internal static class FittingExplanations
{
    private static readonly string[] Strangers = ["coincidence"];
    private static readonly string[] Software = ["popular_tool", "automated_tool", "launched_tool", "launched_automation"];
    private static readonly string[] Firm = ["one_organisation", "one_customer", "one_payer", "in_house_training_data", "declared_workload"];
    private static readonly string[] Gathering = ["classroom", "event", "online_event"];

    private static readonly Dictionary<string, string[]> ByKind = new(StringComparer.Ordinal)
    {
        ["individual"] = Strangers,
        ["developer"] = Strangers,
        ["vpn_user"] = [.. Strangers, "shared_network"],
        ["privacy_users"] = [.. Strangers, "shared_network"],
        ["tool"] = Software,
        ["judge_tool"] = Software,
        ["tool_launched"] = [.. Software, "online_event"],
        ["agent_launch"] = [.. Software, "online_event"],
        ["moved_users"] = [.. Software, "online_event"],
        ["suite_tool"] = [.. Software, "shared_network"],
        ["always_on_tool"] = [.. Software, "shared_schedule"],
        ["action_users"] = [.. Software, "shared_schedule", "shared_network"],
        ["failover"] = [.. Software, "shared_schedule", "online_event"],
        ["firm_batch"] = Firm,
        ["saas_app"] = Firm,
        ["data_maker"] = Firm,
        ["contracted_data"] = Firm,
        ["uncontracted_data"] = Firm,
        ["migration"] = Firm,
        ["red_team"] = Firm,
        ["carrier_firm"] = [.. Firm, "shared_network"],
        ["unnamed_firm"] = [.. Firm, "shared_network"],
        ["ci_fleet"] = [.. Firm, "ci_fleet", "shared_schedule"],
        ["eval_harness"] = ["evaluation_harness", "online_event"],
        ["release_eval"] = ["evaluation_harness", "online_event"],
        ["classroom"] = Gathering,
        ["starter_course"] = Gathering,
        ["hackathon"] = Gathering,
        ["kit_hackathon"] = Gathering,
        ["viral_prompt"] = [.. Strangers, "online_event"],
        ["bounty_crowd"] = [.. Strangers, "online_event"],
        ["annotator"] = [.. Strangers, .. Firm, "evaluation_harness"],
        ["reseller"] = [.. Firm, "reseller"],
        ["shared_reseller"] = [.. Firm, "reseller"],
        ["gateway"] = [.. Firm, "reseller"],
        ["gateway_pool"] = [.. Firm, "reseller"],
    };

    /// <summary>Names that the engine has no explanation of; empty unless one was renamed there.</summary>
    public static IEnumerable<string> Unknown => ByKind.Values.SelectMany(static names => names).Except(Explanation.All.Select(static e => e.Name), StringComparer.Ordinal);

    /// <summary>Whether an explanation is true of a kind; null for kinds of which nobody said.</summary>
    public static bool? IsTrueOf(string explanation, string kind) =>
        ByKind.TryGetValue(kind, out var fitting) ? fitting.Contains(explanation, StringComparer.Ordinal) : null;

    /// <summary>Whether anything was said of a kind.</summary>
    public static bool Knows(string kind) => ByKind.ContainsKey(kind);
}
