using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Stillhound.Formats.Json;

/// <summary>Finds the next byte that ends or interrupts the plain run of a JSON string: quote, backslash or control.</summary>
internal static class StringScan
{
    /// <summary>Index at or after <paramref name="from"/> of the first such byte, or the length when there is none.</summary>
    public static int Find(ReadOnlySpan<byte> json, int from)
    {
        var at = from;
        if (Vector256.IsHardwareAccelerated)
        {
            ref var start = ref MemoryMarshal.GetReference(json);
            var quote = Vector256.Create((byte)'"');
            var backslash = Vector256.Create((byte)'\\');
            var lastControl = Vector256.Create((byte)0x1F);
            for (; at + Vector256<byte>.Count <= json.Length; at += Vector256<byte>.Count)
            {
                var bytes = Vector256.LoadUnsafe(ref start, (nuint)at);
                // min(b, 1F) == b is b <= 1F: AVX2 has no unsigned comparison.
                var hits = Vector256.Equals(bytes, quote) | Vector256.Equals(bytes, backslash)
                    | Vector256.Equals(Vector256.Min(bytes, lastControl), bytes);
                var mask = hits.ExtractMostSignificantBits();
                if (mask != 0)
                    return at + BitOperations.TrailingZeroCount(mask);
            }
        }

        return FindScalar(json, at);
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
