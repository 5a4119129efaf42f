using System.Globalization;
using Stillhound.Core.ErrorControl;

namespace Stillhound.Reporting;

/// <summary>The budget of false accusations in sentences: what is allowed, what was counted, and what is only modelled.</summary>
public static class ErrorText
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    /// <summary>What the operator allows, and what it came to.</summary>
    public static string Allowed(ErrorReport report)
    {
        var rate = report.Budget.PerMillionAccountDays;
        var held = report.HeldBack == 0 ? "" : $"; it alone keeps {ReportText.Count(report.HeldBack, "campaign")} at review";
        return string.Create(Plain,
            $"false campaigns at act allowed: {report.Granted:0.####} on average in this log ({report.Budget.PerLog:0.####} a log and {rate:0.####} per million account-days){held}");
    }

    /// <summary>What the decoys show by counting.</summary>
    public static string Counted(ErrorReport report) => report.Decoys == 0
        ? "counted: no decoys, since this log has no honest groups that are large enough"
        : $"counted: of {ReportText.Count(report.Decoys, "decoy")}, honest groups of this log that were judged like cohorts, {report.DecoysAtReview} reached review and {report.DecoysAtAct} act: "
            + $"counting alone shows that at most {ReportText.Percent(CountedShare.AtMost(report.DecoysAtAct, report.Decoys))} reach act";

    /// <summary>What is only modelled.</summary>
    public static string Modelled(ErrorReport report) => string.Create(Plain,
        $"modelled, not shown: honest groups become ten times rarer with every {report.TailDecades:0.##} of log-10 odds ({report.DecoysBeyond} decoys read), so that chance brings at most {report.ExpectedByChance:0.####} of the {report.Followed} cohorts of the last search to the odds of act");
}
