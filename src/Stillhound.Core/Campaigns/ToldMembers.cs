using Stillhound.Core.Components;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Campaigns;

/// <summary>Who is told of as a member of a slice, in order, and of whom only a part is accused.</summary>
internal sealed class ToldMembers
{
    public ToldMembers(CampaignSlice slice, Carriers carriers, AccountTable accounts)
    {
        Parts = PartsOf(slice, carriers);
        Served = [.. Parts.Keys.Where(a => Carriers.ServesOthers(accounts[a]))];
        Members = [.. slice.Members.Where(m => !Served.Contains(m.Key))];
    }

    /// <summary>Members by account, ascending; accounts that serve others are none.</summary>
    public IReadOnlyList<KeyValuePair<int, Member>> Members { get; }

    /// <summary>The accused parts of the slice's accounts; accounts that serve others, which are no members, are told of once.</summary>
    public SortedDictionary<int, AccusedPart> Parts { get; }

    /// <summary>Accounts with a part that serve others.</summary>
    public HashSet<int> Served { get; }

    private static SortedDictionary<int, AccusedPart> PartsOf(CampaignSlice slice, Carriers carriers)
    {
        var parts = carriers.PartsOf(slice.Campaign);
        foreach (var account in parts.Keys.Where(a => !slice.Members.ContainsKey(a) && (slice.IsLikely || slice.Campaign.Members.ContainsKey(a))).ToList())
            parts.Remove(account);
        return parts;
    }
}
