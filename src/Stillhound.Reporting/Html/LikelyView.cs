using Stillhound.Core.Campaigns;

namespace Stillhound.Reporting.Html;

/// <summary>Leads from accounts that likely belong to a campaign to that campaign, and back.</summary>
internal static class LikelyView
{
    public static void AddTo(View view, CampaignFinding campaign, Findings findings, ReportOptions options)
    {
        view["whole"] = campaign.LikelyOf is not null;
        view["wholeId"] = campaign.LikelyOf ?? "";
        view["wholeAnchor"] = campaign.LikelyOf is { } whole ? AnchorOf(c => c.Id == whole, findings, options) : "";
        view["those"] = campaign.Members.Count == 1 ? "This account likely belongs" : "These accounts likely belong";
        var likely = findings.Campaigns.FirstOrDefault(c => c.LikelyOf == campaign.Id);
        view["likely"] = likely is not null;
        view["likelyId"] = likely?.Id ?? "";
        view["likelyAnchor"] = likely is null ? "" : AnchorOf(c => c == likely, findings, options);
        view["likelyAccounts"] = likely is null ? "" : likely.Members.Count == 1 ? "1 account likely belongs to it" : ReportText.Count(likely.Members.Count, "account") + " likely belong to it";
    }

    /// <summary>Where the page tells of a campaign; empty where it does not.</summary>
    private static string AnchorOf(Func<CampaignFinding, bool> wanted, Findings findings, ReportOptions options)
    {
        for (var i = 0; i < Math.Min(findings.Campaigns.Count, options.MaxCampaigns); i++)
        {
            if (wanted(findings.Campaigns[i]))
                return CampaignView.Anchor(findings.Campaigns[i], i);
        }

        return "";
    }
}
