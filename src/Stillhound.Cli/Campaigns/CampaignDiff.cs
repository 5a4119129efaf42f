using Stillhound.Core.Campaigns;

namespace Stillhound.Cli.Campaigns;

/// <summary>What became of one campaign between two folders.</summary>
/// <param name="Old">As it was; null when it is new.</param>
/// <param name="New">As it is; null when it is gone.</param>
/// <param name="Came">Its accounts that were not told of with the campaign before, surely or likely.</param>
/// <param name="Went">Accounts that are not told of with the campaign any more, surely or likely.</param>
/// <param name="Confirmed">Accounts that likely belonged and now surely do.</param>
/// <param name="Doubted">Accounts that surely belonged and now likely do.</param>
internal sealed record CampaignDifference(CampaignFinding? Old, CampaignFinding? New, int Came, int Went, int Confirmed, int Doubted)
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
            if (Confirmed > 0)
                what.Add("confirmed");
            if (Doubted > 0)
                what.Add("doubted");
            if (Old.Id != New.Id)
                what.Add("renamed");
            return what;
        }
    }
}

/// <summary>
/// Compares the campaigns of two folders: matched by identifier, then by members. Accounts that likely belong to a campaign are a
/// finding that goes with it: it is matched as its campaign is, and moving there and back is neither coming nor going.
/// </summary>
internal static class CampaignDiff
{
    /// <summary>Share of the smaller one's accounts that two campaigns of different identifiers must have in common.</summary>
    private const double Same = 0.4;

    /// <summary>One entry a campaign: those of the newer folder in its order, then those that are gone.</summary>
    public static List<CampaignDifference> Of(WrittenFindings older, WrittenFindings newer) => Of(new CampaignFolder(older), new CampaignFolder(newer));

    private static List<CampaignDifference> Of(CampaignFolder older, CampaignFolder newer)
    {
        var pairs = new Dictionary<CampaignFinding, CampaignFinding>(ReferenceEqualityComparer.Instance);
        var known = new HashSet<CampaignFinding>(ReferenceEqualityComparer.Instance);
        foreach (var campaign in newer.Wholes)
        {
            if (older.WholeOf(campaign.Id) is { } same && known.Add(same))
                pairs[campaign] = same;
        }

        MatchByMembers(older, newer, pairs);
        var back = pairs.ToDictionary(static p => p.Value, static p => p.Key, (IEqualityComparer<CampaignFinding>)ReferenceEqualityComparer.Instance);
        return
        [
            .. newer.All.Select(c => Compare(older, newer, c, pairs.GetValueOrDefault(newer.WholeOf(c)))),
            .. older.All.Where(c => back.GetValueOrDefault(older.WholeOf(c)) is not { } now || (older.IsApart(c) && newer.LikelyOf(now) is null))
                .Select(c => Gone(older, newer, c, back.GetValueOrDefault(older.WholeOf(c)))),
        ];
    }

    /// <summary>Pairs the rest, those with most accounts in common first.</summary>
    private static void MatchByMembers(CampaignFolder older, CampaignFolder newer, Dictionary<CampaignFinding, CampaignFinding> pairs)
    {
        var taken = pairs.Values.ToHashSet<CampaignFinding>(ReferenceEqualityComparer.Instance);
        var candidates = new List<(CampaignFinding Old, CampaignFinding New, int Common)>();
        foreach (var campaign in newer.Wholes.Where(c => !pairs.ContainsKey(c)))
        {
            var names = newer.Names(campaign);
            foreach (var old in older.Wholes.Where(c => !taken.Contains(c)))
            {
                var before = older.Names(old);
                var common = before.Count(names.Contains);
                if (common > 0 && common >= Same * Math.Min(names.Count, before.Count))
                    candidates.Add((old, campaign, common));
            }
        }

        foreach (var (old, campaign, _) in candidates.OrderByDescending(static c => c.Common))
        {
            if (!pairs.ContainsKey(campaign) && taken.Add(old))
                pairs[campaign] = old;
        }
    }

    /// <summary>A finding of the newer folder, whose campaign was another one in the older, or none.</summary>
    private static CampaignDifference Compare(CampaignFolder older, CampaignFolder newer, CampaignFinding campaign, CampaignFinding? oldWhole)
    {
        var old = oldWhole is null || !newer.IsApart(campaign) ? oldWhole : older.LikelyOf(oldWhole);
        HashSet<string> before = oldWhole is null ? [] : older.Names(oldWhole), after = newer.Names(newer.WholeOf(campaign));
        int confirmed = 0, doubted = 0;
        if (old is not null && !newer.IsApart(campaign))
        {
            confirmed = Common(campaign, older.LikelyOf(old));
            doubted = Common(old, newer.LikelyOf(campaign));
        }

        return new CampaignDifference(old, campaign, campaign.Members.Count(m => !before.Contains(m.Account)), old?.Members.Count(m => !after.Contains(m.Account)) ?? 0, confirmed, doubted);
    }

    /// <summary>A finding that only the older folder has; of accounts that likely belong, the campaign itself may be there still.</summary>
    private static CampaignDifference Gone(CampaignFolder older, CampaignFolder newer, CampaignFinding old, CampaignFinding? newWhole)
    {
        HashSet<string> after = newWhole is null ? [] : newer.Names(newWhole);
        return new CampaignDifference(old, null, 0, old.Members.Count(m => !after.Contains(m.Account)), 0, 0);
    }

    private static int Common(CampaignFinding campaign, CampaignFinding? likely)
    {
        if (likely is null)
            return 0;
        var names = campaign.Members.Select(static m => m.Account).ToHashSet(StringComparer.Ordinal);
        return likely.Members.Count(m => names.Contains(m.Account));
    }
}
