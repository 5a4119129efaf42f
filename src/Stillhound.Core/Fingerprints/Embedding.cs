using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Stillhound.Core.Exchanges;

namespace Stillhound.Core.Fingerprints;

/// <summary>
/// A prompt's direction in a fixed random space. Every word and word pair votes +1 or -1 in each of 128 dimensions by the
/// bits of its hash (a sign random projection of hashed counts: Charikar, "Similarity estimation techniques from rounding
/// algorithms", 2002, kept as counts instead of signs). Votes are counted bit-sliced, see <see cref="VoteCounter"/>.
/// </summary>
public static class Embedding
{
    /// <summary>Number of components.</summary>
    public const int Dimensions = 128;

    /// <summary>Euclidean norm that <see cref="Compute"/> scales to, up to rounding and clipping.</summary>
    public const float Norm = 180f;

    private const ulong K0 = 0xD6E8FEB86659FD93ul;
    private const ulong K1 = 0xA3AAACF9F5C1B7E5ul;

    private const int TokensPerBlock = VoteCounter.MostVotes;

    /// <summary>Computes the embedding of a prompt's tokens.</summary>
    /// <param name="tokens">Token hashes in order.</param>
    /// <param name="result">128 components; all zero when there is no token.</param>
    [SkipLocalsInit]
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

    [SkipLocalsInit]
    internal static void CountVotes(ReadOnlySpan<ulong> tokens, ulong previous, Span<int> counts)
    {
        Span<ulong> votes = stackalloc ulong[(TokensPerBlock + 1) * VoteCounter.WordsPerVote];
        ref var vote = ref MemoryMarshal.GetReference(votes);
        foreach (var token in tokens)
        {
            var high = WideProduct.Of(token, K0, out var low);
            // The top of a product and its lowest bits are not even; each meets even bits of the other half.
            vote = BitOperations.RotateLeft(high, 32) ^ token;
            Unsafe.Add(ref vote, 1) = low ^ (low >> 32);
            high = WideProduct.Of(previous ^ K1, token + K0, out low);
            Unsafe.Add(ref vote, 2) = high ^ low;
            Unsafe.Add(ref vote, 3) = high ^ BitOperations.RotateLeft(low, 23);
            previous = token;
            vote = ref Unsafe.Add(ref vote, VoteCounter.WordsPerVote);
        }

        var used = tokens.Length * VoteCounter.WordsPerVote;
        var whole = (tokens.Length + VoteCounter.Group - 1) / VoteCounter.Group * VoteCounter.Group * VoteCounter.WordsPerVote;
        votes[used..whole].Clear();
        VoteCounter.Add(votes[..whole], counts);
    }

    /// <summary>Brings twice the counts, less the votes, to the norm.</summary>
    private static void Scale(ReadOnlySpan<int> counts, int votes, ref EmbeddingBytes result)
    {
        ref var from = ref MemoryMarshal.GetReference(counts);
        ref var to = ref Unsafe.As<EmbeddingBytes, sbyte>(ref result);
        var center = Vector256.Create(votes);
        var squares = Vector256<float>.Zero;
        var more = Vector256<float>.Zero;
        for (nuint d = 0; d < Dimensions; d += 16)
        {
            var value = Vector256.ConvertToSingle((Vector256.LoadUnsafe(ref from, d) << 1) - center);
            squares += value * value;
            value = Vector256.ConvertToSingle((Vector256.LoadUnsafe(ref from, d + 8) << 1) - center);
            more += value * value;
        }

        var sum = Vector256.Sum(squares + more);
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

    private static Vector128<ulong> Word(ulong token)
    {
        var high = Math.BigMul(token, K0, out var low);
        return Vector128.Create(BitOperations.RotateLeft(high, 32) ^ token, low ^ (low >> 32));
    }

    private static Vector128<ulong> Pair(ulong first, ulong second)
    {
        var high = Math.BigMul(first ^ K1, second + K0, out var low);
        return Vector128.Create(high ^ low, high ^ BitOperations.RotateLeft(low, 23));
    }
}
