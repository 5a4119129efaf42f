using System.Numerics;
using System.Runtime.CompilerServices;

namespace Stillhound.Core.Details;

/// <summary>
/// Keys with dense numbers from 0, in the order in which they were added. A table with open addressing that is at most half full,
/// because a whole population asks it.
/// </summary>
internal sealed class KeyTable
{
    private readonly List<ulong> _added = [];
    private ulong[] _keys = new ulong[64]; // 0 is free
    private int[] _numbers = new int[64];
    private int _shift = 64 - 6;

    public int Count => _added.Count;

    /// <summary>The key of each number.</summary>
    public IReadOnlyList<ulong> Keys => _added;

    /// <summary>The number of a key, which gets one when it is new. Keys are not 0.</summary>
    public int Add(ulong key)
    {
        var slot = SlotOf(key);
        if (_keys[slot] == key)
            return _numbers[slot];
        if (_added.Count * 2 >= _keys.Length)
        {
            Grow();
            slot = SlotOf(key);
        }

        (_keys[slot], _numbers[slot]) = (key, _added.Count);
        _added.Add(key);
        return _added.Count - 1;
    }

    /// <summary>The number of a key, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ulong key)
    {
        var slot = SlotOf(key);
        return _keys[slot] == key ? _numbers[slot] : -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int SlotOf(ulong key)
    {
        var slot = (int)((key * 0x9E3779B97F4A7C15ul) >> _shift);
        while (_keys[slot] != 0 && _keys[slot] != key)
            slot = (slot + 1) & (_keys.Length - 1);
        return slot;
    }

    private void Grow()
    {
        (_keys, _numbers) = (new ulong[_keys.Length * 2], new int[_keys.Length * 2]);
        _shift = 64 - BitOperations.Log2((uint)_keys.Length);
        for (var number = 0; number < _added.Count; number++)
        {
            var slot = SlotOf(_added[number]);
            (_keys[slot], _numbers[slot]) = (_added[number], number);
        }
    }
}
