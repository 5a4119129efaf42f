using Stillhound.Core.Profiles;

namespace Stillhound.Core.Cohorts;

/// <summary>
/// Third route: accounts that claim to be strangers and share a means of payment, a device, a sign-up network or a traffic
/// network. A token that many accounts show (a carrier's address, a popular relay) ties nobody; how many is too many is
/// read from the other tokens of its kind.
/// </summary>
internal static class IdentityRoute
{
    private const int FewestHolders = 2;

    public static List<Cohort> Propose(Population population, int smallest)
    {
        var sets = new UnionFind(population.Count);
        foreach (var kind in IdentityTokens.Kinds)
            Tie(population, IdentityTokens.Groups(population, kind), sets);
        var parts = new SortedDictionary<int, List<int>>();
        for (var row = 0; row < population.Count; row++)
        {
            var root = sets.Find(row);
            if (!parts.TryGetValue(root, out var part))
                parts[root] = part = [];
            part.Add(row);
        }

        var cohorts = new List<Cohort>();
        foreach (var part in parts.Values)
        {
            if (part.Count >= smallest)
                cohorts.Add(new Cohort([.. part], CohortRoute.Identity, "shared payment, device, sign-up or network"));
        }

        return cohorts;
    }

    private static void Tie(Population population, List<List<int>> groups, UnionFind sets)
    {
        foreach (var group in groups)
        {
            if (group.Count < FewestHolders || group.Count > IdentityTokens.Crowd(population.Count))
                continue;
            for (var i = 1; i < group.Count; i++)
                sets.Union(group[0], group[i]);
        }
    }
}
