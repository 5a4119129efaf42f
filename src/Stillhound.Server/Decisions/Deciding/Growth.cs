using Stillhound.Core.Campaigns;
using Stillhound.Server.Decisions.Policies;
using Stillhound.Server.Decisions.Projection;

namespace Stillhound.Server.Decisions.Deciding;

/// <summary>Brings a decision's accounts in line with its campaign's members, within what was approved.</summary>
internal sealed class Growth(ApprovalPolicy approval, Standing standing)
{
    /// <summary>What changes: accounts that left, that came, and that came beyond what was approved.</summary>
    /// <param name="decision">A decision that is proposed or holds.</param>
    /// <param name="plan">What the policy asks for now.</param>
    /// <param name="simulated">Whether it is simulated.</param>
    public IEnumerable<MembersChanged> Update(StandingDecision decision, CampaignPlan plan, bool simulated)
    {
        var came = new List<MemberFinding>();
        var stay = 0;
        var wait = 0;
        foreach (var member in plan.Eligible)
        {
            if (decision.Covered.Contains(member.Account))
                stay++;
            else if (decision.Waiting.Contains(member.Account))
                wait++;
            else
                came.Add(member);
        }

        var left = stay == decision.Covered.Count && wait == decision.Waiting.Count ? [] : Left(decision, plan);
        var room = decision.State == DecisionState.Proposed ? long.MaxValue : Room(decision, plan, stay, stay + wait + came.Count);
        if (came.Count <= room)
            return ChangeCodec.Members(decision.Id, Names(came), left, []);
        var (free, rest) = Split(came, decision.Terms, simulated);
        var most = (int)Math.Clamp(room, 0, rest.Count);
        return ChangeCodec.Members(decision.Id, [.. free, .. rest.Take(most)], left, [.. rest.Skip(most)]);
    }

    private long Room(StandingDecision decision, CampaignPlan plan, long covered, long wanted)
    {
        if (approval.Needed(decision.Terms.Action, wanted, plan.Blast.SpendMicros) == 0)
            return long.MaxValue;
        var approved = decision.ApprovedAccounts;
        var room = approved + approval.Growth(approved) - covered;
        // What one person approved does not grow by itself beyond what one person may approve.
        return decision.Terms.Needs < 2 && approved <= approval.SecondAboveAccounts ? Math.Min(room, approval.SecondAboveAccounts - covered) : room;
    }

    /// <summary>Accounts that another decision hits as hard already need nobody's approval; of the others the surest come first.</summary>
    private (List<string> Free, List<string> Others) Split(List<MemberFinding> came, Proposed terms, bool simulated)
    {
        var step = Terms.StepOf(terms);
        var others = standing.Decisions.Where(d => d.IsActive && d.Id != terms.Decision && Terms.Compare(step, simulated, d.Terms) <= 0).ToList();
        came.Sort(static (a, b) => a.Confidence != b.Confidence ? b.Confidence.CompareTo(a.Confidence) : string.CompareOrdinal(a.Account, b.Account));
        var free = new List<string>();
        var rest = new List<string>();
        foreach (var member in came)
            (others.Exists(d => d.Covered.Contains(member.Account)) ? free : rest).Add(member.Account);
        return (free, rest);
    }

    private static List<string> Left(StandingDecision decision, CampaignPlan plan)
    {
        var still = plan.Eligible.Select(static m => m.Account).ToHashSet(StringComparer.Ordinal);
        var left = decision.Covered.Concat(decision.Waiting).Where(a => !still.Contains(a)).ToList();
        left.Sort(StringComparer.Ordinal);
        return left;
    }

    private static List<string> Names(List<MemberFinding> members) => members.ConvertAll(static m => m.Account);
}
