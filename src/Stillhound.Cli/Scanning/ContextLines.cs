using Stillhound.Core.Campaigns;
using Stillhound.Reporting;

namespace Stillhound.Cli.Scanning;

/// <summary>What lists say, for the summary of a scan: a line for each campaign to look at, and how far the lists can be believed.</summary>
internal static class ContextLines
{
    private const int MostCampaigns = 5;
    private const int MostConflicts = 3;

    public static IEnumerable<string> Of(Findings findings)
    {
        if (findings.Lists is not { } lists)
            yield break;
        foreach (var campaign in findings.Campaigns.Where(static c => c.Tier >= Tier.Review).Take(MostCampaigns))
            yield return $"context of {campaign.Id}: {Context(campaign)}";
        yield return Lookups(lists);
        if (lists.Conflicts.Count > 0)
            yield return Conflicts(lists.Conflicts);
        foreach (var list in lists.Lists.Where(static l => l.BadLines > 0))
            yield return $"list {list.Name}: {ReportText.Count(list.BadLines, "line")} not read; {string.Join("; ", list.BadSample)}";
    }

    private static string Context(CampaignFinding campaign)
    {
        var shown = campaign.Context.Where(static c => c.Accounts > 0).Select(static c =>
            $"{ContextText.Kind(c.Kind)} {ReportText.Percent(c.Accounts)} of accounts, everybody {ReportText.Percent(c.PopulationAccounts)}"
            + (c.Lists.Count > 0 ? $" ({ContextText.Lists(c)})" : "")).ToList();
        return shown.Count == 0 ? "on no list" : string.Join("; ", shown);
    }

    private static string Lookups(ListSummary lists)
    {
        var text = $"lists: {lists.Lists.Count} asked about {ReportText.Count(lists.LookedUp, "exchange")}; context, not evidence";
        if (lists.Unreadable > 0)
            text += $"; {ReportText.Count(lists.Unreadable, "exchange")} with an address that cannot be read";
        if (lists.Unusable > 0)
            text += $"; {ReportText.Count(lists.Unusable, "lookup")} ended in a malformed part of a database";
        return text;
    }

    private static string Conflicts(IReadOnlyList<ListConflict> conflicts)
    {
        var more = conflicts.Count > MostConflicts ? $"; {conflicts.Count - MostConflicts} more in campaigns.json" : "";
        return "contradictions: " + string.Join("; ", conflicts.Take(MostConflicts).Select(ContextText.Of)) + more;
    }
}
