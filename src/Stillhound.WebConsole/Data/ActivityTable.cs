using Stillhound.WebConsole.Tables;
using Stillhound.Core.Campaigns;

namespace Stillhound.WebConsole.Data;

/// <summary>Exchanges over time, as a table and as a chart's data.</summary>
internal static class ActivityTable
{
    /// <summary>The data of a chart.</summary>
    public static object Chart(Findings findings, IReadOnlyList<CampaignFinding> campaigns) => new
    {
        start = findings.ActivityStart.ToUnixTimeMilliseconds(),
        step = (long)findings.ActivityBucket.TotalMilliseconds,
        series = new object[]
        {
            new { name = campaigns.Count == 1 ? "This campaign" : "Members of campaigns", role = "campaign", values = Sum(findings, campaigns) },
            new { name = "Everybody", role = "people", values = findings.PopulationActivity },
        },
        marks = campaigns.Where(static c => c.DetectedAt is not null).Take(20).Select(static c => new { at = c.DetectedAt!.Value.ToUnixTimeMilliseconds(), text = "detected" }),
    };

    /// <summary>The same as rows.</summary>
    public static Table<Row> Of(Findings findings, IReadOnlyList<CampaignFinding> campaigns, string name, string caption, string? export = null)
    {
        var sum = Sum(findings, campaigns);
        return new Table<Row>(name, caption, [.. findings.PopulationActivity.Select((n, i) => new Row(findings.ActivityStart + (i * findings.ActivityBucket), sum[i], n))],
            new Column<Row>("from", "From", static r => r.From) { Heads = true },
            new Column<Row>("campaigns", "Campaigns", static r => r.Campaigns) { Numeric = true },
            new Column<Row>("everybody", "Everybody", static r => r.Everybody) { Numeric = true }) { Searchable = false, PageSize = 28, Export = export };
    }

    private static long[] Sum(Findings findings, IReadOnlyList<CampaignFinding> campaigns)
    {
        var sum = new long[findings.PopulationActivity.Count];
        foreach (var campaign in campaigns)
        {
            for (var i = 0; i < Math.Min(sum.Length, campaign.Activity.Count); i++)
                sum[i] += campaign.Activity[i];
        }

        return sum;
    }

    /// <summary>One bucket.</summary>
    /// <param name="From">Its start.</param>
    /// <param name="Campaigns">Exchanges of campaigns' members.</param>
    /// <param name="Everybody">Exchanges of everybody.</param>
    internal sealed record Row(DateTimeOffset From, long Campaigns, long Everybody);
}
