using Stillhound.WebConsole.Parts;
using Stillhound.WebConsole.Tables;
using Stillhound.Core.Campaigns;
using Stillhound.Reporting;

namespace Stillhound.WebConsole.Data.Workspace;

/// <summary>What happened to a campaign, as a table and as a picture with a lane for each kind of thing.</summary>
internal static class HistoryTables
{
    private static readonly (string Lane, CampaignChange[] Changes)[] Lanes =
    [
        ("tier", [CampaignChange.Proposed, CampaignChange.Tier, CampaignChange.SteppedDown]),
        ("attached", [CampaignChange.Attached]),
        ("left", [CampaignChange.Left]),
        ("suspended", [CampaignChange.Suspended]),
        ("restored", [CampaignChange.Restored]),
        ("pool swap", [CampaignChange.PoolSwap]),
        ("other campaigns", [CampaignChange.Resumed, CampaignChange.Absorbed, CampaignChange.Split, CampaignChange.SplitOff, CampaignChange.SuccessorOf, CampaignChange.SucceededBy]),
        ("relabelled", [CampaignChange.Relabelled]),
    ];

    /// <summary>The data of a chart.</summary>
    public static object Chart(CampaignFinding campaign)
    {
        var lanes = Lanes.Where(lane => campaign.History.Any(n => lane.Changes.Contains(n.What))).ToList();
        return new
        {
            from = campaign.FirstSeen.ToUnixTimeMilliseconds(),
            to = campaign.History.Select(static n => n.Until ?? n.Time).Append(campaign.LastSeen).Max().ToUnixTimeMilliseconds(),
            lanes = lanes.Select(static l => l.Lane),
            points = campaign.History.Select(n => new
            {
                at = n.Time.ToUnixTimeMilliseconds(),
                lane = lanes.FindIndex(l => l.Changes.Contains(n.What)),
                accounts = n.Accounts,
                text = n.Text,
                against = n.What is CampaignChange.SteppedDown or CampaignChange.Left or CampaignChange.Suspended,
            }).Where(static p => p.lane >= 0),
        };
    }

    /// <summary>The same as rows.</summary>
    public static Table<CampaignNote> Of(CampaignFinding campaign) => new("history", "What happened, in order", campaign.History,
        new Column<CampaignNote>("time", "Time", static n => n.Time) { Heads = true },
        new Column<CampaignNote>("until", "Until", static n => n.Until) { Help = "Where several entries were summed up" },
        new Column<CampaignNote>("what", "What", static n => ReportText.Change(n.What)) { Cell = static n => Cells.Text(Words.Plain(ReportText.Change(n.What))) },
        new Column<CampaignNote>("accounts", "Accounts", static n => n.Accounts) { Numeric = true },
        new Column<CampaignNote>("text", "In a sentence", static n => n.Text),
        new Column<CampaignNote>("campaign", "Other campaign", static n => n.Campaign) { Link = static n => n.Campaign is { } other ? Words.Campaign(other) : null })
    {
        Export = Words.Export(campaign.Id, "history"),
        Empty = "Nothing is recorded.",
    };

    /// <summary>Hours of the week as rows, the campaign beside everybody.</summary>
    public static Table<Hour> Hours(string caption, IReadOnlyList<long> own, IReadOnlyList<long> everybody, string? export) => new("hours", caption,
        [.. Enumerable.Range(0, Math.Min(168, own.Count)).Select(h => new Hour(h, own[h], h < everybody.Count ? everybody[h] : 0))],
        new Column<Hour>("hour", "Hour in UTC", static h => h.Name) { Heads = true },
        new Column<Hour>("exchanges", "Its exchanges", static h => h.Own) { Numeric = true },
        new Column<Hour>("everybody", "Everybody", static h => h.Everybody) { Numeric = true })
    {
        Export = export,
        Searchable = false,
        PageSize = 24,
    };

    /// <summary>One hour of the week.</summary>
    /// <param name="Of">From Monday 00:00 UTC.</param>
    /// <param name="Own">Exchanges in it.</param>
    /// <param name="Everybody">Exchanges of everybody.</param>
    public sealed record Hour(int Of, long Own, long Everybody)
    {
        private static readonly string[] Days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

        /// <summary>Such as <c>Mon 07:00</c>.</summary>
        public string Name => $"{Days[Of / 24 % 7]} {Of % 24:00}:00";
    }
}
