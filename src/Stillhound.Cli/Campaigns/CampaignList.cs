using System.Globalization;
using System.Text.Json;
using Stillhound.Cli.Scanning;
using Stillhound.Core.Campaigns;
using Stillhound.Reporting;

namespace Stillhound.Cli.Campaigns;

/// <summary><c>stillhound campaigns DIR</c>: one line a campaign.</summary>
internal static class CampaignList
{
    // What a list needs; the rest is in campaigns.json.
    private static readonly string[] Fields = ["id", "tier", "confidence", "title", "accounts", "exchanges", "first_seen", "last_seen", "detected_at", "leak", "likely_of"];

    private static readonly TextColumn[] Columns =
    [
        new("id", Keep: 6), new("tier", Keep: 6), new("accounts", Keep: 5, Right: true), new("exchanges", Keep: 3, Right: true),
        new("first seen", Keep: 1), new("detected", Keep: 2), new("leak", Keep: 4, Right: true), new("title", Keep: 6, Grows: true),
    ];

    public static void Write(WrittenFindings findings, Tier least, TextWriter output, Screen screen)
    {
        var shown = Shown(findings, least);
        if (shown.Count == 0)
        {
            output.WriteLine(least == Tier.Watch ? "no campaigns" : $"no campaigns at tier {ReportText.Tier(least)} or above");
            return;
        }

        var table = new TextTable(Columns, screen);
        foreach (var written in shown)
        {
            var (campaign, leak) = (written.Finding, written.Leak);
            table.Add(campaign.Tier,
            [
                campaign.Id, ReportText.Tier(campaign.Tier), ReportText.Count(written.Accounts), ReportText.Count(campaign.Exchanges),
                Minute(campaign.FirstSeen), Minute(campaign.DetectedAt), campaign.DetectedAt is null || double.IsNaN(leak) ? "" : ReportText.Percent(leak), campaign.Title,
            ]);
        }

        table.Write(output);
        if (shown.Any(static c => c.Finding.LikelyOf is not null))
            output.WriteLine("  ID-likely: accounts that likely, not surely, belong to ID at act");
    }

    public static void WriteJson(WrittenFindings findings, Tier least, TextWriter output) => JsonText.Write(output, json =>
    {
        json.WriteStartArray("campaigns");
        foreach (var written in Shown(findings, least))
        {
            json.WriteStartObject();
            foreach (var field in Fields)
            {
                if (written.Json.TryGetProperty(field, out var value))
                    WriteField(json, field, value);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>A time to the minute; nothing for none.</summary>
    public static string Minute(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";

    private static void WriteField(Utf8JsonWriter json, string name, JsonElement value)
    {
        json.WritePropertyName(name);
        value.WriteTo(json);
    }

    private static List<WrittenCampaign> Shown(WrittenFindings findings, Tier least) =>
        [.. findings.Campaigns.Where(c => c.Finding.Tier >= least)];
}
