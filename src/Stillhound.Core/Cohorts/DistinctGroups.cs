using System.Runtime.InteropServices;
using Stillhound.Core.Profiles;
using Stillhound.Core.State;

namespace Stillhound.Core.Cohorts;

/// <summary>
/// Leaves out groups that nearly equal an earlier one. Two such groups have a row in common among the first few of both, and only
/// groups that have are compared (Chaudhuri, Ganti and Kaushik, "A primitive operator for similarity joins in data cleaning", 2006):
/// the work grows with the groups and not with their pairs.
/// </summary>
[Scratch]
internal sealed class DistinctGroups
{
    /// <summary>Two groups that share this much of their union are one.</summary>
    private const double Same = 0.95;

    private readonly RowSet _set = new();
    private readonly Dictionary<int, int> _firstPlace = []; // by row, counted from 1
    private readonly List<(int Group, int Next)> _places = [];

    /// <summary>The groups that differ from those before them, in order.</summary>
    /// <param name="groups">Groups.</param>
    /// <param name="rowsOf">Rows of a group, ascending.</param>
    /// <param name="population">Number of rows there are.</param>
    public List<T> Of<T>(IEnumerable<T> groups, Func<T, int[]> rowsOf, int population)
    {
        _firstPlace.Clear();
        _places.Clear();
        var kept = new List<T>();
        foreach (var group in groups)
        {
            var rows = rowsOf(group);
            if (IsKnown(rows, kept, rowsOf, population))
                continue;
            kept.Add(group);
            foreach (var row in Leading(rows))
            {
                ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_firstPlace, row, out _);
                _places.Add((kept.Count - 1, place));
                place = _places.Count;
            }
        }

        if (Room.IsMuch(population))
        {
            _firstPlace.Clear();
            _firstPlace.TrimExcess();
            _places.Clear();
            _places.TrimExcess();
        }

        return kept;
    }

    /// <summary>Whether two groups count as one.</summary>
    public static bool AreNearlyEqual(int[] rows, HashSet<int> other)
    {
        if (Math.Min(rows.Length, other.Count) < Same * Math.Max(rows.Length, other.Count))
            return false;
        var common = rows.Count(other.Contains);
        return common >= Same * (rows.Length + other.Count - common);
    }

    /// <summary>
    /// The rows of which a group that equals this one has one among its own leading rows: the smallest that both have, since no more
    /// than a twentieth can stand before it. One more, so that rounding does not matter.
    /// </summary>
    private static ReadOnlySpan<int> Leading(int[] rows) => rows.AsSpan(0, Math.Min(rows.Length, (int)((1 - Same) * rows.Length) + 2));

    private bool IsKnown<T>(int[] rows, List<T> kept, Func<T, int[]> rowsOf, int population)
    {
        var held = false;
        foreach (var row in Leading(rows))
        {
            for (var place = _firstPlace.GetValueOrDefault(row); place > 0; place = _places[place - 1].Next)
            {
                var other = rowsOf(kept[_places[place - 1].Group]);
                if (Math.Min(rows.Length, other.Length) < Same * Math.Max(rows.Length, other.Length))
                    continue;
                if (!held)
                {
                    _set.Clear(population);
                    _set.Add(rows);
                    held = true;
                }

                if (HoldsMost(rows.Length, other))
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether a group of about the same size equals the one in the set, of the given size.</summary>
    private bool HoldsMost(int size, int[] other)
    {
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
