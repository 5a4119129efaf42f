using Stillhound.Core.Verdicts;
using Stillhound.Server.Decisions;
using Stillhound.Server.Decisions.Acts;
using Stillhound.Server.Decisions.Projection;

namespace Stillhound.Server.Cases;

/// <summary>
/// The cases: one a campaign, made by the first act. Every act is durable in the ledger, in one write with what follows for decisions, before
/// it shows. Acts throw <see cref="ActRefusedException"/> where they cannot be done and <see cref="Stillhound.Ledger.LedgerException"/> where
/// the ledger does not take them; nothing has changed then. Thread safe.
/// </summary>
internal sealed class CaseBook(DecisionBook book)
{
    /// <summary>Told, on the thread of the act, after a verdict came or was withdrawn.</summary>
    public Action? VerdictChanged { get; set; }

    /// <summary>All cases that were made, in that order.</summary>
    public IReadOnlyList<Case> All => book.Read(static standing => standing.Cases.All.ToList());

    /// <summary>Rises whenever a verdict comes or is withdrawn.</summary>
    public long VerdictsRevision => book.Read(static standing => standing.Cases.VerdictsRevision);

    /// <summary>The case of a campaign, an empty one while nothing was done; null where there is no such campaign.</summary>
    public Case? Find(string campaign) => book.Read(standing => standing.Campaign(campaign) is null ? null : standing.Cases.Find(campaign) ?? new Case(campaign));

    /// <summary>Writes a note; the act's reason is the note.</summary>
    public Case Note(string campaign, Act act, long? revision = null) => Do(campaign, standing => CaseActs.Note(standing, campaign, act, revision));

    /// <summary>Gives the case to somebody; null for nobody.</summary>
    public Case Assign(string campaign, string? owner, Act act, long? revision = null) => Do(campaign, standing => CaseActs.Assign(standing, campaign, owner, act, revision));

    /// <summary>Closes the case; see <see cref="CaseActs.Close"/>.</summary>
    public Case Close(string campaign, CaseVerdict verdict, string? hypothesis, string? duplicateOf, Act act, long? revision = null)
    {
        var closed = Do(campaign, standing => CaseActs.Close(standing, campaign, verdict, hypothesis, duplicateOf, act, revision));
        VerdictChanged?.Invoke();
        return closed;
    }

    /// <summary>Opens the case again; the verdict, the dismissal and the lesson are withdrawn.</summary>
    public Case Reopen(string campaign, Act act, long? revision = null)
    {
        var open = Do(campaign, standing => CaseActs.Reopen(standing, campaign, act, revision));
        VerdictChanged?.Invoke();
        return open;
    }

    /// <summary>What the cases teach the engine, the oldest first.</summary>
    public IReadOnlyList<Lesson> Lessons() => book.Read(static standing => standing.Cases.All
        .Where(static c => c is { IsDismissal: true, Hypothesis: not null })
        .OrderBy(static c => c.Steps.Last(static s => s.Kind == CaseStepKind.Closed).Time).ThenBy(static c => c.Campaign, StringComparer.Ordinal)
        .TakeLast(Lesson.Most).Select(static c => new Lesson(c.Campaign, c.Hypothesis!)).ToList());

    /// <summary>What the case's dismissal, with all others, taught about its explanation; null where it is dismissed as nothing.</summary>
    public TaughtChance? Taught(Case about) => about is { IsDismissal: true, Hypothesis: { } hypothesis } && Hypotheses.Has(hypothesis) ? Hypotheses.Taught(hypothesis, Lessons()) : null;

    private Case Do(string campaign, Func<Standing, IEnumerable<Change>> act) => book.Do((standing, _) => act(standing), standing => standing.Cases.Find(campaign)!);
}
