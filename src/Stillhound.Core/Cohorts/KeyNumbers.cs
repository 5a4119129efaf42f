using System.Numerics;

namespace Stillhound.Core.Cohorts;

/// <summary>Numbers for keys in order of first asking, from 1, by open addressing. 0 is no key.</summary>
internal sealed class KeyNumbers
{
    private const int Smallest = 4096;

    private ulong[] _keys = new ulong[Smallest];
    private int[] _numbers = new int[Smallest];

    /// <summary>How many keys have a number.</summary>
    public int Count { get; private set; }

    /// <summary>The number of a key, new if it has none.</summary>
    public int Of(ulong key)
    {
        var slot = Find(key);
        if (_keys[slot] == key)
            return _numbers[slot];
        if (2 * (Count + 1) > _keys.Length)
        {
            Grow();
            slot = Find(key);
        }

        _keys[slot] = key;
        return _numbers[slot] = ++Count;
    }

    /// <summary>Takes all numbers back.</summary>
    public void Clear()
    {
        Array.Clear(_keys);
        Count = 0;
    }

    /// <summary>Takes all numbers back, and gives the memory back.</summary>
    public void Release() => (_keys, _numbers, Count) = (new ulong[Smallest], new int[Smallest], 0);

    private int Find(ulong key)
    {
        var slot = (int)((key * 0x9E3779B97F4A7C15ul) >> (64 - BitOperations.Log2((uint)_keys.Length)));
        while (_keys[slot] != 0 && _keys[slot] != key)
            slot = (slot + 1) & (_keys.Length - 1);
        return slot;
    }

    private void Grow()
    {
        var (keys, numbers) = (_keys, _numbers);
        _keys = new ulong[keys.Length * 2];
        _numbers = new int[keys.Length * 2];
        for (var old = 0; old < keys.Length; old++)
        {
            if (keys[old] == 0)
                continue;
            var slot = Find(keys[old]);
            (_keys[slot], _numbers[slot]) = (keys[old], numbers[old]);
        }
    }
}
