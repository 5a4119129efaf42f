using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;

namespace Stillhound.Core.Cohorts;

/// <summary>
/// Fourth route, for what shares neither phrases nor topics: accounts with one rare combination of client, parameters and
/// time of creation. Each combination is one key; a key that a large part of everybody shows proposes nothing.
/// </summary>
internal static class SettingsRoute
{
    private const double LargestShare = 0.15;
    private const long CreationBucketMs = 3 * 86_400_000L;

    public static List<Cohort> Propose(SearchContext context, int smallest)
    {
        var cohorts = new List<Cohort>();
        foreach (var combination in Combinations)
        {
            var groups = new Dictionary<ulong, List<int>>();
            var order = new List<List<int>>();
            for (var row = 0; row < context.Population.Count; row++)
            {
                var key = combination(context, row);
                if (key == 0)
                    continue;
                if (!groups.TryGetValue(key, out var rows))
                    order.Add(groups[key] = rows = []);
                rows.Add(row);
            }

            foreach (var rows in order)
            {
                if (rows.Count >= smallest && rows.Count <= Math.Max(4 * smallest, LargestShare * context.Population.Count))
                    cohorts.Add(new Cohort([.. rows], CohortRoute.Settings, "one rare combination of client, parameters and time of sign-up"));
            }
        }

        return cohorts;
    }

    private static Func<SearchContext, int, ulong>[] Combinations { get; } =
    [
        static (c, row) => Key(c, row, TraitKind.UserAgent, TraitKind.Tls, TraitKind.Params),
        static (c, row) => Key(c, row, TraitKind.UserAgent, TraitKind.MaxTokens),
        static (c, row) => Key(c, row, TraitKind.Tls, TraitKind.MaxTokens),
        static (c, row) => Key(c, row, TraitKind.MaxTokens, TraitKind.Temperature),
        static (c, row) => WithCreation(c, row, Key(c, row, TraitKind.UserAgent, TraitKind.Tls)),
        static (c, row) => WithCreation(c, row, Key(c, row, TraitKind.Params)),
        static (c, row) => WithCreation(c, row, Key(c, row, TraitKind.Asn, TraitKind.UserAgent)),
    ];

    private static ulong Key(SearchContext context, int row, params ReadOnlySpan<TraitKind> kinds)
    {
        var key = 1ul;
        foreach (var kind in kinds)
        {
            var value = context.Traits.Top(row, (int)kind);
            if (value == 0)
                return 0;
            key = Hash64.Combine(key, (ulong)value);
        }

        return key;
    }

    private static ulong WithCreation(SearchContext context, int row, ulong key)
    {
        var created = context.Population.ProfileOf(row).CreatedMs;
        return key == 0 || created == 0 ? 0 : Hash64.Combine(key, (ulong)(created / CreationBucketMs));
    }
}
