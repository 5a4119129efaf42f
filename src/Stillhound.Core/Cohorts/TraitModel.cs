using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Cohorts;

/// <summary>
/// How often each value of each trait tops an account's list, in the whole population. Built once a search; cohorts are
/// compared with it.
/// </summary>
internal sealed class TraitModel
{
    private readonly Dictionary<uint, int>[] _counts = new Dictionary<uint, int>[TraitKinds.Count];
    private readonly int[] _totals = new int[TraitKinds.Count];
    private readonly uint[] _tops;

    public TraitModel(Population population)
    {
        _tops = new uint[population.Count * TraitKinds.Count];
        for (var kind = 0; kind < TraitKinds.Count; kind++)
            _counts[kind] = [];
        for (var row = 0; row < population.Count; row++)
        {
            ref var p = ref population.ProfileOf(row);
            for (var kind = 0; kind < TraitKinds.Count; kind++)
            {
                var top = p.Traits.Top((TraitKind)kind, out _);
                _tops[(row * TraitKinds.Count) + kind] = top;
                if (top == 0)
                    continue;
                _counts[kind][top] = _counts[kind].GetValueOrDefault(top) + 1;
                _totals[kind]++;
            }
        }
    }

    /// <summary>The value that a row shows most; 0 when it shows none.</summary>
    public uint Top(int row, int kind) => _tops[(row * TraitKinds.Count) + kind];

    /// <summary>Rows that show any value of a kind.</summary>
    public int Total(int kind) => _totals[kind];

    /// <summary>Rows whose top value this is.</summary>
    public int CountOf(int kind, uint value) => _counts[kind].GetValueOrDefault(value);
}
