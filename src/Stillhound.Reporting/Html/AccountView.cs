using Stillhound.Core.SingleAccounts;

namespace Stillhound.Reporting.Html;

/// <summary>Findings about accounts by themselves as the page shows them.</summary>
internal static class AccountView
{
    private const int MostFindings = 40;
    private const int MostAccounts = 12;

    public static void AddTo(View view, AccountReport report)
    {
        var shown = report.Findings.Take(MostFindings).ToList();
        view["anyFinding"] = shown.Count > 0;
        view["testedAccounts"] = ReportText.Count(report.Tested);
        view["anyTested"] = report.Tested > 0;
        view["findingRate"] = ReportText.Percent(report.FalseDiscoveryRate);
        view["findings"] = shown.Select(Of).ToList();
        view["moreFindings"] = report.Findings.Count > shown.Count ? ReportText.Count(report.Findings.Count - shown.Count) : "";
        view["region"] = report.Region is { } region
            ? $"Regional access ({region.Mode}): {ReportText.Count(region.Examined, "account")} examined, {ReportText.Count(region.NotServed)} with a claim that is not served, {ReportText.Count(region.Unknown)} without a claim to compare."
            : "";
    }

    private static View Of(AccountFinding finding) => new()
    {
        ["findingId"] = finding.Id,
        ["findingKind"] = ReportText.Words(ReportText.Kind(finding.Kind)),
        ["findingTier"] = ReportText.Tier(finding.Tier),
        ["findingTitle"] = finding.Title,
        ["findingSummary"] = finding.Summary,
        ["findingAccounts"] = finding.Accounts.Take(MostAccounts).Select(static account => new View { ["findingAccount"] = account }).ToList(),
        ["moreAccounts"] = finding.Accounts.Count > MostAccounts ? ReportText.Count(finding.Accounts.Count - MostAccounts) : "",
        ["findingCampaign"] = finding.Campaign ?? "",
        ["findingExchanges"] = ReportText.Count(finding.Exchanges),
        ["findingTokens"] = ReportText.Compact(finding.OutputTokens),
        ["findingFirst"] = ReportText.Time(finding.FirstSeen),
        ["findingLast"] = ReportText.Time(finding.LastSeen),
        ["findingRarity"] = ReportText.OneIn(finding.PValue),
        ["signs"] = finding.Signs.Select(static sign => new View
        {
            ["signFamily"] = ReportText.Words(sign.Family),
            ["signName"] = sign.Name,
            ["signValue"] = ReportText.Measured(Math.Round(sign.Statistic, 4)),
            ["signMiddle"] = double.IsNaN(sign.NullValue) ? "" : ReportText.Measured(Math.Round(sign.NullValue, 4)),
            ["signNull"] = sign.Null,
            ["signRarity"] = ReportText.OneIn(sign.PValue),
            ["signRefute"] = sign.Refute,
        }).ToList(),
        ["readings"] = finding.Explanations.Select(static reading => new View
        {
            ["reading"] = ReportText.Words(reading.Hypothesis),
            ["readingOutcome"] = reading.Holds ? "held" : "lost",
            ["readingText"] = reading.Text,
        }).ToList(),
    };
}
