using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Stillhound.Formats.Json;

/// <summary>Finds the next byte that ends or interrupts the plain run of a JSON string: quote, backslash or control.</summary>
internal static class StringScan
{
    private const int Width = 32;

    /// <summary>Index at or after <paramref name="from"/> of the first such byte, or the length when there is none.</summary>
    public static int Find(ReadOnlySpan<byte> json, int from)
    {
        var at = from;
        if (Vector256.IsHardwareAccelerated)
        {
            ref var start = ref MemoryMarshal.GetReference(json);
            for (; at + (2 * Width) <= json.Length; at += 2 * Width)
            {
                ref var here = ref Unsafe.Add(ref start, at);
                var low = Hits(ref here);
                var high = Hits(ref Unsafe.Add(ref here, Width));
                if ((low | high) != Vector256<byte>.Zero)
                {
                    var mask = low.ExtractMostSignificantBits() | ((ulong)high.ExtractMostSignificantBits() << Width);
                    return at + BitOperations.TrailingZeroCount(mask);
                }
            }

            for (; at + Width <= json.Length; at += Width)
            {
                var mask = Hits(ref Unsafe.Add(ref start, at)).ExtractMostSignificantBits();
                if (mask != 0)
                    return at + BitOperations.TrailingZeroCount(mask);
            }
        }

        return FindScalar(json, at);
    }

    /// <summary>The same for a string that is probably short: its first bytes are looked at without a call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int FindNear(ReadOnlySpan<byte> json, int from)
    {
        if (!Vector256.IsHardwareAccelerated || from + Width > json.Length)
            return Find(json, from);
        var mask = Hits(ref Unsafe.Add(ref MemoryMarshal.GetReference(json), from)).ExtractMostSignificantBits();
        return mask != 0 ? from + BitOperations.TrailingZeroCount(mask) : Find(json, from + Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Hits(ref byte at)
    {
        var bytes = Vector256.LoadUnsafe(ref at);
        return Vector256.Equals(bytes, Vector256.Create((byte)'"')) | Vector256.Equals(bytes, Vector256.Create((byte)'\\'))
            | Vector256.LessThan(bytes, Vector256.Create((byte)0x20));
    }

    /// <summary>The same, a byte at a time: the tail of the vector loop and the twin it is tested against.</summary>
    public static int FindScalar(ReadOnlySpan<byte> json, int from)
    {
        for (var at = from; at < json.Length; at++)
        {
            var b = json[at];
            if (b is (byte)'"' or (byte)'\\' or < 0x20)
                return at;
        }

        return json.Length;
    }
}
