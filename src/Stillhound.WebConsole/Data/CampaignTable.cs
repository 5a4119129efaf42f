using Stillhound.WebConsole.Parts;
using Stillhound.WebConsole.Tables;

namespace Stillhound.WebConsole.Data;

/// <summary>The queue of campaigns as a table.</summary>
internal static class CampaignTable
{
    /// <summary>Makes it.</summary>
    /// <param name="rows">Campaigns.</param>
    /// <param name="name">Name of the table.</param>
    /// <param name="caption">What it holds.</param>
    /// <param name="now">Event time now, from which ages count.</param>
    /// <param name="marks">Whether rows can be marked, to act on several.</param>
    public static Table<QueueRow> Of(IReadOnlyList<QueueRow> rows, string name, string caption, DateTimeOffset? now, bool marks = false) => new(name, caption, rows,
        [.. marks ? new[] { new Column<QueueRow>("mark", "Mark", static _ => null) { Cell = static r => Cells.Mark(r.Campaign.Id, r.Campaign.Title), Plain = true } } : [],
        new Column<QueueRow>("title", "Campaign", static r => r.Campaign.Title) { Cell = static r => Cells.Named(r.Campaign.Title, Words.Campaign(r.Campaign.Id), r.Campaign.Id), Heads = true },
        new Column<QueueRow>("id", "Id", static r => r.Campaign.Id) { Hidden = true },
        new Column<QueueRow>("tier", "Tier", static r => (int)r.Campaign.Tier) { Cell = static r => Cells.Tier(r.Campaign.Tier), Exported = static r => Words.Of(r.Campaign.Tier) },
        new Column<QueueRow>("confidence", "Confidence", static r => r.Campaign.Confidence) { Numeric = true, Format = "confidence" },
        new Column<QueueRow>("accounts", "Accounts", static r => r.Campaign.Members.Count) { Numeric = true },
        new Column<QueueRow>("exchanges", "Exchanges", static r => r.Campaign.Exchanges) { Numeric = true },
        new Column<QueueRow>("tokens", "Tokens written", static r => r.Campaign.OutputTokens) { Numeric = true, Hidden = true },
        new Column<QueueRow>("leak", "Leak", static r => r.Campaign.Leak) { Numeric = true, Format = "share", Help = "Share of its exchanges that were served before the account was known" },
        new Column<QueueRow>("detected_at", "Detected", static r => r.Campaign.DetectedAt) { Hidden = marks },
        new Column<QueueRow>("age", "Age", r => r.Campaign.DetectedAt is { } at && now is { } end ? end - at : null) { Help = "Event time since it was detected", Numeric = true, Hidden = !marks },
        new Column<QueueRow>("last_seen", "Last seen", static r => r.Campaign.LastSeen) { Hidden = marks },
        new Column<QueueRow>("owner", "Owner", static r => r.Owner) { Hidden = !marks },
        new Column<QueueRow>("stands", "Stands", static r => r.Stands) { Hidden = !marks },
        new Column<QueueRow>("news", "Since you looked", static r => r.News) { Hidden = !marks }])
    {
        Export = "/export/campaigns",
        Open = static r => Words.Campaign(r.Campaign.Id),
        Empty = "No campaign stands here now.",
    };
}
