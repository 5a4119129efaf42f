using Stillhound.Core.Cohorts;
using Stillhound.Core.Profiles;
using Stillhound.Core.State;

namespace Stillhound.Core.Engine;

/// <summary>
/// Remembers proposals that came to nothing, so that the next searches spare the work until the group has changed: more
/// accounts, a good deal more traffic, or some searches gone by. Groups are looked up by their first account and recognised by
/// the accounts that they have in common.
/// </summary>
internal sealed class ProposalMemory : IKept
{
    /// <summary>So many times the traffic is looked at again: what came to nothing lately rarely stands with a little more.</summary>
    private const double Grown = 1.6;

    /// <summary>Groups of so many times the accounts, or with so much less in common, are others.</summary>
    private const double Changed = 1.25;
    private const int ForgottenAfter = 8;

    private readonly Dictionary<int, List<Seen>> _hopeless = [];
    private readonly RowSet _set = new();
    private int _search;

    /// <summary>Begins a search.</summary>
    public void Begin()
    {
        _search++;
        foreach (var (first, seen) in _hopeless)
        {
            seen.RemoveAll(s => _search - s.Search >= ForgottenAfter);
            if (seen.Count == 0)
                _hopeless.Remove(first);
        }
    }

    /// <summary>Whether the proposal came to nothing lately and has hardly changed.</summary>
    public bool IsHopeless(Population population, Cohort cohort)
    {
        if (!_hopeless.TryGetValue(cohort.Rows[0], out var seen))
            return false;
        var exchanges = Exchanges(population, cohort.Rows);
        Hold(population, cohort.Rows);
        return seen.Exists(s => exchanges < s.Exchanges * Grown && IsLike(s, cohort));
    }

    /// <summary>Remembers that the proposal came to nothing.</summary>
    public void Remember(Population population, Cohort cohort)
    {
        if (!_hopeless.TryGetValue(cohort.Rows[0], out var seen))
            _hopeless[cohort.Rows[0]] = seen = new List<Seen>(1);
        Hold(population, cohort.Rows);
        seen.RemoveAll(s => IsLike(s, cohort));
        seen.Add(new Seen(cohort.Route, new PackedRows(cohort.Rows), Exchanges(population, cohort.Rows), _search));
    }

    /// <inheritdoc/>
    public void Keep(StateStream state)
    {
        _search = state.Value(_search);
        foreach (var first in state.Array<int>([.. _hopeless.Keys]))
        {
            if (state.Reads)
                _hopeless.Add(first, []);
            state.List(_hopeless[first], Seen.Keep);
        }
    }

    private void Hold(Population population, int[] rows)
    {
        _set.Clear(population.Count);
        _set.Add(rows);
    }

    /// <summary>Whether a proposal of the same route has most of its accounts in common with the one that is held.</summary>
    private bool IsLike(Seen seen, Cohort cohort) =>
        seen.Route == cohort.Route
        && cohort.Rows.Length < seen.Rows.Count * Changed && cohort.Rows.Length > seen.Rows.Count / Changed
        && seen.Rows.CountIn(_set) * Changed > Math.Max(seen.Rows.Count, cohort.Rows.Length);

    private static long Exchanges(Population population, int[] rows)
    {
        var sum = 0L;
        foreach (var row in rows)
            sum += population.Rows[row].Exchanges;
        return sum;
    }

    private sealed record Seen(CohortRoute Route, PackedRows Rows, long Exchanges, int Search)
    {
        public static Seen Keep(StateStream state, Seen? seen) => new(
            state.Value(seen?.Route ?? default), PackedRows.Keep(state, seen?.Rows ?? default), state.Value(seen?.Exchanges ?? 0), state.Value(seen?.Search ?? 0));
    }
}
