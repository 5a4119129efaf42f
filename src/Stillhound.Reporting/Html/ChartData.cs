using System.Text;
using System.Text.Json;
using Stillhound.Core.Campaigns;
using Stillhound.Reporting.Files;

namespace Stillhound.Reporting.Html;

/// <summary>
/// The numbers that the charts draw, as JSON inside the page. The default encoder escapes everything that could end a
/// script element.
/// </summary>
internal static class ChartData
{
    /// <summary>Most points of a series: more would not show on a screen and would swell the page.</summary>
    public const int MostPoints = 240;

    public static string Render(Findings findings, IReadOnlyList<CampaignFinding> shown)
    {
        var buckets = Buckets.Fit(findings.ActivityStart, findings.ActivityBucket, findings.PopulationActivity.Count, MostPoints);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("activity");
            json.WriteNumber("start", buckets.Start.ToUnixTimeMilliseconds());
            json.WriteNumber("width", (long)buckets.Width.TotalMilliseconds);
            WriteNumbers(json, "population", buckets.Sum(findings.PopulationActivity));
            WriteNumbers(json, "campaigns", buckets.Sum(TogetherActivity(findings)));
            json.WriteEndObject();
            WriteNumbers(json, "hours", Week(findings.PopulationHourOfWeek));
            json.WriteStartArray("campaigns");
            foreach (var campaign in shown)
                WriteCampaign(json, campaign, buckets);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>Exchanges of the members of all campaigns by bucket of the findings.</summary>
    public static long[] TogetherActivity(Findings findings)
    {
        var together = new long[findings.PopulationActivity.Count];
        foreach (var campaign in findings.Campaigns)
        {
            for (var i = 0; i < Math.Min(together.Length, campaign.Activity.Count); i++)
                together[i] += campaign.Activity[i];
        }

        return together;
    }

    /// <summary>Exactly 168 hours, whatever came.</summary>
    public static long[] Week(IReadOnlyList<long> hours)
    {
        var week = new long[168];
        for (var i = 0; i < Math.Min(week.Length, hours.Count); i++)
            week[i] = hours[i];
        return week;
    }

    private static void WriteCampaign(Utf8JsonWriter json, CampaignFinding campaign, Buckets buckets)
    {
        json.WriteStartObject();
        json.WriteNumber("first", campaign.FirstSeen.ToUnixTimeMilliseconds());
        if (campaign.DetectedAt is { } detected)
            json.WriteNumber("detected", detected.ToUnixTimeMilliseconds());
        else
            json.WriteNull("detected");
        WriteNumbers(json, "activity", buckets.Sum(campaign.Activity));
        WriteNumbers(json, "hours", Week(campaign.HourOfWeek));
        WriteNumbers(json, "attached", buckets.Cumulate(campaign.Members.Select(m => m.AttachedAt).OfType<DateTimeOffset>()));
        WritePairs(json, "targets", campaign.Targets.Take(EvidenceView.MostRows).Select(t => (ReportText.Words(t.Capability), t.Share)));
        WritePairs(json, "evidence", campaign.Evidence.Take(EvidenceView.MostRows).Select(e => (e.Name, JsonValues.Weight(e.Log10Lr))));
        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, long[] numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static void WritePairs(Utf8JsonWriter json, string name, IEnumerable<(string Label, double Value)> pairs)
    {
        json.WriteStartArray(name);
        foreach (var (label, value) in pairs)
        {
            json.WriteStartArray();
            json.WriteStringValue(Visible.Text(label));
            json.WriteNumberValue(double.IsFinite(value) ? Math.Round(value, 4) : 0);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
