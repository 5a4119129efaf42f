using Stillhound.Server.Privacy;
using Stillhound.WebConsole.Tables;

namespace Stillhound.WebConsole.Data;

/// <summary>A hold in a table.</summary>
/// <param name="Id">The hold.</param>
/// <param name="On">What it is on: an account's stored name or a campaign.</param>
/// <param name="Standing">Whether it stands, is over, or was released.</param>
/// <param name="Until">When it ends.</param>
/// <param name="SetBy">Who set it.</param>
/// <param name="SetAt">When.</param>
/// <param name="Reason">Why.</param>
public sealed record HoldRow(string Id, string On, string Standing, DateTimeOffset Until, string SetBy, DateTimeOffset SetAt, string Reason)
{
    /// <summary>Holds as a table, the newest first.</summary>
    internal static Table<HoldRow> Table(IReadOnlyList<Hold> holds, DateTimeOffset now) => new("holds", "Holds, the newest first",
        [.. holds.Reverse().Select(h => new HoldRow(h.Id, h.Account ?? h.Campaign ?? "", State(h, h.Stands(now)), h.Until, h.SetBy, h.SetAt, h.Reason))],
        new Column<HoldRow>("id", "Hold", static h => h.Id) { Heads = true, Link = static h => PathOf(h.Id) },
        new Column<HoldRow>("on", "On", static h => h.On),
        new Column<HoldRow>("state", "State", static h => h.Standing),
        new Column<HoldRow>("until", "Until", static h => h.Until),
        new Column<HoldRow>("set_by", "Set by", static h => h.SetBy),
        new Column<HoldRow>("set_at", "Set", static h => h.SetAt),
        new Column<HoldRow>("reason", "Reason", static h => h.Reason)) { Export = "/export/holds", Open = static h => PathOf(h.Id), Empty = "No hold was ever set." };

    /// <summary>How a hold stands, in words.</summary>
    internal static string State(Hold hold, bool stands) => stands ? "stands" : hold.ReleasedBy is { } by ? "released by " + by : "over";

    /// <summary>A hold's page.</summary>
    internal static string PathOf(string id) => "/privacy/holds/" + Uri.EscapeDataString(id);
}
