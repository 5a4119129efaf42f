namespace Stillhound.Core.Verdicts;

/// <summary>
/// The honest cohorts of one search, each row with those that it is in: a cohort is then compared with the few that have a row in
/// common with it, and not with all.
/// </summary>
internal sealed class HonestGroups
{
    /// <summary>Part of a cohort from which on some of a group's rows are worth a look.</summary>
    private const int GoodPart = 8;

    private readonly IReadOnlyList<int[]> _groups;
    private readonly int[] _ends; // by row
    private readonly int[] _groupsOf; // places of groups, by row

    /// <summary>Takes the groups.</summary>
    /// <param name="groups">Rows of each.</param>
    /// <param name="population">Number of rows there are.</param>
    public HonestGroups(IReadOnlyList<int[]> groups, int population)
    {
        _groups = groups;
        _ends = new int[population];
        foreach (var group in groups)
        {
            foreach (var row in group)
                _ends[row]++;
        }

        var start = 0;
        for (var row = 0; row < population; row++)
            (start, _ends[row]) = (start + _ends[row], start);
        _groupsOf = new int[start];
        for (var group = 0; group < groups.Count; group++)
        {
            foreach (var row in groups[group])
                _groupsOf[_ends[row]++] = group;
        }
    }

    /// <summary>The groups at least half of which are in a cohort, in order, but for those that are nearly all of it.</summary>
    /// <param name="rows">The cohort.</param>
    /// <param name="fewest">Rows that the two must have in common.</param>
    public List<int[]> In(int[] rows, int fewest) => Common(rows, fewest, static (inside, group, _) => inside >= group / 2);

    /// <summary>The groups that have most of their rows elsewhere and some of them, a good part of the cohort, in it: users of a tool of which some came in.</summary>
    /// <param name="rows">The cohort.</param>
    /// <param name="fewest">Rows that the two must have in common.</param>
    public List<int[]> PartlyIn(int[] rows, int fewest) => Common(rows, fewest, static (inside, group, cohort) => inside < group / 2 && inside >= cohort / GoodPart);

    private List<int[]> Common(int[] rows, int fewest, Func<int, int, int, bool> isWanted)
    {
        var inside = new int[_groups.Count];
        foreach (var row in rows)
        {
            foreach (var group in _groupsOf.AsSpan((row == 0 ? 0 : _ends[row - 1]).._ends[row]))
                inside[group]++;
        }

        var found = new List<int[]>();
        for (var group = 0; group < inside.Length; group++)
        {
            if (inside[group] >= fewest && inside[group] < rows.Length * 9 / 10 && isWanted(inside[group], _groups[group].Length, rows.Length))
                found.Add(_groups[group]);
        }

        return found;
    }
}
