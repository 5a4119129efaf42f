using System.Globalization;
using Stillhound.Ledger;
using Stillhound.Server.Privacy;

namespace Stillhound.Server.Cases.Projection;

/// <summary>Cases, appeals and holds as the ledger tells them; a part of what stands.</summary>
internal sealed class StandingCases
{
    private readonly Dictionary<string, Case> _cases = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Appeal> _appeals = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Hold> _holds = new(StringComparer.Ordinal);

    /// <summary>All cases, in the order in which they were made.</summary>
    public IReadOnlyCollection<Case> All => _cases.Values;

    /// <summary>All appeals, the oldest first.</summary>
    public IReadOnlyCollection<Appeal> Appeals => _appeals.Values;

    /// <summary>All holds, the oldest first.</summary>
    public IReadOnlyCollection<Hold> Holds => _holds.Values;

    /// <summary>Number of the entry that changed a verdict last.</summary>
    public long VerdictsRevision { get; private set; }

    /// <summary>The case of a campaign; null while nothing was done.</summary>
    public Case? Find(string campaign) => _cases.GetValueOrDefault(campaign);

    /// <summary>An appeal; null when there is none of that name.</summary>
    public Appeal? Appeal(string id) => _appeals.GetValueOrDefault(id);

    /// <summary>A hold; null when there is none of that name.</summary>
    public Hold? Hold(string id) => _holds.GetValueOrDefault(id);

    /// <summary>The identifier of the next appeal.</summary>
    public string NextAppeal => IdOf('a', _appeals.Count + 1);

    /// <summary>The identifier of the next hold.</summary>
    public string NextHold => IdOf('h', _holds.Count + 1);

    /// <summary>Applies one change, whose entry is durable.</summary>
    /// <exception cref="LedgerException">It names an appeal or a hold that nothing before it made.</exception>
    public void Apply(LedgerEntry entry, CaseChange change)
    {
        switch (change)
        {
            case CaseNoted noted:
                Step(noted.Campaign, entry, CaseStepKind.Noted, noted.Actor, noted.Note);
                break;
            case CaseAssigned assigned:
                Step(assigned.Campaign, entry, assigned.Owner is null ? CaseStepKind.Unassigned : CaseStepKind.Assigned, assigned.Actor, assigned.Note, assigned.Owner ?? "");
                _cases[assigned.Campaign] = _cases[assigned.Campaign] with { Owner = assigned.Owner };
                break;
            case CaseClosed closed:
                Step(closed.Campaign, entry, CaseStepKind.Closed, closed.Actor, closed.Note, string.Join(' ', new[] { Case.Word(closed.Verdict), closed.Hypothesis, closed.DuplicateOf }.Where(static w => w is not null)));
                _cases[closed.Campaign] = _cases[closed.Campaign] with { Verdict = closed.Verdict, Hypothesis = closed.Hypothesis, DuplicateOf = closed.DuplicateOf };
                VerdictsRevision = entry.Seq;
                break;
            case CaseReopened reopened:
                Step(reopened.Campaign, entry, CaseStepKind.Reopened, reopened.Actor, reopened.Note);
                _cases[reopened.Campaign] = _cases[reopened.Campaign] with { Verdict = null, Hypothesis = null, DuplicateOf = null };
                VerdictsRevision = entry.Seq;
                break;
            case AppealOpened opened:
                _appeals[opened.Appeal] = new Appeal(opened.Appeal, opened.Account, opened.Note, opened.Actor, entry.Time, DateTimeOffset.FromUnixTimeMilliseconds(opened.DueMs), opened.Decisions) { Revision = entry.Seq };
                break;
            case AppealAnswered answered:
                End(entry, answered.Appeal, answered.Upheld ? AppealState.Upheld : AppealState.Denied, answered.Actor, answered.Note);
                break;
            case AppealWithdrawn withdrawn:
                End(entry, withdrawn.Appeal, AppealState.Withdrawn, withdrawn.Actor, withdrawn.Note);
                break;
            case HoldSet set:
                _holds[set.Hold] = new Hold(set.Hold, set.Account, set.Campaign, DateTimeOffset.FromUnixTimeMilliseconds(set.UntilMs), set.Actor, entry.Time, set.Note);
                break;
            case HoldReleased released:
                _holds[released.Hold] = Known(_holds, released.Hold, entry) with { ReleasedBy = released.Actor, ReleasedAt = entry.Time, ReleaseReason = released.Note };
                break;
        }
    }

    private void Step(string campaign, LedgerEntry entry, CaseStepKind kind, string actor, string text, string detail = "")
    {
        var before = Find(campaign) ?? new Case(campaign);
        _cases[campaign] = before with { Steps = [.. before.Steps, new CaseStep(kind, actor, entry.Time, text, detail)], Revision = entry.Seq };
    }

    private void End(LedgerEntry entry, string id, AppealState state, string actor, string reason) =>
        _appeals[id] = Known(_appeals, id, entry) with { State = state, EndedBy = actor, EndedAt = entry.Time, Reason = reason, Revision = entry.Seq };

    private static T Known<T>(SortedDictionary<string, T> known, string id, LedgerEntry entry) =>
        known.TryGetValue(id, out var found) ? found : throw new LedgerException($"entry {entry.Seq} of the ledger names {(typeof(T) == typeof(Hold) ? "a hold" : "an appeal")} that nothing before it made");

    private static string IdOf(char kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{number:D8}");
}
