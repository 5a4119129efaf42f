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

    private static readonly (TraitKind[] Kinds, bool WithCreation)[] Combinations =
    [
        ([TraitKind.UserAgent, TraitKind.Tls, TraitKind.Params], false),
        ([TraitKind.UserAgent, TraitKind.MaxTokens], false),
        ([TraitKind.Tls, TraitKind.MaxTokens], false),
        ([TraitKind.MaxTokens, TraitKind.Temperature], false),
        ([TraitKind.UserAgent, TraitKind.Tls], true),
        ([TraitKind.Params], true),
        ([TraitKind.Asn, TraitKind.UserAgent], true),
    ];

    public static List<Cohort> Propose(SearchContext context, int smallest)
    {
        var cohorts = new List<Cohort>();
        var most = Math.Max(4 * smallest, LargestShare * context.Population.Count);
        foreach (var (kinds, withCreation) in Combinations)
        {
            context.Groups.Build(context.Population.Count, new Combination(context, kinds, withCreation));
            for (var group = 0; group < context.Groups.Count; group++)
            {
                var rows = context.Groups.RowsOf(group);
                if (rows.Length >= smallest && rows.Length <= most)
                    cohorts.Add(new Cohort(rows.ToArray(), CohortRoute.Settings, "one rare combination of client, parameters and time of sign-up"));
            }
        }

        return cohorts;
    }

    private readonly struct Combination(SearchContext context, TraitKind[] kinds, bool withCreation) : RowGroups.IKey
    {
        public ulong Of(int row)
        {
            var key = 1ul;
            foreach (var kind in kinds)
            {
                var value = context.Traits.Top(row, (int)kind);
                if (value == 0)
                    return 0;
                key = Hash64.Combine(key, (ulong)value);
            }

            if (!withCreation)
                return key;
            var created = context.Population.ProfileOf(row).CreatedMs;
            return created == 0 ? 0 : Hash64.Combine(key, (ulong)(created / CreationBucketMs));
        }
    }
}
