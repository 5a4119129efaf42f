using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Cohorts;

/// <summary>The settings that most of a cohort's accounts have in common, by which a new account is recognised.</summary>
internal static class SharedSettings
{
    private static readonly TraitKind[] Compared =
        [TraitKind.System, TraitKind.Tools, TraitKind.Params, TraitKind.MaxTokens, TraitKind.Format, TraitKind.UserAgent, TraitKind.Tls];

    private const double Common = 0.6;
    private const int Fewest = 5;

    public static List<(TraitKind Kind, uint Value)> Of(SearchContext context, int[] rows)
    {
        var shared = new List<(TraitKind, uint)>();
        foreach (var kind in Compared)
        {
            var tally = new SortedDictionary<int, int>();
            var total = 0;
            foreach (var row in rows)
            {
                var top = context.Traits.Top(row, (int)kind);
                if (top == 0)
                    continue;
                tally[top] = tally.GetValueOrDefault(top) + 1;
                total++;
            }

            if (total < Fewest)
                continue;
            var (value, count) = tally.MaxBy(static t => t.Value);
            if (count >= Common * total)
                shared.Add((kind, context.Traits.ValueOf((int)kind, value)));
        }

        return shared;
    }

    /// <summary>Whether an account agrees with more than half of the settings that both show.</summary>
    public static bool Match(IReadOnlyList<(TraitKind Kind, uint Value)> shared, in Profile p)
    {
        int compared = 0, equal = 0;
        foreach (var (kind, value) in shared)
        {
            var top = p.Traits.Top(kind, out _);
            if (top == 0)
                continue;
            compared++;
            equal += top == value ? 1 : 0;
        }

        return compared == 0 || equal * 2 > compared;
    }
}
