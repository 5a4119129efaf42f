using System.Globalization;
using Stillhound.Core.Campaigns;

namespace Stillhound.Reporting.Html;

/// <summary>The tables that stand beside the charts over time.</summary>
internal static class SeriesView
{
    private const int MostTableRows = 24;

    private static readonly string[] Days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

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
        Enumerable.Range(0, buckets.Count).Where(i => i == 0 || attached[i] != attached[i - 1]).Select(i => new View
        {
            ["until"] = ReportText.Time(buckets.TimeOf(i + 1)),
            ["total"] = ReportText.Count(attached[i]),
        });

    public static IEnumerable<View> WeekDays() => Days.Select(day => new View { ["day"] = day });

    // Hours go down and days across: seven columns fit a telephone and a sheet of paper, twenty-four do not.
    public static IEnumerable<View> Week(IReadOnlyList<long> hours)
    {
        var week = ChartData.Week(hours);
        return Enumerable.Range(0, 24).Select(h => new View
        {
            ["hour"] = h.ToString("00", CultureInfo.InvariantCulture),
            ["counts"] = Enumerable.Range(0, 7).Select(d => new View { ["n"] = ReportText.Count(week[(24 * d) + h]) }),
        });
    }
}
