using Stillhound.Core.Cohorts;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;

namespace Stillhound.Core.Verdicts;

/// <summary>
/// The groups that a cohort is compared with: this population's own. Some are natural (the users of one system prompt, one
/// client, one country and plan, one mail domain, one network operator), some are drawn at random; all are also taken in
/// smaller samples, so that a small cohort meets groups of its size. Groups of people who share software are in it on
/// purpose: they are what a campaign must differ from.
/// </summary>
internal static class ReferenceGroups
{
    private const int RandomGroups = 24;
    private const int MostNatural = 120;

    /// <summary>Sizes in which groups are measured; see <see cref="ClassOf"/>.</summary>
    public static ReadOnlySpan<int> Sizes => [14, 45, 160];

    /// <summary>Which of <see cref="Sizes"/> stands for a group of this size.</summary>
    public static int ClassOf(int size) => size < 25 ? 0 : size < 85 ? 1 : 2;

    /// <summary>All reference groups of a size class; each is ascending.</summary>
    public static List<int[]> Build(SearchContext context, int sizeClass)
    {
        var size = Sizes[sizeClass];
        var groups = new List<int[]>();
        var population = context.Population.Count;
        var honest = Enumerable.Range(0, population).Where(row => !context.IsAccused(row)).ToArray();
        for (var i = 0; i < RandomGroups && honest.Length > size; i++)
            groups.Add(Draw(honest, size, (ulong)(i + 1)));
        foreach (var natural in Natural(context))
        {
            if (natural.Length >= size / 2 && natural.Length >= 8)
                groups.Add(natural.Length <= size * 2 ? natural : Draw(natural, size, 7));
            if (groups.Count >= MostNatural + RandomGroups)
                break;
        }

        return groups;
    }

    private static IEnumerable<int[]> Natural(SearchContext context)
    {
        var population = context.Population;
        (Func<int, ulong> Key, int Most)[] partitions =
        [
            (row => (ulong)context.Traits.Top(row, (int)TraitKind.System), 30),
            (row => (ulong)context.Traits.Top(row, (int)TraitKind.UserAgent), 12),
            (row => Hash64.Combine(population.ProfileOf(row).ClaimedCountry, (ulong)population.ProfileOf(row).Plan), 24),
            (row => population.ProfileOf(row).EmailDomain, 12),
            (row => (ulong)context.Traits.Top(row, (int)TraitKind.Asn), 12),
            (row => (ulong)context.Traits.Top(row, (int)TraitKind.Country), 12),
            (row => (ulong)context.Traits.Top(row, (int)TraitKind.Tools), 12),
            (row => (ulong)context.Traits.Top(row, (int)TraitKind.Format), 6),
        ];
        foreach (var (key, most) in partitions)
        {
            var groups = new Dictionary<ulong, List<int>>();
            for (var row = 0; row < population.Count; row++)
            {
                var value = key(row);
                if (value == 0 || context.IsAccused(row))
                    continue;
                if (!groups.TryGetValue(value, out var rows))
                    groups[value] = rows = [];
                rows.Add(row);
            }

            foreach (var rows in groups.Values.Where(static g => g.Count >= 8).OrderByDescending(static g => g.Count).ThenBy(static g => g[0]).Take(most))
                yield return [.. rows];
        }
    }

    /// <summary>An even draw by hash: reproducible, and independent of how rows are ordered.</summary>
    private static int[] Draw(int[] rows, int size, ulong salt)
    {
        var keys = Array.ConvertAll(rows, row => Hash64.Mix(((ulong)(uint)row << 8) ^ (salt * 0x9E3779B97F4A7C15ul)));
        var copy = (int[])rows.Clone();
        Array.Sort(keys, copy);
        var draw = copy[..Math.Min(size, copy.Length)];
        Array.Sort(draw);
        return draw;
    }
}
