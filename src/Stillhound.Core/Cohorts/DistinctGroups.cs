namespace Stillhound.Core.Cohorts;

/// <summary>Leaves out groups that nearly equal an earlier one.</summary>
internal sealed class DistinctGroups
{
    /// <summary>Two groups that share this much of their union are one.</summary>
    private const double Same = 0.95;

    private readonly RowSet _set = new();

    /// <summary>The groups that differ from those before them, in order.</summary>
    /// <param name="groups">Groups.</param>
    /// <param name="rowsOf">Rows of a group, ascending.</param>
    /// <param name="population">Number of rows there are.</param>
    public List<T> Of<T>(IEnumerable<T> groups, Func<T, int[]> rowsOf, int population)
    {
        var kept = new List<T>();
        foreach (var group in groups)
        {
            var rows = rowsOf(group);
            _set.Clear(population);
            _set.Add(rows);
            if (!kept.Exists(k => IsSame(rows.Length, rowsOf(k))))
                kept.Add(group);
        }

        return kept;
    }

    /// <summary>Whether a group equals the one in the set. Sizes tell most pairs apart, and their first rows nearly all others.</summary>
    private bool IsSame(int size, int[] other)
    {
        if (Math.Min(size, other.Length) < Same * Math.Max(size, other.Length))
            return false;
        // With m rows of the other missing, common is its length less m; the union grows by m beyond the size of the set.
        var missing = 0;
        var most = other.Length - (Same * (size + other.Length) / (1 + Same));
        foreach (var row in other)
        {
            missing += _set.Contains(row) ? 0 : 1;
            if (missing > most)
                return false;
        }

        return true;
    }
}
