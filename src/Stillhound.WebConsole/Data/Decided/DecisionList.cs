using Stillhound.Server.Decisions;
using Stillhound.Server.Decisions.Projection;

namespace Stillhound.WebConsole.Data.Decided;

/// <summary>
/// Decisions as pages see them. While new findings are being decided about, what stands cannot be read; a page then gets what was last
/// known rather than wait. Thread safe.
/// </summary>
internal sealed class DecisionList(ConsoleState state)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);
    private volatile DecisionsView? _last;

    /// <summary>All decisions, the newest first; null over a folder.</summary>
    public DecisionsView? Now()
    {
        if (state.Host is not { } host)
            return null;
        var wait = _last is null ? Timeout.InfiniteTimeSpan : Patience;
        return host.Live.Decisions.TryRead(wait, standing => Rows(host.Live.Decisions, standing), out var rows)
            ? _last = new DecisionsView(rows, state.Time.GetUtcNow())
            : _last;
    }

    /// <summary>Looks for one decision: null when there is none of that name, or over a folder.</summary>
    /// <returns>False while new findings are being decided about.</returns>
    public bool TryFind(string id, out DecisionDetail? found)
    {
        found = null;
        return state.Host is not { } host || host.Live.Decisions.TryRead(Patience, standing => Detail(host.Live.Decisions, standing, id), out found);
    }

    private static List<DecisionRow> Rows(DecisionBook book, Standing standing) =>
        [.. standing.Decisions.Where(static d => d.State != DecisionState.Unfinished).Select(d => Row(book, d)).Reverse()];

    private static DecisionRow Row(DecisionBook book, StandingDecision decision) =>
        DecisionRow.Of(decision, DecisionRow.IsWaiting(decision) ? book.Needed(decision) : 0);

    private static DecisionDetail? Detail(DecisionBook book, Standing standing, string id)
    {
        if (standing.Decision(id) is not { } decision)
            return null;
        var others = standing.Decisions.Where(d => d.State != DecisionState.Unfinished && d.Id != id && d.Terms.Takedown == decision.Terms.Takedown && (d.IsOpen || d.IsActive)).ToList();
        var waits = others.Where(DecisionRow.IsWaiting).Append(decision).Sum(static d => (long)d.Covered.Count + d.Waiting.Count);
        var campaign = standing.Campaign(decision.Terms.Campaign);
        return new DecisionDetail(
            Row(book, decision), decision.Terms, [.. decision.Approvals], [.. decision.GrowthApprovals],
            [.. decision.Covered.Order(StringComparer.Ordinal)], [.. decision.Waiting.Order(StringComparer.Ordinal)],
            decision.EndedBy, decision.EndNote, decision.ReplacedBy, decision.Revision, [.. others.Select(d => Row(book, d))], waits,
            book.Blast(decision.Terms.Campaign), campaign?.Judged?.Title, campaign?.Dismissal?.Actor, campaign?.ClearedAccounts.Count ?? 0);
    }
}

/// <summary>All decisions at one moment.</summary>
/// <param name="Rows">The newest first.</param>
/// <param name="At">The moment.</param>
internal sealed record DecisionsView(IReadOnlyList<DecisionRow> Rows, DateTimeOffset At);
