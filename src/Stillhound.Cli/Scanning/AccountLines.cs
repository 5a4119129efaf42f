using Stillhound.Core.SingleAccounts;
using Stillhound.Core.Campaigns;
using Stillhound.Reporting;

namespace Stillhound.Cli.Scanning;

/// <summary>What was found about accounts by themselves, for the summary of a scan: how many, and the surest in a line each.</summary>
internal static class AccountLines
{
    private const int MostFindings = 5;

    public static IEnumerable<string> Of(AccountReport report)
    {
        if (report.Findings.Count > 0)
        {
            yield return $"accounts by themselves: {report.Findings.Count(static f => f.Tier == Tier.Review)} review, {report.Findings.Count(static f => f.Tier == Tier.Watch)} watch, of {ReportText.Count(report.Tested)} tested";
            foreach (var finding in report.Findings.Where(static f => f.Tier == Tier.Review).Take(MostFindings))
                yield return $"  {finding.Id}  {finding.Title} ({finding.Accounts[0]})";
            if (report.Findings.Count(static f => f.Tier == Tier.Review) > MostFindings)
                yield return "  more in findings.json";
        }

        if (report.Region is { } region)
            yield return $"regional access ({region.Mode}): {ReportText.Count(region.Examined, "account")} examined, {ReportText.Count(region.NotServed)} with a claim that is not served, {ReportText.Count(region.Unknown)} without a claim to compare";
    }
}
