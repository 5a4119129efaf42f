using Stillhound.Core.Campaigns;

namespace Stillhound.Server.Replaying;

/// <summary>A campaign as two engines found it; null on the side that did not.</summary>
internal sealed record CampaignPair(CampaignFinding? Before, CampaignFinding? After);

/// <summary>Says which campaigns of two engines are the same: by identifier, then by members, those with most in common first.</summary>
internal static class CampaignPairs
{
    /// <summary>Share of the smaller one's accounts that two campaigns of different identifiers must have in common.</summary>
    private const double Same = 0.4;

    /// <summary>Pairs them: those of the first by identifier, then those that only the second has.</summary>
    public static IReadOnlyList<CampaignPair> Of(IReadOnlyList<CampaignFinding> before, IReadOnlyList<CampaignFinding> after)
    {
        var left = after.ToDictionary(static c => c.Id, StringComparer.Ordinal);
        var found = new Dictionary<string, CampaignFinding>(StringComparer.Ordinal);
        foreach (var campaign in before)
        {
            if (left.Remove(campaign.Id, out var same))
                found[campaign.Id] = same;
        }

        var candidates = before.Where(c => !found.ContainsKey(c.Id))
            .SelectMany(b => left.Values.Where(a => (a.LikelyOf is null) == (b.LikelyOf is null)).Select(a => (Before: b, After: a, Common: Common(b, a))))
            .Where(static c => c.Common > 0 && c.Common >= Same * Math.Min(c.Before.Members.Count, c.After.Members.Count))
            .OrderByDescending(static c => c.Common).ThenBy(static c => c.Before.Id, StringComparer.Ordinal).ThenBy(static c => c.After.Id, StringComparer.Ordinal);
        foreach (var (first, second, _) in candidates.ToList())
        {
            if (!found.ContainsKey(first.Id) && left.Remove(second.Id))
                found[first.Id] = second;
        }

        return
        [
            .. before.OrderBy(static c => c.Id, StringComparer.Ordinal).Select(c => new CampaignPair(c, found.GetValueOrDefault(c.Id))),
            .. left.Values.OrderBy(static c => c.Id, StringComparer.Ordinal).Select(static c => new CampaignPair(null, c)),
        ];
    }

    private static int Common(CampaignFinding one, CampaignFinding other)
    {
        var names = one.Members.Select(static m => m.Account).ToHashSet(StringComparer.Ordinal);
        return other.Members.Count(m => names.Contains(m.Account));
    }
}
