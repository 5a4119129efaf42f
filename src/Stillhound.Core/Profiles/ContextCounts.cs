using System.Runtime.CompilerServices;
using Stillhound.Core.Exchanges;

namespace Stillhound.Core.Profiles;

/// <summary>
/// An account's exchanges by what lists said of their addresses, one byte a bit of <see cref="ContextFlags"/>. The first
/// counts all that were looked up; when it is full all are halved, so that the others stay shares of it.
/// </summary>
[InlineArray(8)]
internal struct ContextCounts
{
    private byte _first;

    /// <summary>Exchanges whose address was looked up, as far as they are still counted.</summary>
    public readonly int LookedUp => this[0];

    /// <summary>Share of them that showed one flag, 0 to 1; 0 when none was looked up.</summary>
    public readonly double ShareOf(ContextFlags flag) =>
        LookedUp == 0 ? 0 : (double)this[System.Numerics.BitOperations.TrailingZeroCount((uint)flag)] / LookedUp;

    /// <summary>Counts one exchange.</summary>
    public void Add(ContextFlags flags)
    {
        if (this[0] == byte.MaxValue)
        {
            foreach (ref var count in (Span<byte>)this)
                count >>= 1;
        }

        for (var bit = 0; bit < 8; bit++)
            this[bit] += (byte)(((int)flags >> bit) & 1);
    }
}
