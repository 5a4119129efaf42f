using Stillhound.WebConsole.Parts;
using Stillhound.WebConsole.Tables;

namespace Stillhound.WebConsole.Data.WhatIf;

/// <summary>A replay's answer as tables.</summary>
internal static class ReplayTables
{
    /// <summary>Campaigns of both sides, those that differ first.</summary>
    public static Table<CampaignShift> Campaigns(ReplayRun run) => new("campaigns", "Campaigns with the configuration in force and with the other one", [.. run.Answer!.Campaigns.OrderBy(static c => c.IsSame)],
        new Column<CampaignShift>("campaign", "Campaign", static c => c.Title) { Link = static c => c.TierBefore is null ? null : Words.Campaign(c.Id), Heads = true },
        new Column<CampaignShift>("id", "Id", static c => c.Id) { Cell = static c => Cells.Code(c.Id) },
        new Column<CampaignShift>("change", "Change", static c => c.Change) { Cell = static c => Cells.Badge(c.Change, c.IsSame ? "" : "waiting") },
        new Column<CampaignShift>("tier_before", "Tier now", static c => c.TierBefore),
        new Column<CampaignShift>("tier_after", "Tier then", static c => c.TierAfter),
        new Column<CampaignShift>("accounts_before", "Accounts now", static c => c.AccountsBefore) { Numeric = true },
        new Column<CampaignShift>("accounts_after", "Accounts then", static c => c.AccountsAfter) { Numeric = true },
        new Column<CampaignShift>("confidence_before", "Confidence now", static c => c.ConfidenceBefore) { Numeric = true, Format = "share" },
        new Column<CampaignShift>("confidence_after", "Confidence then", static c => c.ConfidenceAfter) { Numeric = true, Format = "share" })
    {
        Export = $"/export/replay/{run.Number}/campaigns", Empty = "Neither finds a campaign.",
    };

    /// <summary>What would be decided otherwise.</summary>
    public static Table<DecisionShift> Decisions(ReplayRun run) => new("decisions", "What would be decided otherwise", run.Answer!.Decisions,
        new Column<DecisionShift>("campaign", "Campaign", static d => d.Campaign) { Link = static d => Words.Campaign(d.Campaign), Cell = static d => Cells.Code(d.Campaign), Heads = true },
        new Column<DecisionShift>("before", "Now", static d => d.Before),
        new Column<DecisionShift>("after", "Then", static d => d.After),
        new Column<DecisionShift>("came", "Accounts that come", static d => d.Came) { Numeric = true },
        new Column<DecisionShift>("went", "Accounts that go", static d => d.Went) { Numeric = true },
        new Column<DecisionShift>("stayed", "Accounts that stay", static d => d.Stayed) { Numeric = true },
        new Column<DecisionShift>("spend", "Spend", static d => d.Spend) { Numeric = true, Format = "+#,0.00;−#,0.00;0", Help = "How much more spend would be hit" })
    {
        Export = $"/export/replay/{run.Number}/decisions", Empty = "Nothing would be decided otherwise.",
    };

    /// <summary>What was asked so far.</summary>
    public static Table<ReplayRun> Runs(IReadOnlyList<ReplayRun> runs) => new("runs", "Replays since the start, the newest first", runs,
        new Column<ReplayRun>("number", "Replay", static r => r.Number) { Link = static r => $"/replay/{r.Number}", Heads = true },
        new Column<ReplayRun>("person", "Asked by", static r => r.Person),
        new Column<ReplayRun>("at", "At", static r => r.At),
        new Column<ReplayRun>("state", "State", static r => Word(r.State)) { Cell = static r => Cells.Badge(Word(r.State), r.State == ReplayState.Running ? "waiting" : "") },
        new Column<ReplayRun>("changed", "Campaigns that change", static r => r.Answer?.Campaigns.Count(static c => !c.IsSame)) { Numeric = true },
        new Column<ReplayRun>("came", "Accounts that come", static r => r.Answer?.Came) { Numeric = true },
        new Column<ReplayRun>("went", "Accounts that go", static r => r.Answer?.Went) { Numeric = true })
    {
        Searchable = false, Open = static r => $"/replay/{r.Number}", Export = "/export/replays", Empty = "Nobody has asked yet.",
    };

    /// <summary>A state's word.</summary>
    public static string Word(ReplayState state) => state switch { ReplayState.Running => "being played", ReplayState.Done => "done", ReplayState.Stopped => "stopped", _ => "failed" };
}
