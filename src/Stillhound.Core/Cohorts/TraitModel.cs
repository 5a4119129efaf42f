using System.Numerics;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;
using Stillhound.Core.State;

namespace Stillhound.Core.Cohorts;

/// <summary>
/// How often each value of each trait tops an account's list, in the whole population. Values have dense numbers, given in
/// order of first appearance and kept, so that a cohort can keep one score a value.
/// </summary>
internal sealed class TraitModel : IKept
{
    /// <summary>The kinds that are numbered: all but networks, of which there are nearly as many as accounts.</summary>
    public const int Kinds = (int)TraitKind.Network;

    private const int Block = 256;
    private const int MostForgotten = 1 << 16;

    private readonly Population _population;
    private readonly Dictionary<uint, int>[] _numbers = new Dictionary<uint, int>[Kinds];
    private readonly List<uint>[] _values = new List<uint>[Kinds];
    private readonly int[][] _counts = new int[Kinds][];
    private readonly int[] _totals = new int[Kinds];
    [Scratch]
    private int[] _others = [];
    private int[] _tops = [];

    public TraitModel(Population population)
    {
        _population = population;
        for (var kind = 0; kind < Kinds; kind++)
        {
            _numbers[kind] = [];
            _values[kind] = [0]; // number 0 is "none shown"
            _counts[kind] = new int[64];
        }
    }

    /// <summary>The number of the value that a row shows most; 0 when it shows none.</summary>
    public int Top(int row, int kind) => _tops[(row * Kinds) + kind];

    /// <summary>The numbers of a row by kind.</summary>
    public ReadOnlySpan<int> TopsOf(int row) => _tops.AsSpan(row * Kinds, Kinds);

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
        if (_tops.Length < _population.Count * Kinds)
            Array.Resize(ref _tops, Room.For(_population.Count) * Kinds);

        if (_values.Sum(static v => v.Count) > MostForgotten + (Kinds * _population.Count))
        {
            Forget();
            Read([.. Enumerable.Range(0, _population.Count)]);
        }
        else
        {
            Read(_population.Changed);
        }
    }

    /// <inheritdoc/>
    public void Keep(StateStream state)
    {
        for (var kind = 0; kind < Kinds; kind++)
        {
            state.List(_values[kind]);
            _counts[kind] = state.Array(_counts[kind], _values[kind].Count);
            for (var number = 1; state.Reads && number < _values[kind].Count; number++)
                _numbers[kind].Add(_values[kind][number], number);
        }

        state.Span(_totals.AsSpan());
        _tops = state.Array(_tops, Math.Min(_tops.Length, _population.Count * Kinds));
    }

    /// <summary>Gives back what the next refresh reads again where it finds all rows changed. Values keep their numbers.</summary>
    public void Rest()
    {
        _tops = [];
        Array.Clear(_totals);
        foreach (var counts in _counts)
            Array.Clear(counts);
    }

    private void Read(IReadOnlyList<int> changed)
    {
        if (_others.Length < changed.Count)
            _others = new int[Room.For(changed.Count)];
        Parallel.For(0, (changed.Count + Block - 1) / Block, block =>
        {
            for (var i = block * Block; i < Math.Min(changed.Count, (block + 1) * Block); i++)
                _others[i] = ReadTops(changed[i]);
        });
        // Numbers are given in the order of the rows, on one thread.
        for (var i = 0; i < changed.Count; i++)
        {
            for (var others = _others[i]; others != 0; others &= others - 1)
                Replace(changed[i], BitOperations.TrailingZeroCount(others));
        }

        if (Room.IsMuch(changed.Count))
            _others = [];
    }

    /// <summary>Most numbers belong to values that top nobody's list any more: begins anew.</summary>
    private void Forget()
    {
        Array.Clear(_tops);
        Array.Clear(_totals);
        for (var kind = 0; kind < Kinds; kind++)
        {
            _numbers[kind].Clear();
            _values[kind].RemoveRange(1, _values[kind].Count - 1);
            Array.Clear(_counts[kind]);
        }
    }

    /// <summary>Reads the top values of a row and tells the kinds whose value is another than before, one bit each.</summary>
    private int ReadTops(int row)
    {
        ref var p = ref _population.ProfileOf(row);
        var others = 0;
        for (var kind = 0; kind < Kinds; kind++)
        {
            // While numbers are given nothing else reads them, so that values are looked up and not kept.
            if (_values[kind][Top(row, kind)] != TopOf(p, kind))
                others |= 1 << kind;
        }

        return others;
    }

    private static uint TopOf(in Profile p, int kind)
    {
        var values = p.Traits.ValuesOf((TraitKind)kind);
        var counts = p.Traits.CountsOf((TraitKind)kind);
        uint top = 0;
        var most = 0;
        for (var i = 0; i < counts.Length && i < values.Length; i++)
        {
            if (counts[i] > most)
                (top, most) = (values[i], counts[i]);
        }

        return top;
    }

    private void Replace(int row, int kind)
    {
        var at = (row * Kinds) + kind;
        var value = TopOf(_population.ProfileOf(row), kind);
        var top = 0;
        if (value != 0 && !_numbers[kind].TryGetValue(value, out top))
            _numbers[kind][value] = top = Number(kind, value);
        Count(kind, _tops[at], -1);
        Count(kind, top, 1);
        _tops[at] = top;
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
