using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Stillhound.Formats.Json;

/// <summary>The grammar of JSON numbers.</summary>
internal static class JsonNumber
{
    /// <summary>Length of the number that starts at <paramref name="from"/>, or 0 when there is none.</summary>
    public static int Measure(ReadOnlySpan<byte> json, int from)
    {
        var at = from;
        if (at < json.Length && json[at] == '-')
            at++;
        var digits = Digits(json, at);
        if (digits == 0 || (digits > 1 && json[at] == '0'))
            return 0;
        at += digits;
        if (at < json.Length && json[at] == '.')
        {
            var fraction = Digits(json, at + 1);
            if (fraction == 0)
                return 0;
            at += 1 + fraction;
        }

        if (at < json.Length && (json[at] | 0x20) == 'e')
        {
            at++;
            if (at < json.Length && (json[at] == '+' || json[at] == '-'))
                at++;
            var exponent = Digits(json, at);
            if (exponent == 0)
                return 0;
            at += exponent;
        }

        return at - from;
    }

    private static int Digits(ReadOnlySpan<byte> json, int from)
    {
        var at = from;
        while (at + 8 <= json.Length)
        {
            // A digit's upper half is 3, and stays so when 6 is added; the lowest byte that differs is not disturbed by a carry.
            var bytes = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(json), at));
            var others = ((bytes & (bytes + 0x0606060606060606ul)) & 0xF0F0F0F0F0F0F0F0ul) ^ 0x3030303030303030ul;
            if (others != 0)
                return at + (BitOperations.TrailingZeroCount(others) >> 3) - from;
            at += 8;
        }

        while (at < json.Length && (uint)(json[at] - '0') <= 9)
            at++;
        return at - from;
    }
}
