using Stillhound.WebConsole.Parts;
using Stillhound.WebConsole.Tables;
using Stillhound.Core.Campaigns;

namespace Stillhound.WebConsole.Data;

/// <summary>Campaigns as a table.</summary>
internal static class CampaignTable
{
    /// <summary>Makes it.</summary>
    public static Table<CampaignFinding> Of(IReadOnlyList<CampaignFinding> campaigns, string name, string caption, DateTimeOffset now) => new(name, caption, campaigns,
        new Column<CampaignFinding>("title", "Campaign", static c => c.Title) { Link = static c => Words.Campaign(c.Id), Heads = true },
        new Column<CampaignFinding>("id", "Id", static c => c.Id) { Cell = static c => Cells.Code(c.Id) },
        new Column<CampaignFinding>("tier", "Tier", static c => (int)c.Tier) { Cell = static c => Cells.Tier(c.Tier) },
        new Column<CampaignFinding>("confidence", "Confidence", static c => c.Confidence) { Numeric = true, Format = "share" },
        new Column<CampaignFinding>("accounts", "Accounts", static c => c.Members.Count) { Numeric = true },
        new Column<CampaignFinding>("exchanges", "Exchanges", static c => c.Exchanges) { Numeric = true },
        new Column<CampaignFinding>("tokens", "Tokens written", static c => c.OutputTokens) { Numeric = true },
        new Column<CampaignFinding>("leak", "Leak", static c => c.Leak) { Numeric = true, Format = "share", Help = "Share of its exchanges that were served before the account was known" },
        new Column<CampaignFinding>("detected_at", "Detected", static c => c.DetectedAt),
        new Column<CampaignFinding>("last_seen", "Last seen", static c => c.LastSeen))
    {
        Export = "/export/campaigns",
        Open = static c => Words.Campaign(c.Id),
        Empty = "No campaign stands here now.",
    };
}
