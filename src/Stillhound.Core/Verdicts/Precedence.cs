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
        var sets = standing.ConvertAll(static v => v.Cohort.Rows.ToHashSet());
        var made = standing.Where((v, i) => IsMadeOfOthers(v, standing, sets[i], judge, review, smallest)).ToHashSet<Verdict>(ReferenceEqualityComparer.Instance);
        return [.. standing.Where(v => !made.Contains(v)), .. standing.Where(made.Contains)];
    }

    private static bool IsMadeOfOthers(
        Verdict whole, List<Verdict> standing, HashSet<int> rowsOfWhole, Judge judge, double review, int smallest)
    {
        var covered = new HashSet<int>();
        var parts = 0;
        foreach (var part in standing)
        {
            var rows = part.Cohort.Rows;
            if (ReferenceEquals(part, whole) || part.Log10Odds < review || rows.Length > Smaller * whole.Cohort.Rows.Length
                || rows.Count(rowsOfWhole.Contains) < Inside * rows.Length || rows.Count(covered.Contains) > (1 - Inside) * rows.Length)
                continue;
            parts++;
            covered.UnionWith(rows.Where(rowsOfWhole.Contains));
        }

        if (parts == 0)
            return false;
        if (parts > 1 && covered.Count >= Filled * whole.Cohort.Rows.Length)
            return true;
        var rest = whole.Cohort.Rows.Where(row => !covered.Contains(row)).ToArray();
        return rest.Length >= smallest && judge.Decide(whole.Cohort with { Rows = rest }).Log10Odds < Strangers;
    }
}
