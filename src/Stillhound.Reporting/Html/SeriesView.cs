using Stillhound.Core.Campaigns;

namespace Stillhound.Reporting.Html;

/// <summary>The tables that stand beside the charts over time.</summary>
internal static class SeriesView
{
    private const int MostTableRows = 31;

    private static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    public static Buckets TableBuckets(Findings findings) =>
        Buckets.Fit(findings.ActivityStart, findings.ActivityBucket, findings.PopulationActivity.Count, MostTableRows);

    public static IEnumerable<View> Activity(Buckets buckets, long[] some, long[] everybody) =>
        Enumerable.Range(0, buckets.Count).Select(i => new View
        {
            ["from"] = ReportText.Time(buckets.TimeOf(i)),
            ["some"] = ReportText.Count(some[i]),
            ["everybody"] = ReportText.Count(everybody[i]),
        });

    public static IEnumerable<View> Attached(Buckets buckets, long[] attached) =>
        Enumerable.Range(0, buckets.Count).Select(i => new View
        {
            ["until"] = ReportText.Time(buckets.TimeOf(i + 1)),
            ["total"] = ReportText.Count(attached[i]),
        });

    public static IEnumerable<View> Week(IReadOnlyList<long> hours)
    {
        var week = ChartData.Week(hours);
        return Days.Select((day, d) => new View
        {
            ["day"] = day,
            ["hours"] = Enumerable.Range(0, 24).Select(h => new View { ["n"] = ReportText.Count(week[(24 * d) + h]) }),
        });
    }
}
