using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Cohorts;

/// <summary>
/// How often each value of each trait tops an account's list, in the whole population. Values have dense numbers, given in
/// order of first appearance and kept, so that a cohort can keep one score a value.
/// </summary>
internal sealed class TraitModel
{
    private const int Block = 256;

    private readonly Population _population;
    private readonly Dictionary<uint, int>[] _numbers = new Dictionary<uint, int>[TraitKinds.Count];
    private readonly List<uint>[] _values = new List<uint>[TraitKinds.Count];
    private readonly int[][] _counts = new int[TraitKinds.Count][];
    private readonly int[] _totals = new int[TraitKinds.Count];
    private uint[] _read = [];
    private int[] _tops = [];

    public TraitModel(Population population)
    {
        _population = population;
        for (var kind = 0; kind < TraitKinds.Count; kind++)
        {
            _numbers[kind] = [];
            _values[kind] = [0]; // number 0 is "none shown"
            _counts[kind] = new int[64];
        }
    }

    /// <summary>The number of the value that a row shows most; 0 when it shows none.</summary>
    public int Top(int row, int kind) => _tops[(row * TraitKinds.Count) + kind];

    /// <summary>The numbers of a row by kind.</summary>
    public ReadOnlySpan<int> TopsOf(int row) => _tops.AsSpan(row * TraitKinds.Count, TraitKinds.Count);

    /// <summary>The value behind a number.</summary>
    public uint ValueOf(int kind, int number) => _values[kind][number];

    /// <summary>How many numbers a kind has, with 0 for none.</summary>
    public int Numbers(int kind) => _values[kind].Count;

    /// <summary>Rows that show any value of a kind.</summary>
    public int Total(int kind) => _totals[kind];

    /// <summary>Rows whose top value has this number.</summary>
    public int CountOf(int kind, int number) => _counts[kind][number];

    /// <summary>Takes in the rows that the population read anew.</summary>
    public void Refresh()
    {
        var changed = _population.Changed;
        if (_tops.Length < _population.Count * TraitKinds.Count)
            Array.Resize(ref _tops, _population.Count * 2 * TraitKinds.Count);
        if (_read.Length < changed.Count * TraitKinds.Count)
            _read = new uint[changed.Count * 2 * TraitKinds.Count];
        Parallel.For(0, (changed.Count + Block - 1) / Block, block =>
        {
            for (var i = block * Block; i < Math.Min(changed.Count, (block + 1) * Block); i++)
                ReadTops(changed[i], _read.AsSpan(i * TraitKinds.Count, TraitKinds.Count));
        });
        // Numbers are given in the order of the rows, on one thread.
        for (var i = 0; i < changed.Count; i++)
        {
            for (var kind = 0; kind < TraitKinds.Count; kind++)
                Replace(ref _tops[(changed[i] * TraitKinds.Count) + kind], kind, _read[(i * TraitKinds.Count) + kind]);
        }
    }

    private void ReadTops(int row, Span<uint> tops)
    {
        ref var p = ref _population.ProfileOf(row);
        for (var kind = 0; kind < TraitKinds.Count; kind++)
            tops[kind] = p.Traits.Top((TraitKind)kind, out _);
    }

    private void Replace(ref int top, int kind, uint value)
    {
        if (_values[kind][top] == value)
            return;
        Count(kind, top, -1);
        if (value == 0)
            top = 0;
        else if (!_numbers[kind].TryGetValue(value, out top))
            _numbers[kind][value] = top = Number(kind, value);
        Count(kind, top, 1);
    }

    private void Count(int kind, int number, int change)
    {
        if (number == 0)
            return;
        _counts[kind][number] += change;
        _totals[kind] += change;
    }

    private int Number(int kind, uint value)
    {
        _values[kind].Add(value);
        if (_values[kind].Count > _counts[kind].Length)
            Array.Resize(ref _counts[kind], _counts[kind].Length * 2);
        return _values[kind].Count - 1;
    }
}
