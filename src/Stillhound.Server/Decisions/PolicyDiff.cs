using Stillhound.Server.Decisions.Policies;

namespace Stillhound.Server.Decisions;

/// <summary>What one configuration would do about one campaign.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Step">What is done.</param>
/// <param name="Accounts">The accounts that it is done to.</param>
/// <param name="SpendMicros">Their spend in the last days, in millionths.</param>
public sealed record DecidedCampaign(string Campaign, LadderStep Step, IReadOnlyCollection<string> Accounts, long SpendMicros);

/// <summary>What changes about one campaign.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Before">What is done now; null for nothing.</param>
/// <param name="After">What would be done; null for nothing.</param>
/// <param name="Came">Accounts that would be hit and are not.</param>
/// <param name="Went">Accounts that are hit and would not be.</param>
/// <param name="Stayed">Accounts that are hit either way.</param>
/// <param name="SpendMicros">How much more spend would be hit; below 0 for less.</param>
public sealed record DecisionDifference(string Campaign, LadderStep? Before, LadderStep? After, long Came, long Went, long Stayed, long SpendMicros);

/// <summary>What another configuration would do otherwise. Pure: two sets of decisions in, their difference out.</summary>
/// <param name="Campaigns">Campaigns about which something changes, by identifier.</param>
/// <param name="Came">Accounts that nothing is done about now and something would be.</param>
/// <param name="Went">Accounts that something is done about now and nothing would be.</param>
/// <param name="Harder">Accounts that would be hit harder.</param>
/// <param name="Softer">Accounts that would be hit less hard.</param>
/// <param name="SpendMicros">How much more spend would be hit; below 0 for less.</param>
public sealed record PolicyDiff(IReadOnlyList<DecisionDifference> Campaigns, long Came, long Went, long Harder, long Softer, long SpendMicros)
{
    /// <summary>Compares two sets of decisions.</summary>
    /// <param name="before">What is done now, at most one entry a campaign.</param>
    /// <param name="after">What would be done, at most one entry a campaign.</param>
    public static PolicyDiff Of(IReadOnlyCollection<DecidedCampaign> before, IReadOnlyCollection<DecidedCampaign> after)
    {
        var was = before.ToDictionary(static d => d.Campaign, StringComparer.Ordinal);
        var becomes = after.ToDictionary(static d => d.Campaign, StringComparer.Ordinal);
        DecisionDifference[] campaigns =
        [
            .. was.Keys.Union(becomes.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(id => Of(id, was.GetValueOrDefault(id), becomes.GetValueOrDefault(id)))
                .Where(static d => d.Came > 0 || d.Went > 0 || d.Before != d.After),
        ];
        var (old, fresh) = (Strongest(before), Strongest(after));
        long harder = 0;
        long softer = 0;
        foreach (var (account, step) in fresh)
        {
            var change = old.TryGetValue(account, out var earlier) ? step.StrengthBeside(earlier) : 0;
            harder += change > 0 ? 1 : 0;
            softer += change < 0 ? 1 : 0;
        }

        return new PolicyDiff(
            campaigns, fresh.Keys.LongCount(a => !old.ContainsKey(a)), old.Keys.LongCount(a => !fresh.ContainsKey(a)), harder, softer,
            after.Sum(static d => d.SpendMicros) - before.Sum(static d => d.SpendMicros));
    }

    private static DecisionDifference Of(string campaign, DecidedCampaign? before, DecidedCampaign? after)
    {
        var old = before?.Accounts.ToHashSet(StringComparer.Ordinal) ?? [];
        var fresh = after?.Accounts.ToHashSet(StringComparer.Ordinal) ?? [];
        var stayed = fresh.LongCount(old.Contains);
        return new DecisionDifference(
            campaign, before?.Step, after?.Step, fresh.Count - stayed, old.Count - stayed, stayed, (after?.SpendMicros ?? 0) - (before?.SpendMicros ?? 0));
    }

    // Of several decisions about one account the strongest counts, as at the gateway.
    private static Dictionary<string, LadderStep> Strongest(IReadOnlyCollection<DecidedCampaign> decided)
    {
        var steps = new Dictionary<string, LadderStep>(StringComparer.Ordinal);
        foreach (var campaign in decided)
        {
            foreach (var account in campaign.Accounts)
            {
                if (!steps.TryGetValue(account, out var step) || step.StrengthBeside(campaign.Step) < 0)
                    steps[account] = campaign.Step;
            }
        }

        return steps;
    }
}
