using Stillhound.Core.Campaigns;
using Stillhound.Server.Decisions.Policies;
using Stillhound.Server.Decisions.Projection;

namespace Stillhound.Server.Decisions.Deciding;

/// <summary>
/// What follows from findings: which decisions are proposed, grow, give way or end. A function of its inputs alone; it changes nothing and
/// the same inputs give the same changes.
/// </summary>
internal sealed class Decider
{
    private readonly Policy _policy;
    private readonly Standing _standing;
    private readonly DateTimeOffset _now;
    private readonly Growth _growth;
    private readonly string _version;
    private readonly List<Change> _changes = [];
    private readonly List<CampaignPlan> _wanted = [];
    private readonly Dictionary<string, (string Id, Proposed Terms)> _holds = new(StringComparer.Ordinal);
    private long _lastId;

    private Decider(Policy policy, Standing standing, DateTimeOffset now)
    {
        (_policy, _standing, _now, _version) = (policy, standing, now, policy.Version);
        _growth = new Growth(policy.Approval, standing);
        _lastId = standing.LastId;
    }

    private bool Simulated => _policy.Mode == PolicyMode.Simulate;

    /// <summary>The changes that follow.</summary>
    /// <param name="findings">What the engine holds now.</param>
    /// <param name="plans">What the policy asks for about each campaign of the findings.</param>
    /// <param name="standing">What stands.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="now">Wall-clock time.</param>
    public static IReadOnlyList<Change> Decide(Findings findings, IReadOnlyList<CampaignPlan> plans, Standing standing, Policy policy, DateTimeOffset now)
    {
        var decider = new Decider(policy, standing, now);
        foreach (var plan in plans)
            decider.Judge(plan);
        foreach (var plan in plans)
            decider.Follow(plan, standing.Campaign(plan.Campaign));
        foreach (var takedown in decider._wanted.GroupBy(static p => p.Takedown, StringComparer.Ordinal))
            decider.Propose(takedown.Key, [.. takedown]);
        decider.Bury(plans, findings.Campaigns.Select(static c => c.Id).ToHashSet(StringComparer.Ordinal));
        return decider._changes;
    }

    private void Judge(CampaignPlan plan)
    {
        var c = plan.Finding;
        var known = _standing.Campaign(c.Id)?.Judged;
        if (known?.Tier != c.Tier || known.Takedown != plan.Takedown)
            _changes.Add(new CampaignJudged(c.Id, c.Tier, c.Members.Count, c.Exchanges, c.InputTokens, c.OutputTokens, BlastEstimate.Ppm(c.Confidence), c.Title, plan.Takedown));
    }

    private void Follow(CampaignPlan plan, StandingCampaign? campaign)
    {
        if (campaign?.Dismissal is not null)
            return;
        var (active, open) = (campaign?.Active, campaign?.Open);
        if (plan.Step is not { } step || plan.Eligible.Count == 0)
        {
            End(open, null, "no_step");
            End(active, null, "no_step");
            return;
        }

        var openFits = open is not null && Terms.Compare(step, Simulated, open.Terms) == 0;
        if (openFits)
            _changes.AddRange(_growth.Update(open!, plan, Simulated));
        else
            End(open, null, "superseded");
        if (active is null)
        {
            if (!openFits && MayPropose(plan, step, campaign))
                _wanted.Add(plan);
            return;
        }

        var change = Terms.Compare(step, Simulated, active.Terms);
        if (change < 0)
        {
            StepDown(active, plan, step);
            return;
        }

        _changes.AddRange(_growth.Update(active, plan, active.Terms.Simulated));
        _holds[plan.Campaign] = (active.Id, active.Terms);
        if (change > 0 && !openFits && MayPropose(plan, step, campaign))
            _wanted.Add(plan);
    }

    /// <summary>What a person said no to is proposed again only when it has become stronger, or much larger.</summary>
    private bool MayPropose(CampaignPlan plan, LadderStep step, StandingCampaign? campaign) =>
        campaign?.Refused is not { } refused || Terms.Compare(step, Simulated, refused.Terms) > 0 || plan.Eligible.Count > refused.Accounts + _policy.Approval.Growth(refused.Accounts);

    /// <summary>Less than what was approved needs nobody's approval, and takes effect at once.</summary>
    private void StepDown(StandingDecision active, CampaignPlan plan, LadderStep step)
    {
        var stay = plan.Eligible.Where(m => active.Covered.Contains(m.Account)).Select(static m => m.Account).ToList();
        if (stay.Count == 0)
        {
            End(active, null, "no_step");
            return;
        }

        var terms = Write(plan, step, active.Terms.Needs, stay);
        _changes.Add(new Armed([terms.Decision], _now, null, "weaker than what was approved", active.Until.ToUnixTimeMilliseconds()));
        _holds[plan.Campaign] = (terms.Decision, terms);
        End(active, terms.Decision, "weaker");
    }

    /// <summary>All pools of a takedown need the approval that the largest and strongest of it together need, and are armed at one instant.</summary>
    private void Propose(string takedown, List<CampaignPlan> plans)
    {
        var mine = plans.Select(static p => p.Campaign).ToHashSet(StringComparer.Ordinal);
        var others = _standing.Decisions.Where(d => (d.IsOpen || d.IsActive) && d.Terms.Takedown == takedown && !mine.Contains(d.Terms.Campaign)).ToList();
        var needs = _policy.Approval.Needed(
            plans.Max(static p => p.Step!.Action),
            plans.Sum(static p => p.Blast.Accounts) + others.Sum(static d => d.Accounts),
            plans.Sum(static p => p.Blast.SpendMicros) + others.Sum(static d => d.Terms.Blast.SpendMicros));
        var proposed = plans.ConvertAll(plan => Write(plan, plan.Step!, needs, [.. plan.Eligible.Select(static m => m.Account)]));
        if (needs > 0)
            return;
        _changes.Add(new Armed([.. proposed.Select(static p => p.Decision)], _now, null, ""));
        foreach (var terms in proposed)
        {
            _holds[terms.Campaign] = (terms.Decision, terms);
            End(_standing.Campaign(terms.Campaign)?.Active, terms.Decision, "stronger");
        }
    }

    private Proposed Write(CampaignPlan plan, LadderStep step, int needs, IReadOnlyList<string> accounts)
    {
        var id = Standing.IdOf(++_lastId);
        _changes.AddRange(ChangeCodec.Members(id, accounts, [], []));
        var terms = new Proposed(
            id, plan.Campaign, plan.Takedown, step.Action, step.TokensPerDay, step.RequestsPerMinute, Simulated, _policy.ReasonFor(plan.Finding), _version,
            (long)_policy.Lifetime.TotalMilliseconds, needs, plan.Blast);
        _changes.Add(terms);
        return terms;
    }

    /// <summary>Campaigns that are gone: their decisions end, or go on until the campaign that took them in has one as strong.</summary>
    private void Bury(IReadOnlyList<CampaignPlan> plans, HashSet<string> found)
    {
        foreach (var campaign in _standing.Campaigns.Where(c => !found.Contains(c.Id)).OrderBy(static c => c.Id, StringComparer.Ordinal))
        {
            if (campaign.Judged is { Tier: not null } judged)
                _changes.Add(judged with { Tier = null });
            if ((campaign.Active ?? campaign.Open) is not { } last)
                continue;
            var heir = Heir(last, plans);
            var why = heir is null ? "campaign_gone" : "campaign_merged";
            End(campaign.Open, null, why);
            if (campaign.Active is not { } active)
                continue;
            if (heir?.Step is null || _standing.Campaign(heir.Campaign)?.Dismissal is not null)
                End(active, null, why);
            else if (_holds.TryGetValue(heir.Campaign, out var holds) && Terms.Compare(holds.Terms, active.Terms) >= 0)
                End(active, holds.Id, why);
        }
    }

    private static CampaignPlan? Heir(StandingDecision decision, IReadOnlyList<CampaignPlan> plans) => plans
        .Select(p => (Plan: p, Shared: p.Finding.Members.Count(m => decision.Covered.Contains(m.Account))))
        .Where(p => p.Shared > 0 && p.Shared * 2 >= decision.Covered.Count)
        .OrderByDescending(static p => p.Shared).Select(static p => p.Plan).FirstOrDefault();

    private void End(StandingDecision? decision, string? by, string why)
    {
        if (decision is not null)
            _changes.Add(new Replaced(decision.Id, by, why));
    }
}
