using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Stillhound.Core.Fingerprints;

/// <summary>
/// The smallest few of many different keys, in ascending order, <see cref="ulong.MaxValue"/> where there are fewer. They lie in
/// one vector, so that a key finds its place by a minimum and a maximum instead of by comparing it with one after the other.
/// </summary>
internal struct SmallestKeys
{
    /// <summary>How many are kept.</summary>
    public const int Capacity = 8;

    private Vector512<ulong> _keys;

    /// <summary>Holds none.</summary>
    public static SmallestKeys None
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new() { _keys = Vector512<ulong>.AllBitsSet };
    }

    /// <summary>How many it holds.</summary>
    public readonly int Count
    {
        get
        {
            var count = 0;
            for (; count < Capacity && _keys[count] != ulong.MaxValue; count++)
            {
            }

            return count;
        }
    }

    /// <summary>Adds a key if it is below a limit.</summary>
    public void AddIfBelow(ulong key, ulong limit)
    {
        if (key < limit)
            Add(key);
    }

    /// <summary>Adds a key; one that it holds already changes nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong key)
    {
        var keys = _keys;
        var added = Vector512.Create(key);
        if (Vector512.EqualsAny(keys, added))
            return; // a phrase that the prompt repeats
        // Each place keeps its key, or takes the new one, or what the new one drives out of the place before.
        var before = Vector512.Shuffle(keys, Vector512.Create(8ul, 0, 1, 2, 3, 4, 5, 6)); // 8 gives zero
        _keys = Vector512.Min(keys, Vector512.Max(before, added));
    }

    /// <summary>Writes them out in ascending order.</summary>
    public readonly void CopyTo(Span<ulong> keys) => _keys.CopyTo(keys);
}
