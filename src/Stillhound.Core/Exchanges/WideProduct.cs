using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Stillhound.Core.Exchanges;

/// <summary>The 128-bit product of two 64-bit numbers, which all hashing here is made of.</summary>
internal static class WideProduct
{
    /// <summary>The upper half of the product; <paramref name="low"/> receives the lower one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ulong x, ulong y, out ulong low)
    {
        if (!Bmi2.X64.IsSupported)
            return Math.BigMul(x, y, out low);
        // The library's way passes the lower half through memory, which costs more than to multiply twice.
        low = x * y;
        return Bmi2.X64.MultiplyNoFlags(x, y);
    }

    /// <summary>Both halves of the product, folded into one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Fold(ulong x, ulong y) => Of(x, y, out var low) ^ low;
}
