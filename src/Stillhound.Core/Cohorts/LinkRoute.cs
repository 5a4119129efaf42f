using Stillhound.Core.Exchanges;

namespace Stillhound.Core.Cohorts;

/// <summary>
/// First route: keys whose accounts are the same accounts belong to one scaffold; the accounts of a scaffold are a cohort.
/// Keys are counted beside a key in the rows that use it (at most a few dozen a row), never pairs of accounts.
/// </summary>
internal static class LinkRoute
{
    /// <summary>Rows above which pairs of keys are counted on a hashed sample.</summary>
    private const int SampleAbove = 100_000;

    public static List<Cohort> Propose(SearchContext context, int smallest)
    {
        var postings = context.Postings;
        var sets = Scaffolds(context);
        var members = new List<int>?[postings.Count];
        for (var key = 0; key < postings.Count; key++)
        {
            (members[sets.Find(key)] ??= []).Add(key);
        }

        var cohorts = new List<Cohort>();
        var rows = new RowSet();
        var list = new List<int>();
        foreach (var keys in members)
        {
            if (keys is null)
                continue;
            rows.Clear(context.Population.Count);
            foreach (var key in keys)
                rows.Add(postings.RowsOf(key));
            rows.CopyTo(list);
            if (list.Count >= smallest)
                cohorts.Add(new Cohort([.. list], CohortRoute.Links, $"{keys.Count} shared phrases or settings"));
        }

        return cohorts;
    }

    /// <summary>Ties keys that the same accounts use.</summary>
    private static UnionFind Scaffolds(SearchContext context)
    {
        var postings = context.Postings;
        var stride = 1 + (context.Population.Count / SampleAbove);
        var sets = new UnionFind(postings.Count);
        var together = new int[postings.Count];
        var beside = new List<int>();
        for (var key = 0; key < postings.Count; key++)
        {
            var rows = postings.RowsOf(key);
            foreach (var row in rows)
            {
                if (stride == 1 || Hash64.Mix((uint)row) % (ulong)stride == 0)
                    Count(postings, row, key, together, beside);
            }

            foreach (var other in beside)
            {
                float na = (float)rows.Length / stride, nb = (float)postings.RowsOf(other).Length / stride;
                if (SameAccounts(together[other], na, nb, (float)context.Population.Count / stride))
                    sets.Union(key, other);
                together[other] = 0;
            }

            beside.Clear();
        }

        return sets;
    }

    /// <summary>Counts the later keys of a row that uses a key.</summary>
    private static void Count(Postings postings, int row, int key, int[] together, List<int> beside)
    {
        var keys = postings.KeysOf(row);
        var used = postings.UsedBy(row);
        for (var i = 0; i < keys.Length; i++)
        {
            var other = keys[i];
            if (other <= key || (used >> i & 1) == 0)
                continue;
            if (together[other]++ == 0)
                beside.Add(other);
        }
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
}
