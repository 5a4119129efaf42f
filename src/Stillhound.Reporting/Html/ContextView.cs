using Stillhound.Core.Campaigns;

namespace Stillhound.Reporting.Html;

/// <summary>What lists say of a campaign's accounts and addresses, beside everybody's.</summary>
internal static class ContextView
{
    private const int MostConflicts = 6;

    public static void AddTo(View view, CampaignFinding campaign, ListSummary? lists)
    {
        view["anyContext"] = campaign.Context.Count > 0;
        view["context"] = campaign.Context.Select(static share => new View
        {
            ["kind"] = ReportText.Words(ContextText.Kind(share.Kind)),
            ["share"] = ReportText.Percent(share.Accounts),
            ["everybody"] = ReportText.Percent(share.PopulationAccounts),
            ["ofExchanges"] = double.IsNaN(share.Exchanges) ? "" : ReportText.Percent(share.Exchanges),
            ["everybodyOfExchanges"] = double.IsNaN(share.PopulationExchanges) ? "" : ReportText.Percent(share.PopulationExchanges),
            ["lists"] = ContextText.Lists(share),
        });
        var conflicts = lists?.Conflicts ?? [];
        view["anyConflict"] = conflicts.Count > 0;
        view["conflicts"] = string.Join("; ", conflicts.Take(MostConflicts).Select(ContextText.Of)) + (conflicts.Count > MostConflicts ? "; more in campaigns.json" : "");
    }
}
