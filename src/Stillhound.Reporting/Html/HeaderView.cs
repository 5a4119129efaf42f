using Stillhound.Core.Campaigns;

namespace Stillhound.Reporting.Html;

/// <summary>The top of the page: what was scanned and what came of it.</summary>
internal static class HeaderView
{
    public static void AddTo(View view, Findings findings)
    {
        var input = findings.Input;
        var held = findings.Campaigns.Where(c => c.Tier >= Tier.Review).ToList();
        var whole = findings.Campaigns.Where(static c => c.LikelyOf is null).ToList();
        view["heading"] = Heading(whole.Count);
        view["readNothing"] = input.Exchanges == 0;
        view["clear"] = input.Exchanges > 0 && findings.Campaigns.Count == 0;
        view["exchanges"] = ReportText.Compact(input.Exchanges);
        view["exchangesExact"] = ReportText.Count(input.Exchanges);
        view["accounts"] = ReportText.Count(input.Accounts);
        view["rejected"] = ReportText.Count(input.Rejected);
        view["anyRejected"] = input.Rejected > 0;
        view["hasPeriod"] = input.First is not null && input.Last is not null;
        view["first"] = input.First is { } first ? ReportText.Time(first) : "";
        view["last"] = input.Last is { } last ? ReportText.Time(last) : "";
        view["length"] = input is { First: { } from, Last: { } to } ? ReportText.Duration(to - from) : "";
        view["tiers"] = new[] { Tier.Act, Tier.Review, Tier.Watch }.Select(tier => new View
        {
            ["tierName"] = ReportText.Tier(tier),
            ["tierCount"] = ReportText.Count(whole.Count(c => c.Tier == tier)),
        });
        var likely = findings.Campaigns.Where(static c => c.LikelyOf is not null).Sum(static c => c.Members.Count);
        view["likelyAccounts"] = likely == 0 ? "" : ReportText.Count(likely, "account") + " at review, told apart, that likely " + (likely == 1 ? "belongs" : "belong");
        view["anyHeld"] = held.Count > 0;
        AddLeak(view, held);
    }

    private static string Heading(int campaigns) => campaigns switch
    {
        0 => "No campaigns found",
        _ => $"{ReportText.Count(campaigns, "campaign")} found",
    };

    private static void AddLeak(View view, List<CampaignFinding> held)
    {
        var before = held.Sum(c => c.Members.Sum(m => m.ExchangesBeforeAttach));
        var all = held.Sum(c => c.Exchanges);
        view["totalLeak"] = all == 0 ? "none" : ReportText.Percent((double)before / all);
        view["leakedExchanges"] = ReportText.Compact(before);
        view["heldExchanges"] = ReportText.Compact(all);
    }
}
