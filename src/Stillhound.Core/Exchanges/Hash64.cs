using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Stillhound.Core.Exchanges;

/// <summary>
/// The one 64-bit hash that turns opaque tokens (accounts, addresses, tool names, system prompts) into keys. Not
/// cryptographic; stable over runs and machines, because findings must be reproducible. A multiply-fold hash in the
/// manner of wyhash: 16 bytes a step, each folded through a 64x64 to 128 bit product.
/// </summary>
public static class Hash64
{
    private const ulong P0 = 0xA0761D6478BD642Ful;
    private const ulong P1 = 0xE7037ED1A0B428DBul;
    private const ulong P2 = 0x8EBC6AF09C88C6E3ul;

    /// <summary>Hashes bytes. An empty span gives 0, so that 0 can mean absent; no other input is meant to.</summary>
    public static ulong Of(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
            return 0;
        var length = data.Length;
        ref var start = ref MemoryMarshal.GetReference(data);
        ulong seed = P0;
        ulong a, b;
        if (length <= 16)
        {
            if (length >= 4)
            {
                var shift = (length >> 3) << 2;
                a = ((ulong)Read32(ref start, 0) << 32) | Read32(ref start, shift);
                b = ((ulong)Read32(ref start, length - 4) << 32) | Read32(ref start, length - 4 - shift);
            }
            else
            {
                a = ((ulong)data[0] << 16) | ((ulong)data[length >> 1] << 8) | data[length - 1];
                b = 0;
            }
        }
        else
        {
            var at = 0;
            for (; at + 16 < length; at += 16)
                seed = WideProduct.Fold(Read64(ref start, at) ^ P1, Read64(ref start, at + 8) ^ seed);
            a = Read64(ref start, length - 16);
            b = Read64(ref start, length - 8);
        }

        var hash = WideProduct.Fold(P2 ^ (ulong)length, WideProduct.Fold(a ^ P1, b ^ seed));
        return hash == 0 ? 1 : hash;
    }

    /// <summary>Mixes two keys into one; order matters. Zero is kept for "both absent".</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Combine(ulong first, ulong second) =>
        (first | second) == 0 ? 0 : WideProduct.Fold(first ^ P1, BitOperations.RotateLeft(second, 32) ^ P2) | 1;

    /// <summary>Spreads the bits of an integer key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong key) => WideProduct.Fold(key ^ P0, P1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Read32(ref byte start, int at) => Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Read64(ref byte start, int at) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, at));
}
