using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Cohorts;

/// <summary>
/// How often each value of each trait tops an account's list, in the whole population. Values have dense numbers, so that a
/// cohort can keep one score a value. Built once a search.
/// </summary>
internal sealed class TraitModel
{
    private readonly uint[][] _values = new uint[TraitKinds.Count][];
    private readonly int[][] _counts = new int[TraitKinds.Count][];
    private readonly int[] _totals = new int[TraitKinds.Count];
    private readonly int[] _tops;

    public TraitModel(Population population)
    {
        _tops = new int[population.Count * TraitKinds.Count];
        var numbers = new Dictionary<uint, int>[TraitKinds.Count];
        var values = new List<uint>[TraitKinds.Count];
        var counts = new List<int>[TraitKinds.Count];
        for (var kind = 0; kind < TraitKinds.Count; kind++)
        {
            numbers[kind] = [];
            values[kind] = [0]; // number 0 is "none shown"
            counts[kind] = [0];
        }

        for (var row = 0; row < population.Count; row++)
        {
            ref var p = ref population.ProfileOf(row);
            for (var kind = 0; kind < TraitKinds.Count; kind++)
            {
                var top = p.Traits.Top((TraitKind)kind, out _);
                if (top == 0)
                    continue;
                if (!numbers[kind].TryGetValue(top, out var number))
                {
                    numbers[kind][top] = number = values[kind].Count;
                    values[kind].Add(top);
                    counts[kind].Add(0);
                }

                _tops[(row * TraitKinds.Count) + kind] = number;
                counts[kind][number]++;
                _totals[kind]++;
            }
        }

        for (var kind = 0; kind < TraitKinds.Count; kind++)
        {
            _values[kind] = [.. values[kind]];
            _counts[kind] = [.. counts[kind]];
        }
    }

    /// <summary>The number of the value that a row shows most; 0 when it shows none.</summary>
    public int Top(int row, int kind) => _tops[(row * TraitKinds.Count) + kind];

    /// <summary>The value behind a number.</summary>
    public uint ValueOf(int kind, int number) => _values[kind][number];

    /// <summary>How many numbers a kind has, with 0 for none.</summary>
    public int Numbers(int kind) => _values[kind].Length;

    /// <summary>Rows that show any value of a kind.</summary>
    public int Total(int kind) => _totals[kind];

    /// <summary>Rows whose top value has this number.</summary>
    public int CountOf(int kind, int number) => _counts[kind][number];
}
