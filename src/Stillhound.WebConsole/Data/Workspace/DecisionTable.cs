using System.Text;
using Stillhound.WebConsole.Parts;
using Stillhound.WebConsole.Tables;
using Stillhound.Server.Decisions;
using Stillhound.Server.Decisions.Projection;

namespace Stillhound.WebConsole.Data.Workspace;

/// <summary>Decisions about one campaign or one account, as they stand.</summary>
internal static class DecisionTable
{
    /// <summary>All decisions about a campaign, the newest first; null over a folder.</summary>
    public static Table<Row>? OfCampaign(ConsoleState state, string id) => state.Host is not { } host ? null : Of(
        host.Live.Decisions.Read(standing => Rows(standing, d => d.Terms.Campaign == id, null)), "decisions", "Decisions about this campaign, the newest first", Words.Export(id, "decisions"));

    /// <summary>The decisions that cover an account or would, the newest first. Decisions that are over cover nobody.</summary>
    public static IReadOnlyList<Row> Covering(ConsoleState state, string name)
    {
        if (state.Host is not { } host)
            return [];
        var names = host.Live.Decisions.StoredNames(name).ToHashSet(StringComparer.Ordinal);
        return host.Live.Decisions.Read(standing => Rows(standing, d => (d.IsOpen || d.IsActive) && (names.Any(d.Covered.Contains) || names.Any(d.Waiting.Contains)), d => !names.Any(d.Covered.Contains)));
    }

    /// <summary>The decision that stands for an account, as a gateway is told; null without.</summary>
    public static Decision? Standing(ConsoleState state, string name) => state.Host?.Live.Decisions.Find(Encoding.UTF8.GetBytes(name));

    /// <summary>Rows as a table.</summary>
    public static Table<Row> Of(IReadOnlyList<Row> rows, string name, string caption, string? export) => new(name, caption, rows,
        new Column<Row>("decision", "Decision", static r => r.Id) { Heads = true, Link = static r => Words.Decision(r.Id), Cell = static r => Cells.Code(r.Id) },
        new Column<Row>("state", "State", static r => r.State) { Cell = static r => Cells.Badge(r.State + (r.Simulated ? ", simulated" : ""), r.IsOpen ? "waiting" : r.IsActive && !r.Simulated ? "act" : "watch") },
        new Column<Row>("campaign", "Campaign", static r => r.Campaign) { Link = static r => Words.Campaign(r.Campaign), Cell = static r => Cells.Code(r.Campaign) },
        new Column<Row>("action", "What", static r => Words.Plain(ActionWords.Of(r.Action))),
        new Column<Row>("simulated", "Simulated", static r => r.Simulated) { Hidden = true },
        new Column<Row>("accounts", "Accounts", static r => r.Accounts) { Numeric = true },
        new Column<Row>("proposed_at", "Proposed", static r => r.ProposedAt) { Hidden = true },
        new Column<Row>("from", "From", static r => r.From),
        new Column<Row>("until", "Until", static r => r.Until),
        new Column<Row>("note", "Ended because", static r => r.Note.Length == 0 ? null : r.Note))
    {
        Export = export,
        Searchable = false,
        Open = static r => Words.Decision(r.Id),
        Empty = "There is no decision.",
    };

    private static List<Row> Rows(Standing standing, Func<StandingDecision, bool> which, Func<StandingDecision, bool>? waits) =>
    [
        .. standing.Decisions.Where(d => d.State != DecisionState.Unfinished && which(d)).Reverse().Select(d => new Row(
            d.Id, waits?.Invoke(d) == true ? "waits to be covered" : Words.Plain(d.State.ToString()).ToLowerInvariant(), d.Terms.Campaign, d.Terms.Action, d.Terms.Simulated, d.Accounts, d.ProposedAt,
            d.From == default ? null : d.From, d.Until == default ? null : d.Until, d.EndNote, d.IsOpen, d.IsActive, d.Approvals.Count > 0)),
    ];

    /// <summary>One decision.</summary>
    /// <param name="Id">Its identifier.</param>
    /// <param name="State">Where it is in its life, in words.</param>
    /// <param name="Campaign">The campaign that it is about.</param>
    /// <param name="Action">What is done.</param>
    /// <param name="Simulated">Whether nothing is carried out.</param>
    /// <param name="Accounts">Accounts that it covers, or covered.</param>
    /// <param name="ProposedAt">When it was proposed.</param>
    /// <param name="From">From when it holds; null where it never did.</param>
    /// <param name="Until">When it ends; null where it never held.</param>
    /// <param name="Note">Why it ended; hostile text.</param>
    /// <param name="IsOpen">Whether it waits for a person.</param>
    /// <param name="IsActive">Whether it holds.</param>
    /// <param name="ByPerson">Whether a person approved it.</param>
    internal sealed record Row(
        string Id, string State, string Campaign, DecisionAction Action, bool Simulated, long Accounts, DateTimeOffset ProposedAt, DateTimeOffset? From, DateTimeOffset? Until,
        string Note, bool IsOpen, bool IsActive, bool ByPerson);
}
