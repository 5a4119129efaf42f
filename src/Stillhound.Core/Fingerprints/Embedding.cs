using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Stillhound.Core.Fingerprints;

/// <summary>
/// A prompt's direction in a fixed random space. Every word and word pair votes +1 or -1 in each of 128 dimensions by the
/// bits of its hash (a sign random projection of hashed counts: Charikar, "Similarity estimation techniques from rounding
/// algorithms", 2002, kept as counts instead of signs). Votes are counted bit-sliced: plane k holds bit k of all 128
/// counters, so adding a word and a pair is a full adder and a ripple over eight planes.
/// </summary>
public static class Embedding
{
    /// <summary>Number of components.</summary>
    public const int Dimensions = 128;

    /// <summary>Euclidean norm that <see cref="Compute"/> scales to, up to rounding and clipping.</summary>
    public const float Norm = 180f;

    private const ulong K0 = 0xD6E8FEB86659FD93ul;
    private const ulong K1 = 0xA3AAACF9F5C1B7E5ul;

    // Two votes a token and eight planes: 127 tokens fit before the counters must be emptied.
    private const int TokensPerBlock = 127;

    /// <summary>Computes the embedding of a prompt's tokens.</summary>
    /// <param name="tokens">Token hashes in order.</param>
    /// <param name="result">128 components; all zero when there is no token.</param>
    public static void Compute(ReadOnlySpan<ulong> tokens, ref EmbeddingBytes result)
    {
        Span<int> counts = stackalloc int[Dimensions];
        counts.Clear();
        var previous = 0ul;
        for (var start = 0; start < tokens.Length; start += TokensPerBlock)
        {
            var block = tokens.Slice(start, Math.Min(TokensPerBlock, tokens.Length - start));
            CountVotes(block, previous, counts);
            previous = block[^1];
        }

        Scale(counts, 2 * tokens.Length, ref result);
    }

    /// <summary>Scalar twin of the bit-sliced counting, for tests and as the definition.</summary>
    internal static void CountVotesScalar(ReadOnlySpan<ulong> tokens, ulong previous, Span<int> counts)
    {
        foreach (var token in tokens)
        {
            Vote(Word(token), counts);
            Vote(Pair(previous, token), counts);
            previous = token;
        }

        static void Vote(Vector128<ulong> bits, Span<int> counts)
        {
            for (var d = 0; d < Dimensions; d++)
                counts[d] += (int)((bits[d >> 6] >> (d & 63)) & 1);
        }
    }

    internal static void CountVotes(ReadOnlySpan<ulong> tokens, ulong previous, Span<int> counts)
    {
        Vector128<ulong> p0 = default, p1 = default, p2 = default, p3 = default, p4 = default, p5 = default, p6 = default, p7 = default;
        foreach (var token in tokens)
        {
            var x = Word(token);
            var y = Pair(previous, token);
            previous = token;
            var half = x ^ y;
            var carry = (x & y) | (half & p0);
            p0 ^= half;
            var next = p1 & carry;
            p1 ^= carry;
            carry = p2 & next;
            p2 ^= next;
            next = p3 & carry;
            p3 ^= carry;
            carry = p4 & next;
            p4 ^= next;
            next = p5 & carry;
            p5 ^= carry;
            carry = p6 & next;
            p6 ^= next;
            p7 ^= carry;
        }

        for (var lane = 0; lane < 2; lane++)
        {
            ulong b0 = p0[lane], b1 = p1[lane], b2 = p2[lane], b3 = p3[lane], b4 = p4[lane], b5 = p5[lane], b6 = p6[lane], b7 = p7[lane];
            for (var part = 0; part < 8; part++)
            {
                // Each byte of a sum is one counter: plane bits spread to bytes, weighted by their place.
                var shift = part * 8;
                var sum = Spread(b0 >> shift) | (Spread(b1 >> shift) << 1) | (Spread(b2 >> shift) << 2) | (Spread(b3 >> shift) << 3)
                    | (Spread(b4 >> shift) << 4) | (Spread(b5 >> shift) << 5) | (Spread(b6 >> shift) << 6) | (Spread(b7 >> shift) << 7);
                for (var i = 0; i < 8; i++)
                    counts[(lane * 64) + shift + i] += (int)((sum >> (i * 8)) & 0xFF);
            }
        }
    }

    /// <summary>Bit i of the low byte becomes the lowest bit of byte i.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Spread(ulong bits)
    {
        if (System.Runtime.Intrinsics.X86.Bmi2.X64.IsSupported)
            return System.Runtime.Intrinsics.X86.Bmi2.X64.ParallelBitDeposit(bits, 0x0101010101010101ul);
        return (((((bits & 0xFF) * 0x0101010101010101ul) & 0x8040201008040201ul) + 0x7F7F7F7F7F7F7F7Ful) >> 7) & 0x0101010101010101ul;
    }

    private static void Scale(ReadOnlySpan<int> counts, int votes, ref EmbeddingBytes result)
    {
        ref var from = ref MemoryMarshal.GetReference(counts);
        ref var to = ref Unsafe.As<EmbeddingBytes, sbyte>(ref result);
        var center = Vector256.Create(votes);
        var squares = Vector256<float>.Zero;
        for (nuint d = 0; d < Dimensions; d += 8)
        {
            var value = Vector256.ConvertToSingle((Vector256.LoadUnsafe(ref from, d) << 1) - center);
            squares += value * value;
        }

        var sum = Vector256.Sum(squares);
        var scale = Vector256.Create(sum == 0 ? 0 : Norm / MathF.Sqrt(sum));
        for (nuint d = 0; d < Dimensions; d += 32)
        {
            var low = Vector256.Narrow(Scaled(ref from, d, center, scale), Scaled(ref from, d + 8, center, scale));
            var high = Vector256.Narrow(Scaled(ref from, d + 16, center, scale), Scaled(ref from, d + 24, center, scale));
            Vector256.Narrow(low, high).StoreUnsafe(ref to, d);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Scaled(ref int from, nuint at, Vector256<int> center, Vector256<float> scale)
    {
        var value = Vector256.ConvertToSingle((Vector256.LoadUnsafe(ref from, at) << 1) - center) * scale;
        value = Vector256.Clamp(value, Vector256.Create(-127f), Vector256.Create(127f));
        return Vector256.ConvertToInt32(Vector256.Round(value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Word(ulong token)
    {
        var high = Math.BigMul(token, K0, out var low);
        // The top of a product and its lowest bits are not even; each meets even bits of the other half.
        return Vector128.Create(BitOperations.RotateLeft(high, 32) ^ token, low ^ (low >> 32));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Pair(ulong first, ulong second)
    {
        var high = Math.BigMul(first ^ K1, second + K0, out var low);
        return Vector128.Create(high ^ low, high ^ BitOperations.RotateLeft(low, 23));
    }
}
