using Stillhound.Core.Campaigns;
using Stillhound.Server.Decisions.Policies;
using Stillhound.Server.Decisions.Projection;

namespace Stillhound.Server.Decisions.Deciding;

/// <summary>What the policy asks for about one campaign.</summary>
/// <param name="Finding">The campaign.</param>
/// <param name="Takedown">The campaign under which it is decided about together with others.</param>
/// <param name="Step">What it gets; null for nothing.</param>
/// <param name="Eligible">The members that it hits.</param>
/// <param name="Blast">Whom it hits, in figures.</param>
internal sealed record CampaignPlan(CampaignFinding Finding, string Takedown, LadderStep? Step, IReadOnlyList<MemberFinding> Eligible, BlastRadius Blast)
{
    public string Campaign => Finding.Id;

    /// <summary>Plans for all campaigns, by identifier.</summary>
    public static IReadOnlyList<CampaignPlan> All(Findings findings, Policy policy, Shield shield, Standing standing)
    {
        var byId = findings.Campaigns.ToDictionary(static c => c.Id, StringComparer.Ordinal);
        return [.. findings.Campaigns.OrderBy(static c => c.Id, StringComparer.Ordinal).Select(c => Of(c, findings, policy, shield, standing.Campaign(c.Id), byId))];
    }

    private static CampaignPlan Of(
        CampaignFinding campaign, Findings findings, Policy policy, Shield shield, StandingCampaign? standing, Dictionary<string, CampaignFinding> byId)
    {
        var step = policy.StepFor(campaign);
        var sorting = new MemberSorting(campaign, step?.Action ?? DecisionAction.Observe, policy, shield, standing?.ClearedAccounts ?? []);
        return new CampaignPlan(campaign, Root(campaign, byId), step, sorting.Eligible, BlastEstimate.Of(campaign, findings, policy, sorting));
    }

    /// <summary>
    /// Pools of one campaign are those that likely belong to it and those that came after it ended; they are followed back to the first.
    /// </summary>
    private static string Root(CampaignFinding campaign, Dictionary<string, CampaignFinding> byId)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { campaign.Id };
        var root = campaign.Id;
        while (byId.TryGetValue(root, out var at) && (at.LikelyOf ?? at.SuccessorOf) is { } before && seen.Add(before))
            root = before;
        return root;
    }
}
