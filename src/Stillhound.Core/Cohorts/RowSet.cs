using System.Numerics;
using Stillhound.Core.State;

namespace Stillhound.Core.Cohorts;

/// <summary>A set of rows, one bit a row. It is emptied by what was added, so a small set of a large population costs little.</summary>
[Scratch]
internal sealed class RowSet
{
    private ulong[] _bits = [];
    private int _first = int.MaxValue;
    private int _last = -1;

    /// <summary>Empties the set and makes room for rows below <paramref name="rows"/>.</summary>
    public void Clear(int rows)
    {
        var words = (rows + 63) / 64;
        if (_bits.Length < words)
            _bits = new ulong[words * 2];
        else if (_last >= 0)
            Array.Clear(_bits, _first, _last - _first + 1);
        (_first, _last) = (int.MaxValue, -1);
    }

    /// <summary>Number of rows in the set.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            for (var word = _first; word <= _last; word++)
                count += BitOperations.PopCount(_bits[word]);
            return count;
        }
    }

    /// <summary>Whether the row is in the set.</summary>
    public bool Contains(int row) => (_bits[row >> 6] >> (row & 63) & 1) != 0;

    /// <summary>Adds rows, which ascend.</summary>
    public void Add(ReadOnlySpan<int> rows)
    {
        // Rows come in order, as everywhere.
        if (rows.Length == 0)
            return;
        _first = Math.Min(_first, rows[0] >> 6);
        _last = Math.Max(_last, rows[^1] >> 6);
        foreach (var row in rows)
            _bits[row >> 6] |= 1ul << (row & 63);
    }

    /// <summary>How many of the rows are in the set.</summary>
    public int CountOf(ReadOnlySpan<int> rows)
    {
        var count = 0;
        foreach (var row in rows)
            count += (int)(_bits[row >> 6] >> (row & 63) & 1);
        return count;
    }

    /// <summary>Lists the rows, ascending.</summary>
    public void CopyTo(List<int> rows)
    {
        rows.Clear();
        for (var word = _first; word <= _last; word++)
        {
            for (var bits = _bits[word]; bits != 0; bits &= bits - 1)
                rows.Add((word * 64) + BitOperations.TrailingZeroCount(bits));
        }
    }
}
