using Stillhound.Core.Campaigns;

namespace Stillhound.Cli.Campaigns;

/// <summary>What became of one campaign between two folders.</summary>
/// <param name="Old">As it was; null when it is new.</param>
/// <param name="New">As it is; null when it is gone.</param>
/// <param name="Came">Accounts that only the newer one has.</param>
/// <param name="Went">Accounts that only the older one has.</param>
internal sealed record CampaignDifference(CampaignFinding? Old, CampaignFinding? New, int Came, int Went)
{
    /// <summary>What changed, in words of the file; empty when nothing did.</summary>
    public IReadOnlyList<string> What
    {
        get
        {
            if (Old is null || New is null)
                return [Old is null ? "new" : "gone"];
            var what = new List<string>();
            if (Old.Tier != New.Tier)
                what.Add("tier");
            if (Came > 0)
                what.Add("grown");
            if (Went > 0)
                what.Add("shrunk");
            if (Old.Id != New.Id)
                what.Add("renamed");
            return what;
        }
    }
}

/// <summary>Compares the campaigns of two folders: matched by identifier, then by members.</summary>
internal static class CampaignDiff
{
    /// <summary>Share of the smaller one's accounts that two campaigns of different identifiers must have in common.</summary>
    private const double Same = 0.4;

    /// <summary>One entry a campaign: those of the newer folder in its order, then those that are gone.</summary>
    public static List<CampaignDifference> Of(WrittenFindings older, WrittenFindings newer) =>
        Of([.. older.Campaigns.Select(static c => c.Finding)], [.. newer.Campaigns.Select(static c => c.Finding)]);

    private static List<CampaignDifference> Of(List<CampaignFinding> older, List<CampaignFinding> newer)
    {
        var byId = older.ToLookup(static c => c.Id, StringComparer.Ordinal);
        var pairs = new Dictionary<CampaignFinding, CampaignFinding>(ReferenceEqualityComparer.Instance);
        foreach (var campaign in newer)
        {
            if (byId[campaign.Id].FirstOrDefault() is { } same)
                pairs[campaign] = same;
        }

        MatchByMembers(older, newer, pairs);
        var taken = pairs.Values.ToHashSet<CampaignFinding>(ReferenceEqualityComparer.Instance);
        return
        [
            .. newer.Select(c => Compare(pairs.GetValueOrDefault(c), c)),
            .. older.Where(c => !taken.Contains(c)).Select(static c => Compare(c, null)),
        ];
    }

    /// <summary>Pairs the rest, those with most accounts in common first.</summary>
    private static void MatchByMembers(List<CampaignFinding> older, List<CampaignFinding> newer, Dictionary<CampaignFinding, CampaignFinding> pairs)
    {
        var taken = pairs.Values.ToHashSet<CampaignFinding>(ReferenceEqualityComparer.Instance);
        var candidates = new List<(CampaignFinding Old, CampaignFinding New, int Common)>();
        foreach (var campaign in newer.Where(c => !pairs.ContainsKey(c)))
        {
            var names = Names(campaign);
            foreach (var old in older.Where(c => !taken.Contains(c)))
            {
                var common = old.Members.Count(m => names.Contains(m.Account));
                if (common > 0 && common >= Same * Math.Min(names.Count, old.Members.Count))
                    candidates.Add((old, campaign, common));
            }
        }

        foreach (var (old, campaign, _) in candidates.OrderByDescending(static c => c.Common))
        {
            if (!pairs.ContainsKey(campaign) && taken.Add(old))
                pairs[campaign] = old;
        }
    }

    private static CampaignDifference Compare(CampaignFinding? old, CampaignFinding? campaign)
    {
        HashSet<string> before = old is null ? [] : Names(old), after = campaign is null ? [] : Names(campaign);
        return new CampaignDifference(old, campaign, after.Count(a => !before.Contains(a)), before.Count(a => !after.Contains(a)));
    }

    private static HashSet<string> Names(CampaignFinding campaign) => campaign.Members.Select(static m => m.Account).ToHashSet(StringComparer.Ordinal);
}
