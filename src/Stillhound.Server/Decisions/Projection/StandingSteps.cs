using Stillhound.Server.Decisions.Policies;

namespace Stillhound.Server.Decisions.Projection;

/// <summary>What each change does.</summary>
internal sealed partial class Standing
{
    private void Apply(StandingDecision decision, MembersChanged members)
    {
        foreach (var account in members.Added)
        {
            decision.Covered.Add(account);
            if (decision.Waiting.Count > 0)
                decision.Waiting.Remove(account);
        }

        foreach (var account in members.Removed)
        {
            decision.Covered.Remove(account);
            decision.Waiting.Remove(account);
        }

        foreach (var account in members.Waiting)
            decision.Waiting.Add(account);
        if (members.Waiting.Count > 0)
            decision.GrowthApprovals.Clear();
        if (decision.Published is { } published)
        {
            Touch(published, members.Added, gone: false);
            Touch(published, members.Removed, gone: true);
        }
    }

    private void Apply(StandingDecision decision, Proposed proposed, DateTimeOffset now)
    {
        (decision.Terms, decision.State, decision.ProposedAt) = (proposed, DecisionState.Proposed, now);
        Of(proposed.Campaign).Open = decision;
    }

    private static void Apply(StandingDecision decision, Approval approval)
    {
        if (decision.IsActive)
        {
            decision.GrowthApprovals.Add(approval);
            return;
        }

        decision.Approvals.Add(approval);
        (decision.State, decision.ApprovedAccounts) = (DecisionState.Approved, decision.Covered.Count);
    }

    private void Apply(StandingDecision decision, Armed armed, DateTimeOffset now)
    {
        if (armed.Actor is { } actor)
            decision.Approvals.Add(new Approval(actor, now, armed.Note));
        var campaign = Of(decision.Terms.Campaign);
        if (campaign.Open == decision)
            campaign.Open = null;
        (campaign.Active, campaign.Refused) = (decision, null);
        decision.State = DecisionState.Active;
        decision.From = armed.From;
        decision.Until = armed.UntilMs > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(armed.UntilMs) : armed.From.AddMilliseconds(decision.Terms.LifetimeMs);
        decision.ApprovedAccounts = decision.Covered.Count;
        Publish(decision);
    }

    private void Apply(StandingDecision decision, Grown grown, DateTimeOffset now)
    {
        decision.Approvals.Add(new Approval(grown.Actor, now, grown.Note));
        decision.GrowthApprovals.Clear();
        string[] came = [.. decision.Waiting];
        decision.Covered.UnionWith(came);
        decision.Waiting.Clear();
        decision.ApprovedAccounts = decision.Covered.Count;
        if (decision.Published is { } published)
            Touch(published, came, gone: false);
    }

    private void Apply(StandingDecision decision, Rejected rejected, DateTimeOffset now)
    {
        if (!decision.IsActive)
        {
            Refuse(decision, DecisionState.Rejected, rejected.Actor, rejected.Note, now);
            return;
        }

        // Of a decision that holds only its growth is rejected; those accounts are cleared, or they would come back at once.
        Of(decision.Terms.Campaign).ClearedAccounts.UnionWith(decision.Waiting);
        decision.Waiting.Clear();
        decision.GrowthApprovals.Clear();
    }

    private void Apply(Cleared cleared, long revision)
    {
        var campaign = Of(cleared.Campaign);
        campaign.ClearedAccounts.Add(cleared.Account);
        foreach (var decision in new[] { campaign.Active, campaign.Open }.OfType<StandingDecision>())
        {
            decision.Revision = revision;
            decision.Waiting.Remove(cleared.Account);
            if (decision.Covered.Remove(cleared.Account) && decision.Published is { } published)
                Touch(published, [cleared.Account], gone: true);
        }
    }

    private void Apply(StandingDecision decision, Extended extended)
    {
        decision.Until = extended.Until;
        decision.Deadline = null;
        Publish(decision);
    }

    private void Apply(Dismissed dismissed, DateTimeOffset now)
    {
        var campaign = Of(dismissed.Campaign);
        (campaign.Dismissal, campaign.DismissedAt) = (dismissed, now);
        if (campaign.Open is { } open)
            End(open, DecisionState.Rejected, dismissed.Actor, dismissed.Note, now);
        if (campaign.Active is { } active)
            End(active, DecisionState.Undone, dismissed.Actor, dismissed.Note, now);
    }

    private void Refuse(StandingDecision decision, DecisionState state, string actor, string note, DateTimeOffset now)
    {
        Of(decision.Terms.Campaign).Refused = (decision.Terms, decision.Covered.Count + decision.Waiting.Count);
        End(decision, state, actor, note, now);
    }

    private void End(StandingDecision decision, DecisionState state, string? actor, string note, DateTimeOffset now)
    {
        (decision.State, decision.EndedBy, decision.EndNote, decision.EndedAt) = (state, actor, note, now);
        var campaign = Of(decision.Terms.Campaign);
        if (campaign.Active == decision)
            campaign.Active = null;
        if (campaign.Open == decision)
            campaign.Open = null;
        if (decision.Published is { } published)
            Touch(published, decision.Covered, gone: true);
        decision.Published = null;
        decision.Forget();
    }

    private void Publish(StandingDecision decision)
    {
        var terms = decision.Terms;
        decision.Published = new Decision
        {
            Id = decision.Id,
            Campaign = terms.Campaign,
            Action = terms.Action,
            Simulated = terms.Simulated,
            From = decision.From,
            Until = decision.Until,
            Reason = terms.Reason,
            Policy = terms.Policy,
            TokensPerDay = terms.TokensPerDay,
            RequestsPerMinute = terms.RequestsPerMinute,
        };
        if (!_replaying)
            Touch(decision.Published, [.. decision.Covered], gone: false);
    }

    private void Touch(Decision decision, IReadOnlyCollection<string> accounts, bool gone)
    {
        if (accounts.Count > 0 && !_replaying)
            _touched.Add(new Touched(decision, accounts, gone));
    }
}
