using Stillhound.Cli.Scanning;
using Stillhound.Core.Campaigns;
using Stillhound.Reporting;

namespace Stillhound.Cli.Campaigns;

/// <summary><c>stillhound campaigns diff</c>: what changed, for people or for programs.</summary>
internal static class DifferenceText
{
    private static readonly TextColumn[] Columns =
    [
        new("id", Keep: 6), new("what", Keep: 6), new("tier", Keep: 5), new("accounts", Keep: 4, Right: true), new("came", Keep: 3, Right: true),
        new("went", Keep: 3, Right: true), new("title", Keep: 6, Grows: true),
    ];

    public static void Write(List<CampaignDifference> differences, TextWriter output, Screen screen)
    {
        var changed = differences.Where(static d => d.What.Count > 0).ToList();
        if (changed.Count > 0)
        {
            var table = new TextTable(Columns, screen);
            foreach (var d in changed)
            {
                var shown = d.New ?? d.Old!;
                table.Add(shown.Tier,
                [
                    Both(d, static c => c.Id), string.Join(", ", d.What), Both(d, static c => ReportText.Tier(c.Tier)), Both(d, static c => ReportText.Count(c.Members.Count)),
                    Some(d.Came), Some(d.Went), shown.Title,
                ]);
            }

            table.Write(output);
        }

        output.WriteLine(changed.Count == differences.Count ? ReportText.Count(changed.Count, "campaign") + " changed"
            : $"{ReportText.Count(changed.Count, "campaign")} changed, {ReportText.Count(differences.Count - changed.Count)} did not");
    }

    public static void WriteJson(List<CampaignDifference> differences, TextWriter output) => JsonText.Write(output, json =>
    {
        json.WriteStartArray("campaigns");
        foreach (var d in differences)
        {
            json.WriteStartObject();
            json.WriteString("id", (d.New ?? d.Old!).Id);
            json.WriteString("old_id", d.Old?.Id);
            json.WriteStartArray("what");
            foreach (var what in d.What)
                json.WriteStringValue(what);
            json.WriteEndArray();
            json.WriteString("old_tier", d.Old is null ? null : ReportText.Tier(d.Old.Tier));
            json.WriteString("tier", d.New is null ? null : ReportText.Tier(d.New.Tier));
            json.WriteNumber("old_accounts", d.Old?.Members.Count ?? 0);
            json.WriteNumber("accounts", d.New?.Members.Count ?? 0);
            json.WriteNumber("came", d.Came);
            json.WriteNumber("went", d.Went);
            json.WriteString("title", (d.New ?? d.Old!).Title);
            json.WriteNumber("confirmed", d.Confirmed);
            json.WriteNumber("doubted", d.Doubted);
            json.WriteString("likely_of", (d.New ?? d.Old!).LikelyOf);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    // Where both are the same, once.
    private static string Both(CampaignDifference d, Func<CampaignFinding, string> read)
    {
        if (d.Old is null || d.New is null)
            return read(d.New ?? d.Old!);
        var (old, now) = (read(d.Old), read(d.New));
        return old == now ? now : $"{old} > {now}";
    }

    private static string Some(int count) => count == 0 ? "" : ReportText.Count(count);
}
