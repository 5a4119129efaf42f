using System.Runtime.InteropServices;
using Stillhound.Core.Cohorts;

namespace Stillhound.Core.Verdicts;

/// <summary>
/// Puts the verdicts of one search in the order in which they may claim accounts: the surest first, among those that are sure
/// enough the largest, except that a cohort steps behind those that it is made of. It is made of others where two or more disjoint cohorts that stand on their own
/// fill it, or where one does and what is left of it is no campaign.
/// </summary>
internal static class Precedence
{
    private const double Inside = 0.85;
    private const double Smaller = 0.95;
    private const double Filled = 0.55;

    /// <summary>Remainders below these log-10 odds are strangers that came along.</summary>
    private const double Strangers = -1;

    /// <summary>Verdicts that reached a tier, in order.</summary>
    /// <param name="verdicts">All verdicts of the search.</param>
    /// <param name="judge">Judges the rest of a cohort.</param>
    /// <param name="review">Log-10 odds from which a cohort stands on its own.</param>
    /// <param name="sure">Log-10 odds beyond which more is no surer: families are bounded, and odds pile up there.</param>
    /// <param name="smallest">Fewest accounts of a cohort.</param>
    public static List<Verdict> Order(IEnumerable<Verdict> verdicts, Judge judge, double review, double sure, int smallest)
    {
        var standing = verdicts.Where(static v => v.Tier is not null)
            .OrderByDescending(v => Math.Min(v.Log10Odds, sure)).ThenByDescending(static v => v.Cohort.Rows.Length)
            .ThenByDescending(static v => v.Log10Odds).ThenBy(static v => v.Cohort.Rows[0]).ToList();
        if (standing.Count == 0)
            return standing;
        var made = new bool[standing.Count];
        var spares = new Spares<Sets>(static () => new Sets());
        var population = standing.Max(static v => v.Cohort.Rows[^1]) + 1;
        Parallel.For(0, standing.Count, i =>
        {
            var sets = spares.Borrow();
            made[i] = IsMadeOfOthers(standing[i], standing, sets.Begin(population, standing[i].Cohort.Rows), judge, review, smallest);
            spares.Return(sets);
        });
        return [.. standing.Where((_, i) => !made[i]), .. standing.Where((_, i) => made[i])];
    }

    private static bool IsMadeOfOthers(Verdict whole, List<Verdict> standing, Sets sets, Judge judge, double review, int smallest)
    {
        var parts = 0;
        foreach (var part in standing)
        {
            var rows = part.Cohort.Rows;
            if (ReferenceEquals(part, whole) || part.Log10Odds < review || rows.Length > Smaller * whole.Cohort.Rows.Length
                || sets.Whole.CountOf(rows) < Inside * rows.Length || sets.Covered.CountOf(rows) > (1 - Inside) * rows.Length)
                continue;
            parts++;
            sets.Covered.Add(sets.Inside(rows));
        }

        if (parts == 0)
            return false;
        if (parts > 1 && sets.Covered.Count >= Filled * whole.Cohort.Rows.Length)
            return true;
        int[] rest = [.. whole.Cohort.Rows.Where(row => !sets.Covered.Contains(row))];
        return rest.Length >= smallest && judge.Decide(whole.Cohort with { Rows = rest }).Log10Odds < Strangers;
    }

    /// <summary>The rows of a cohort, and those of them that others hold. Serves one thread.</summary>
    private sealed class Sets
    {
        private readonly List<int> _inside = [];

        public RowSet Whole { get; } = new();

        public RowSet Covered { get; } = new();

        public Sets Begin(int population, int[] rows)
        {
            Whole.Clear(population);
            Whole.Add(rows);
            Covered.Clear(population);
            return this;
        }

        /// <summary>Those of the rows that the cohort holds; valid until the next call.</summary>
        public ReadOnlySpan<int> Inside(int[] rows)
        {
            _inside.Clear();
            foreach (var row in rows)
            {
                if (Whole.Contains(row))
                    _inside.Add(row);
            }

            return CollectionsMarshal.AsSpan(_inside);
        }
    }
}
