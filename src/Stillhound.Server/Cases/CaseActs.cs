using Stillhound.Core.Verdicts;
using Stillhound.Server.Cases.Projection;
using Stillhound.Server.Decisions.Acts;
using Stillhound.Server.Decisions.Projection;

namespace Stillhound.Server.Cases;

/// <summary>What people do about cases, as changes. Nothing is changed here; who may not act as they want is told why.</summary>
internal static class CaseActs
{
    /// <summary>Most steps of one case.</summary>
    public const int MostSteps = 2000;

    private const int LongestOwner = 200;

    /// <summary>Writes a note; the act's reason is the note.</summary>
    public static IEnumerable<Change> Note(Standing standing, string campaign, Act act, long? revision)
    {
        Seen(standing, campaign, act, revision);
        return [new CaseNoted(campaign, act.Actor, act.Note)];
    }

    /// <summary>Gives a case to somebody, or to nobody.</summary>
    public static IEnumerable<Change> Assign(Standing standing, string campaign, string? owner, Act act, long? revision)
    {
        var known = Seen(standing, campaign, act, revision);
        // Halves of a pair cannot be written as UTF-8.
        owner = owner is null ? null : new string([.. owner.Trim().EnumerateRunes().SelectMany(static r => r.ToString())]);
        if (owner is { Length: 0 or > LongestOwner })
            throw new ActRefusedException(Refusal.Invalid, "an owner is the name of a person, of at most 200 characters");
        return known.Owner == owner
            ? throw new ActRefusedException(Refusal.Conflict, owner is null ? "nobody owns this case" : $"{owner} owns this case already")
            : [new CaseAssigned(campaign, owner, act.Actor, act.Note)];
    }

    /// <summary>Closes a case. What is benign, or should not have been told, is dismissed with it.</summary>
    /// <param name="standing">What stands.</param>
    /// <param name="campaign">The campaign.</param>
    /// <param name="verdict">The verdict.</param>
    /// <param name="hypothesis">What it was instead, which the two verdicts that dismiss need and no other takes.</param>
    /// <param name="duplicateOf">The campaign that it is the same as, which a duplicate needs.</param>
    /// <param name="act">Who and why.</param>
    /// <param name="revision">The case as it was looked at; null for however it is.</param>
    public static IEnumerable<Change> Close(Standing standing, string campaign, CaseVerdict verdict, string? hypothesis, string? duplicateOf, Act act, long? revision)
    {
        var known = Seen(standing, campaign, act, revision);
        if (known.Verdict is { } before)
            throw new ActRefusedException(Refusal.Conflict, $"{known.Steps.Last(static s => s.Kind == CaseStepKind.Closed).Actor} has closed this case already: {Case.Word(before)}; reopen it first");
        var dismisses = verdict is CaseVerdict.Benign or CaseVerdict.FalsePositive;
        if (dismisses != (hypothesis is not null))
            throw new ActRefusedException(Refusal.Invalid, dismisses ? "say by its hypothesis what it was instead, such as popular_tool or coincidence" : $"{Case.Word(verdict)} takes no hypothesis");
        if (hypothesis is not null && !Hypotheses.Has(hypothesis))
            throw new ActRefusedException(Refusal.Invalid, $"hypothesis: expected one of {string.Join(", ", Hypotheses.All.Select(static h => h.Name))}");
        if (verdict == CaseVerdict.Duplicate != (duplicateOf is not null))
            throw new ActRefusedException(Refusal.Invalid, duplicateOf is null ? "say of which campaign it is a duplicate" : $"{Case.Word(verdict)} is of no other campaign");
        if (duplicateOf is not null && (duplicateOf == campaign || standing.Campaign(duplicateOf) is null))
            throw new ActRefusedException(Refusal.Invalid, "duplicate_of: there is no such other campaign");
        // The dismissal comes first: after a crash between the two the accounts are free, and the case still waits.
        if (dismisses && standing.Campaign(campaign)!.Dismissal is null)
            yield return new Dismissed(campaign, act.Actor, act.Note);
        yield return new CaseClosed(campaign, verdict, hypothesis, duplicateOf, act.Actor, act.Note);
    }

    /// <summary>Opens a case again: its verdict is withdrawn, and the campaign's dismissal too.</summary>
    public static IEnumerable<Change> Reopen(Standing standing, string campaign, Act act, long? revision)
    {
        var known = Seen(standing, campaign, act, revision);
        var dismissed = standing.Campaign(campaign)!.Dismissal is not null;
        if (known.IsOpen && !dismissed)
            throw new ActRefusedException(Refusal.Conflict, "this case is open");
        yield return new CaseReopened(campaign, act.Actor, act.Note);
        if (dismissed && (known.IsOpen || known.IsDismissal))
            yield return new Reinstated(campaign, act.Actor, act.Note);
    }

    private static Case Seen(Standing standing, string campaign, Act act, long? revision)
    {
        if (standing.Campaign(campaign) is null)
            throw new ActRefusedException(Refusal.Unknown, "there is no such campaign");
        var known = standing.Cases.Find(campaign) ?? new Case(campaign);
        if (revision is not null && revision != known.Revision)
            throw new ActRefusedException(Refusal.Conflict, $"the case of {campaign} has changed since it was looked at; look again");
        if (act.Note.Length == 0)
            throw new ActRefusedException(Refusal.Invalid, "say why; for a note, what it says");
        return known.Steps.Count < MostSteps ? known : throw new ActRefusedException(Refusal.Conflict, "this case is full; go on elsewhere");
    }
}
