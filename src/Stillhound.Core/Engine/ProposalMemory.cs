using Stillhound.Core.Cohorts;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Engine;

/// <summary>
/// Remembers proposals that came to nothing, so that the next searches spare the work until the group has changed: more
/// accounts, a good deal more traffic, or some searches gone by. Groups are recognised by their smallest hashed accounts.
/// </summary>
internal sealed class ProposalMemory
{
    private const double Changed = 1.25;
    private const int ForgottenAfter = 6;

    private readonly Dictionary<ulong, Seen> _hopeless = [];
    private int _search;

    /// <summary>Begins a search.</summary>
    public void Begin()
    {
        _search++;
        foreach (var (key, seen) in _hopeless)
        {
            if (_search - seen.Search >= ForgottenAfter)
                _hopeless.Remove(key);
        }
    }

    /// <summary>Whether the proposal came to nothing lately and has hardly changed.</summary>
    public bool IsHopeless(Population population, Cohort cohort) =>
        _hopeless.TryGetValue(KeyOf(population, cohort), out var seen)
        && cohort.Rows.Length < seen.Rows * Changed && cohort.Rows.Length > seen.Rows / Changed
        && Exchanges(population, cohort) < seen.Exchanges * Changed;

    /// <summary>Remembers that the proposal came to nothing.</summary>
    public void Remember(Population population, Cohort cohort) =>
        _hopeless[KeyOf(population, cohort)] = new Seen(cohort.Rows.Length, Exchanges(population, cohort), _search);

    private static long Exchanges(Population population, Cohort cohort)
    {
        var sum = 0L;
        foreach (var row in cohort.Rows)
            sum += population.Rows[row].Exchanges;
        return sum;
    }

    private static ulong KeyOf(Population population, Cohort cohort)
    {
        ulong first = ulong.MaxValue, second = ulong.MaxValue;
        foreach (var row in cohort.Rows)
        {
            var hash = Hash64.Mix(population.ProfileOf(row).Account);
            if (hash < first)
                (first, second) = (hash, first);
            else if (hash < second)
                second = hash;
        }

        return Hash64.Combine(Hash64.Combine(first, second), (ulong)cohort.Route + 1);
    }

    private readonly record struct Seen(int Rows, long Exchanges, int Search);
}
