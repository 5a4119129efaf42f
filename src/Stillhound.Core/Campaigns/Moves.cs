namespace Stillhound.Core.Campaigns;

/// <summary>Accounts that changed campaigns in a search: what is told of them in the histories of both.</summary>
internal static class Moves
{
    /// <summary>A new campaign with more than this share of its accounts from an older one split off it.</summary>
    private const double SplitShare = 0.3;

    /// <summary>Fewer accounts that change campaigns are strays.</summary>
    private const int FewestMoved = 3;

    /// <summary>Tells merges and splits from accounts that merely changed campaigns.</summary>
    /// <param name="departures">Who left since the search began, and where to.</param>
    /// <param name="campaigns">All campaigns, by number.</param>
    /// <param name="founded">Those that the search made.</param>
    /// <param name="nowMs">Event time.</param>
    public static void Record(Departures departures, IReadOnlyList<Campaign> campaigns, HashSet<Campaign> founded, long nowMs)
    {
        foreach (var (fromNumber, toNumber, count) in departures.Moved)
        {
            var (from, to) = (campaigns[fromNumber - 1], campaigns[toNumber - 1]);
            if (count >= FewestMoved && count > SplitShare * Math.Min(to.Members.Count, from.Members.Count + count))
                departures.Join(fromNumber, toNumber);
            if (from.Merged && !to.Merged && count >= FewestMoved)
            {
                to.InheritDetection(from);
                to.History.Add(nowMs, CampaignChange.Absorbed, count, "one cohort holds the accounts of both", from.Id);
            }
            else if (founded.Contains(to) && count > SplitShare * to.Members.Count)
            {
                if (to.DetectedMs != 0)
                    to.InheritDetection(from); // its accounts were known since then
                to.History.Add(nowMs, CampaignChange.SplitOff, count, "they resemble each other and no longer the rest of it", from.Id);
                from.History.Add(nowMs, CampaignChange.Split, count, "they resemble each other and no longer the others", to.Id);
            }
        }

        foreach (var (from, count) in departures.Lost)
            campaigns[from - 1].History.Count(nowMs, CampaignChange.Left, count);
    }
}
