using System.Numerics;
using Stillhound.Core.Profiles;
using Stillhound.Core.State;

namespace Stillhound.Core.Cohorts;

/// <summary>Rows grouped by a key, in order of each group's first row; key 0 is no group. Its memory is reused.</summary>
[Scratch]
internal sealed class RowGroups
{
    private const int Smallest = 1024;

    private ulong[] _keys = [];
    private int[] _groups = [];
    private int[] _groupOf = [];
    private int[] _ends = [];
    private int[] _rows = [];
    private int _shift;

    /// <summary>Number of groups.</summary>
    public int Count { get; private set; }

    /// <summary>The group of a row, or -1.</summary>
    public int GroupOf(int row) => _groupOf[row];

    /// <summary>The rows of a group, ascending.</summary>
    public ReadOnlySpan<int> RowsOf(int group)
    {
        var start = group == 0 ? 0 : _ends[group - 1];
        return _rows.AsSpan(start, _ends[group] - start);
    }

    /// <summary>Groups rows 0 to <paramref name="rows"/> - 1.</summary>
    public void Build<TKey>(int rows, TKey key)
        where TKey : struct, IKey
    {
        MakeRoom(rows);
        Count = 0;
        for (var row = 0; row < rows; row++)
        {
            var value = key.Of(row);
            var group = _groupOf[row] = value == 0 ? -1 : Find(value);
            if (group >= 0)
                _ends[group]++;
        }

        for (int group = 0, start = 0; group < Count; group++)
            (start, _ends[group]) = (start + _ends[group], start);
        for (var row = 0; row < rows; row++)
        {
            if (_groupOf[row] >= 0)
                _rows[_ends[_groupOf[row]]++] = row;
        }

        if (Room.IsMuch(rows))
            (_keys, _groups) = ([], []);
    }

    /// <summary>Gives the memory back.</summary>
    public void Release()
    {
        (_groupOf, _rows, _ends) = ([], [], []);
        Count = 0;
    }

    private void MakeRoom(int rows)
    {
        if (_groupOf.Length < rows)
        {
            _groupOf = new int[Room.For(rows)];
            _rows = new int[_groupOf.Length];
        }

        if (_keys.Length == 0)
            MakeTable(Smallest);
        Array.Clear(_keys);
    }

    private void MakeTable(int size)
    {
        _keys = new ulong[size];
        _groups = new int[size];
        _shift = 64 - BitOperations.Log2((uint)size);
    }

    private int Find(ulong key)
    {
        var slot = SlotOf(key);
        if (_keys[slot] == key)
            return _groups[slot];
        if (2 * (Count + 1) > _keys.Length)
        {
            Grow();
            slot = SlotOf(key);
        }

        if (Count == _ends.Length)
            Array.Resize(ref _ends, Math.Max(Smallest / 2, Room.For(Count)));
        _keys[slot] = key;
        _ends[Count] = 0;
        return _groups[slot] = Count++;
    }

    /// <summary>The slot of a key, or the free one that it would take.</summary>
    private int SlotOf(ulong key)
    {
        var slot = (int)((key * 0x9E3779B97F4A7C15ul) >> _shift);
        while (_keys[slot] != key && _keys[slot] != 0)
            slot = (slot + 1) & (_keys.Length - 1);
        return slot;
    }

    private void Grow()
    {
        var (keys, groups) = (_keys, _groups);
        MakeTable(keys.Length * 2);
        for (var old = 0; old < keys.Length; old++)
        {
            if (keys[old] == 0)
                continue;
            var slot = SlotOf(keys[old]);
            (_keys[slot], _groups[slot]) = (keys[old], groups[old]);
        }
    }

    /// <summary>What rows are grouped by.</summary>
    public interface IKey
    {
        /// <summary>The key of a row; 0 for none.</summary>
        ulong Of(int row);
    }
}
