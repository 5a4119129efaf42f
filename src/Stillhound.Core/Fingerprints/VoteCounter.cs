using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Stillhound.Core.Fingerprints;

/// <summary>
/// Counts, for each of 128 dimensions, how many of many 128-bit votes have its bit set. Votes are added bit-sliced: plane k
/// holds bit k of all counters, and eight votes are folded by carry-save adders before they touch the higher planes
/// (Harley and Seal's population count; Muła, Kurz and Lemire, "Faster population counts using AVX2 instructions", 2018).
/// A vote is 256 bits wide: two independent sets of counters side by side, which are added at the end.
/// </summary>
internal static class VoteCounter
{
    /// <summary>Most votes of one call: the counters of the two halves together must fit a byte.</summary>
    public const int MostVotes = 127;

    /// <summary>64-bit words of one vote.</summary>
    public const int WordsPerVote = 4;

    /// <summary>Votes that are folded at once; the buffer must be zero up to a multiple of it.</summary>
    public const int Group = 8;

    /// <summary>Adds the votes to <paramref name="counts"/>, 128 of them.</summary>
    /// <param name="votes">Four words a vote, a multiple of <see cref="Group"/> votes, at most 128 with the last one zero.</param>
    /// <param name="counts">128 counters.</param>
    public static void Add(ReadOnlySpan<ulong> votes, Span<int> counts)
    {
        Vector256<ulong> ones = default, twos = default, fours = default, p3 = default, p4 = default, p5 = default, p6 = default;
        ref var at = ref MemoryMarshal.GetReference(votes);
        for (nuint i = 0; i + (Group * WordsPerVote) <= (nuint)votes.Length; i += Group * WordsPerVote)
        {
            var (t0, o0) = CarrySave(ones, Vector256.LoadUnsafe(ref at, i), Vector256.LoadUnsafe(ref at, i + 4));
            var (t1, o1) = CarrySave(o0, Vector256.LoadUnsafe(ref at, i + 8), Vector256.LoadUnsafe(ref at, i + 12));
            var (f0, w0) = CarrySave(twos, t0, t1);
            var (t2, o2) = CarrySave(o1, Vector256.LoadUnsafe(ref at, i + 16), Vector256.LoadUnsafe(ref at, i + 20));
            (var t3, ones) = CarrySave(o2, Vector256.LoadUnsafe(ref at, i + 24), Vector256.LoadUnsafe(ref at, i + 28));
            (var f1, twos) = CarrySave(w0, t2, t3);
            (var eights, fours) = CarrySave(fours, f0, f1);
            var carry = p3 & eights;
            p3 ^= eights;
            var next = p4 & carry;
            p4 ^= carry;
            carry = p5 & next;
            p5 ^= next;
            p6 ^= carry;
        }

        Expand(ones, twos, fours, p3, p4, p5, p6, counts);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<ulong> Carry, Vector256<ulong> Sum) CarrySave(Vector256<ulong> a, Vector256<ulong> b, Vector256<ulong> c)
    {
        var half = a ^ b;
        return ((a & b) | (half & c), half ^ c);
    }

    /// <summary>Adds the two halves of the planes, then turns planes of bits into counters.</summary>
    [SkipLocalsInit]
    private static void Expand(
        Vector256<ulong> p0, Vector256<ulong> p1, Vector256<ulong> p2, Vector256<ulong> p3, Vector256<ulong> p4, Vector256<ulong> p5, Vector256<ulong> p6,
        Span<int> counts)
    {
        // Eight planes of 128 bits, the highest first, as 32-bit words that are spread below.
        Span<uint> planes = stackalloc uint[8 * 4];
        ref var plane = ref MemoryMarshal.GetReference(planes);
        var carry = Vector128<ulong>.Zero;
        Store(p0, ref carry, ref plane, 28);
        Store(p1, ref carry, ref plane, 24);
        Store(p2, ref carry, ref plane, 20);
        Store(p3, ref carry, ref plane, 16);
        Store(p4, ref carry, ref plane, 12);
        Store(p5, ref carry, ref plane, 8);
        Store(p6, ref carry, ref plane, 4);
        carry.AsUInt32().StoreUnsafe(ref plane);

        ref var count = ref MemoryMarshal.GetReference(counts);
        var source = Vector256.Create((byte)0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3);
        var bit = Vector256.Create(0x8040201008040201ul).AsByte();
        for (var word = 0; word < 4; word++)
        {
            // Byte d of the sum is the counter of dimension 32 * word + d: twice the sum so far, and one where the plane has the bit.
            var sum = Vector256<byte>.Zero;
            for (var k = 0; k < 8; k++)
            {
                var spread = Vector256.Shuffle(Vector256.Create(Unsafe.Add(ref plane, (k * 4) + word)).AsByte(), source);
                sum = sum + sum - Vector256.Equals(spread & bit, bit);
            }

            var (low, high) = Vector256.Widen(sum);
            AddWide(low, ref Unsafe.Add(ref count, word * 32));
            AddWide(high, ref Unsafe.Add(ref count, (word * 32) + 16));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<ulong> plane, ref Vector128<ulong> carry, ref uint planes, nuint at)
    {
        var (next, sum) = CarrySave128(plane.GetLower(), plane.GetUpper(), carry);
        sum.AsUInt32().StoreUnsafe(ref planes, at);
        carry = next;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<ulong> Carry, Vector128<ulong> Sum) CarrySave128(Vector128<ulong> a, Vector128<ulong> b, Vector128<ulong> c)
    {
        var half = a ^ b;
        return ((a & b) | (half & c), half ^ c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddWide(Vector256<ushort> values, ref int counts)
    {
        var (low, high) = Vector256.Widen(values);
        (Vector256.LoadUnsafe(ref counts) + low.AsInt32()).StoreUnsafe(ref counts);
        (Vector256.LoadUnsafe(ref counts, 8) + high.AsInt32()).StoreUnsafe(ref counts, 8);
    }
}
