using System.Numerics;
using System.Runtime.CompilerServices;

namespace Stillhound.Core.Cohorts;

/// <summary>
/// Counts of very many keys in one byte each, without the keys: a count is never too small, and too large where keys share a byte.
/// What most keys are told apart by, that hardly anybody shows them, costs next to nothing that way.
/// </summary>
internal sealed class RoughCounts
{
    private byte[] _counts = [];
    private int _shift;

    /// <summary>Begins anew, for about so many keys.</summary>
    public void Begin(long keys)
    {
        var bits = BitOperations.Log2((ulong)Math.Clamp(keys, 1024, 1 << 28)) + 2;
        if (_counts.Length != 1 << bits)
            _counts = new byte[1 << bits];
        else
            Array.Clear(_counts);
        _shift = 64 - bits;
    }

    /// <summary>Gives the memory back.</summary>
    public void Release() => _counts = [];

    /// <summary>Counts a key, up to 255.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong key)
    {
        ref var count = ref _counts[Slot(key)];
        if (count < byte.MaxValue)
            count++;
    }

    /// <summary>Whether the key may have been counted so often; certain for no, and for anything above 255 nobody is left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MayReach(ulong key, int least) => _counts[Slot(key)] >= Math.Min(least, byte.MaxValue);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Slot(ulong key) => (int)((key * 0x9E3779B97F4A7C15ul) >> _shift);
}
