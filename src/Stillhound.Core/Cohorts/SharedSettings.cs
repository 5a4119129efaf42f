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
            // A value that more than half show is the one that outlasts the others (Boyer and Moore, 1981).
            int value = 0, lead = 0, total = 0;
            foreach (var row in rows)
            {
                var top = context.Traits.Top(row, (int)kind);
                if (top == 0)
                    continue;
                total++;
                if (lead == 0)
                    (value, lead) = (top, 1);
                else
                    lead += top == value ? 1 : -1;
            }

            if (total >= Fewest && Count(context, rows, kind, value) >= Common * total)
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

    private static int Count(SearchContext context, int[] rows, TraitKind kind, int value)
    {
        var count = 0;
        foreach (var row in rows)
            count += context.Traits.Top(row, (int)kind) == value ? 1 : 0;
        return count;
    }
}
