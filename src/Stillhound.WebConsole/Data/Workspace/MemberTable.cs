using Stillhound.WebConsole.Data.Details;
using Stillhound.WebConsole.Parts;
using Stillhound.WebConsole.Tables;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Details;

namespace Stillhound.WebConsole.Data.Workspace;

/// <summary>Members of a campaign as a table, with what ties each and what would remove it.</summary>
internal static class MemberTable
{
    /// <summary>Makes it.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="view">What it rests on; null while that is not known.</param>
    public static Table<Row> Of(CampaignFinding campaign, DetailView? view)
    {
        var parts = campaign.Components.Where(static c => !c.ByEndUser).Select(static c => c.Account).ToHashSet(StringComparer.Ordinal);
        var rows = new Row[campaign.Members.Count];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = new Row(campaign.Members[i], view?.Member(campaign.Members[i].Account), parts.Contains(campaign.Members[i].Account));
        return new Table<Row>("members", "Members", rows,
            new Column<Row>("account", "Account", static r => r.Member.Account) { Heads = true, Link = static r => Words.Account(r.Member.Account) },
            new Column<Row>("confidence", "Confidence", static r => r.Member.Confidence) { Numeric = true, Format = "share", Help = "Probability that it belongs" },
            new Column<Row>("attached_at", "Attached", static r => r.Member.AttachedAt),
            new Column<Row>("exchanges", "Exchanges", static r => r.Member.Exchanges) { Numeric = true },
            new Column<Row>("exchanges_before_attach", "Before attach", static r => r.Member.ExchangesBeforeAttach) { Numeric = true, Help = "Exchanges that were served before it was attached" },
            new Column<Row>("accused", "Accused", static r => r.InPart ? "part" : "whole") { Help = "Of some accounts only a part of the traffic is accused" },
            new Column<Row>("ties", "What ties it, and what would remove it", static r => r.Member.Ties) { Cell = static r => Cells.Lines(r.Member.Ties, r.Detail?.Removal ?? "") },
            new Column<Row>("removal", "What would remove it", static r => r.Detail?.Removal) { Hidden = true })
        {
            Export = Words.Export(campaign.Id, "members"),
            Open = static r => Words.Account(r.Member.Account),
            Empty = "It has no member.",
        };
    }

    /// <summary>Accounts that serve others, of which only end users are accused, and accounts of which only a part is.</summary>
    public static Table<ComponentFinding> Parts(CampaignFinding campaign) => new("parts", "Accounts of which only a part is accused", campaign.Components,
        new Column<ComponentFinding>("account", "Account", static c => c.Account) { Heads = true, Link = static c => Words.Account(c.Account) },
        new Column<ComponentFinding>("accused", "Accused", static c => c.ByEndUser ? "end users" : "part"),
        new Column<ComponentFinding>("exchanges", "Exchanges", static c => c.Exchanges) { Numeric = true },
        new Column<ComponentFinding>("share", "Of its own", static c => c.Share) { Numeric = true, Format = "share" },
        new Column<ComponentFinding>("first_seen", "From", static c => c.FirstSeen),
        new Column<ComponentFinding>("last_seen", "To", static c => c.LastSeen),
        new Column<ComponentFinding>("template", "What marks the part", static c => c.Template),
        new Column<ComponentFinding>("end_users", "End users", static c => c.EndUsers.Count) { Numeric = true, Help = "Told apart by hashes; at most 32 for each combination of settings" })
    {
        Export = Words.Export(campaign.Id, "parts"),
        Open = static c => Words.Account(c.Account),
        PageSize = 20,
    };

    /// <summary>One member.</summary>
    /// <param name="Member">The finding's member.</param>
    /// <param name="Detail">What ties it; null while that is not known.</param>
    /// <param name="InPart">Whether only a part of its traffic is accused.</param>
    public sealed record Row(MemberFinding Member, MemberDetail? Detail, bool InPart);
}
