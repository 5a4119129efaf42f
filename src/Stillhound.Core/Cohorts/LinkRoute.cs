using Stillhound.Core.Exchanges;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Cohorts;

/// <summary>
/// First route: keys whose accounts are the same accounts belong to one scaffold; the accounts of a scaffold are a cohort.
/// Pairs of keys are counted inside each account (at most a few dozen a row), never pairs of accounts.
/// </summary>
internal static class LinkRoute
{
    /// <summary>Rows above which pairs of keys are counted on a hashed sample.</summary>
    private const int SampleAbove = 100_000;

    /// <summary>Most keys of one row that are paired.</summary>
    private const int MostPaired = 24;

    public static List<Cohort> Propose(Population population, Postings postings, int smallest)
    {
        var sets = new UnionFind(postings.Keys.Length);
        foreach (var (pair, together) in CountPairs(population, postings, out var sampled))
        {
            var (a, b) = ((int)(pair >> 32), (int)(uint)pair);
            float na = postings.RowsOf(a).Length / sampled, nb = postings.RowsOf(b).Length / sampled;
            if (SameAccounts(together, na, nb, population.Count / sampled))
                sets.Union(a, b);
        }

        var members = new Dictionary<int, List<int>>();
        for (var key = 0; key < postings.Keys.Length; key++)
        {
            var root = sets.Find(key);
            if (!members.TryGetValue(root, out var keys))
                members[root] = keys = [];
            keys.Add(key);
        }

        var cohorts = new List<Cohort>();
        foreach (var root in members.Keys.Order())
        {
            var rows = new SortedSet<int>();
            foreach (var key in members[root])
            {
                foreach (var row in postings.RowsOf(key))
                    rows.Add(row);
            }

            if (rows.Count >= smallest)
                cohorts.Add(new Cohort([.. rows], CohortRoute.Links, $"{members[root].Count} shared phrases or settings"));
        }

        return cohorts;
    }

    /// <summary>
    /// Whether two keys are used by one set of accounts: most of the larger set is shared, or most of the smaller one when
    /// sizes are near, and the overlap is far above what independent use predicts.
    /// </summary>
    private static bool SameAccounts(int together, float na, float nb, float population)
    {
        var expected = na * nb / Math.Max(1, population);
        if (together < 3 || together < 2 * expected)
            return false;
        return together >= 0.6f * Math.Max(na, nb) || (together >= 0.75f * Math.Min(na, nb) && Math.Max(na, nb) <= 3 * Math.Min(na, nb));
    }

    private static Dictionary<ulong, int> CountPairs(Population population, Postings postings, out float sampled)
    {
        var stride = 1 + (population.Count / SampleAbove);
        sampled = stride;
        var keysOf = KeysByRow(population, postings);
        var pairs = new Dictionary<ulong, int>();
        for (var row = 0; row < population.Count; row++)
        {
            var keys = keysOf[row];
            if (keys is null || (stride > 1 && Hash64.Mix((uint)row) % (ulong)stride != 0))
                continue;
            var count = Math.Min(keys.Count, MostPaired);
            for (var i = 0; i < count; i++)
            {
                for (var j = i + 1; j < count; j++)
                {
                    ref var value = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(
                        pairs, ((ulong)keys[i] << 32) | (uint)keys[j], out _);
                    value++;
                }
            }
        }

        return pairs;
    }

    private static List<int>?[] KeysByRow(Population population, Postings postings)
    {
        var keysOf = new List<int>?[population.Count];
        for (var key = 0; key < postings.Keys.Length; key++)
        {
            foreach (var row in postings.RowsOf(key))
                (keysOf[row] ??= []).Add(key);
        }

        return keysOf;
    }
}
