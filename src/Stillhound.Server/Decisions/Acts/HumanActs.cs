using Stillhound.Server.Decisions.Deciding;
using Stillhound.Server.Decisions.Policies;
using Stillhound.Server.Decisions.Projection;

namespace Stillhound.Server.Decisions.Acts;

/// <summary>What people do, as changes. Nothing is changed here; who may not act as they want is told why.</summary>
/// <param name="standing">What stands.</param>
/// <param name="policy">The policy.</param>
/// <param name="now">Wall-clock time.</param>
/// <param name="blast">The blast radius of a campaign as of the last findings; null without.</param>
internal sealed class HumanActs(Standing standing, Policy policy, DateTimeOffset now, Func<string, BlastRadius?> blast)
{
    /// <summary>
    /// Approves a decision, and with it all that wait in the same takedown. Arms them, all at this instant, when as many people have
    /// approved as are needed; else records the approval.
    /// </summary>
    public IEnumerable<Change> Approve(string id, Act act, long? revision)
    {
        var asked = Seen(id, revision);
        if (!asked.IsOpen && asked is not { IsActive: true, Waiting.Count: > 0 })
            throw new ActRefusedException(Refusal.Conflict, Stands(asked));
        var group = standing.Decisions.Where(d => d.State is not DecisionState.Unfinished && d.Terms.Takedown == asked.Terms.Takedown && (d.IsOpen || d is { IsActive: true, Waiting.Count: > 0 })).ToList();
        if (Given(asked).Exists(a => Act.SamePerson(a.Actor, act.Actor)) && group.TrueForAll(d => Given(d).Exists(a => Act.SamePerson(a.Actor, act.Actor))))
            throw new ActRefusedException(Refusal.Conflict, $"{act.Actor} has approved {id} already; another person has to");
        var people = Given(asked).Select(static a => a.Actor).Where(p => group.TrueForAll(d => Given(d).Exists(a => Act.SamePerson(a.Actor, p))))
            .Append(act.Actor).Distinct(StringComparer.OrdinalIgnoreCase).Count();
        if (people < Needed(group))
            return [new Approved([.. group.Where(d => !Given(d).Exists(a => Act.SamePerson(a.Actor, act.Actor))).Select(static d => d.Id)], act.Actor, act.Note)];
        return Arm(group, act);
    }

    /// <summary>How many people have to approve a decision, and what waits with it.</summary>
    public int Needed(StandingDecision decision) =>
        Needed([.. standing.Decisions.Where(d => d.State is not DecisionState.Unfinished && d.Terms.Takedown == decision.Terms.Takedown && (d.IsOpen || d is { IsActive: true, Waiting.Count: > 0 }))]);

    /// <summary>Rejects a proposal, or the growth of a decision that holds.</summary>
    public IEnumerable<Change> Reject(string id, Act act, long? revision)
    {
        var decision = Seen(id, revision);
        return decision.IsOpen || decision is { IsActive: true, Waiting.Count: > 0 }
            ? [new Rejected(id, act.Actor, act.Note)]
            : throw new ActRefusedException(Refusal.Conflict, Stands(decision));
    }

    /// <summary>Takes a decision back.</summary>
    public IEnumerable<Change> Undo(string id, Act act)
    {
        var decision = Seen(id, null);
        return decision.IsOpen || decision.IsActive ? [new Undone(id, act.Actor, act.Note)] : throw new ActRefusedException(Refusal.Conflict, Stands(decision));
    }

    /// <summary>Takes a decision back for one account, which no decision about that campaign covers again.</summary>
    /// <param name="id">The decision.</param>
    /// <param name="candidates">The names under which the account may be stored.</param>
    /// <param name="act">Who and why.</param>
    public IEnumerable<Change> Clear(string id, IEnumerable<string> candidates, Act act)
    {
        var decision = Seen(id, null);
        if (!decision.IsOpen && !decision.IsActive)
            throw new ActRefusedException(Refusal.Conflict, Stands(decision));
        var account = candidates.FirstOrDefault(a => decision.Covered.Contains(a) || decision.Waiting.Contains(a))
            ?? throw new ActRefusedException(Refusal.Unknown, $"{id} does not cover that account");
        return [new Cleared(decision.Terms.Campaign, account, act.Actor, act.Note)];
    }

    /// <summary>Lets a decision hold longer, at most as long from now as a new one would.</summary>
    public IEnumerable<Change> Extend(string id, TimeSpan time, Act act)
    {
        var decision = Seen(id, null);
        if (!decision.IsActive || decision.Until <= now)
            throw new ActRefusedException(Refusal.Conflict, Stands(decision));
        if (time <= TimeSpan.Zero || time > policy.Lifetime)
            throw new ActRefusedException(Refusal.Invalid, $"a decision is extended by at most {Configuration.DurationText.Of(policy.Lifetime)} from now");
        return now + time > decision.Until
            ? [new Extended(id, now + time, act.Actor, act.Note)]
            : throw new ActRefusedException(Refusal.Invalid, $"{id} holds until {decision.Until.UtcDateTime:yyyy-MM-dd HH:mm} UTC, which is later");
    }

    /// <summary>Says that a campaign is none: all its decisions end, and none is proposed again.</summary>
    public IEnumerable<Change> Dismiss(string campaign, Act act)
    {
        var known = standing.Campaign(campaign) ?? throw new ActRefusedException(Refusal.Unknown, "there is no such campaign");
        if (act.Note.Length == 0)
            throw new ActRefusedException(Refusal.Invalid, "say why the campaign is dismissed");
        return known.Dismissal is null
            ? [new Dismissed(campaign, act.Actor, act.Note)]
            : throw new ActRefusedException(Refusal.Conflict, $"{known.Dismissal.Actor} has dismissed it already");
    }

    private IEnumerable<Change> Arm(List<StandingDecision> group, Act act)
    {
        var open = group.Where(static d => d.IsOpen).ToList();
        if (open.Count > 0)
            yield return new Armed([.. open.Select(static d => d.Id)], now, act.Actor, act.Note);
        var grown = group.Where(static d => d.IsActive).ToList();
        if (grown.Count > 0)
            yield return new Grown([.. grown.Select(static d => d.Id)], act.Actor, act.Note);
        foreach (var decision in open)
        {
            if (standing.Campaign(decision.Terms.Campaign)?.Active is { } before)
                yield return new Replaced(before.Id, decision.Id, Terms.Compare(decision.Terms, before.Terms) < 0 ? "weaker" : "stronger");
        }
    }

    private int Needed(List<StandingDecision> group) => group.Count == 0 ? 0 : Math.Max(1, Math.Max(
        group.Max(static d => d.Terms.Needs),
        policy.Approval.Needed(
            group.Max(static d => d.Terms.Action), group.Sum(static d => (long)d.Covered.Count + d.Waiting.Count),
            group.Sum(d => Math.Max(d.Terms.Blast.SpendMicros, blast(d.Terms.Campaign)?.SpendMicros ?? 0)))));

    private StandingDecision Seen(string id, long? revision)
    {
        var decision = standing.Decision(id) ?? throw new ActRefusedException(Refusal.Unknown, "there is no such decision");
        return revision is null || revision == decision.Revision
            ? decision
            : throw new ActRefusedException(Refusal.Conflict, $"{id} has changed since it was looked at{Changed(decision)}; look again");
    }

    private static string Changed(StandingDecision decision) => decision switch
    {
        { IsOpen: true, Approvals: [.., var last] } => $": {last.Actor} has approved it",
        { IsOpen: true } => "",
        { IsActive: true, GrowthApprovals: [.., var last] } => $": {last.Actor} has approved what waits",
        _ => ": " + Stands(decision),
    };

    private static List<Approval> Given(StandingDecision decision) => decision.IsActive ? decision.GrowthApprovals : decision.Approvals;

    private static string Stands(StandingDecision decision) => decision.State switch
    {
        DecisionState.Active => $"{decision.Id} is in force already{(decision.Approvals is [.., var last] ? $"; {last.Actor} approved it last" : "")}",
        DecisionState.Proposed or DecisionState.Approved => $"{decision.Id} is not in force yet",
        DecisionState.Rejected => $"{decision.EndedBy} has rejected {decision.Id}",
        DecisionState.Undone => $"{decision.EndedBy} has undone {decision.Id}",
        DecisionState.Expired => $"{decision.Id} has expired",
        _ => $"{decision.Id} was replaced{(decision.ReplacedBy is { } by ? $" by {by}" : "")}",
    };
}
