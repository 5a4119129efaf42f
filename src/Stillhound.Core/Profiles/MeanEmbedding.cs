using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Stillhound.Core.Fingerprints;

namespace Stillhound.Core.Profiles;

/// <summary>
/// An account's mean embedding, in units in which one exchange has norm 1, worked with where it is: as the sum of whole numbers that
/// its profile keeps. Sums are added up in one order whatever the width of vectors.
/// </summary>
internal static class MeanEmbedding
{
    /// <summary>What one of the sum stands for; 0 where nothing is in it.</summary>
    public static float UnitOf(in Profile p) => p.EmbeddingCount == 0 ? 0 : 1f / (Embedding.Norm * p.EmbeddingCount);

    /// <summary>Writes the mean.</summary>
    public static void CopyTo(in Profile p, Span<float> mean)
    {
        mean.Clear();
        AddTo(p, 1, mean);
    }

    /// <summary>Adds the mean, times a factor, to a sum.</summary>
    public static void AddTo(in Profile p, float factor, Span<float> sum)
    {
        var scale = Vector256.Create(UnitOf(p) * factor);
        ref var from = ref First(p);
        ref var to = ref MemoryMarshal.GetReference(sum);
        for (nuint d = 0; d < Embedding.Dimensions; d += 16)
        {
            var (low, high) = Load(ref from, d);
            (Vector256.LoadUnsafe(ref to, d) + (low * scale)).StoreUnsafe(ref to, d);
            (Vector256.LoadUnsafe(ref to, d + 8) + (high * scale)).StoreUnsafe(ref to, d + 8);
        }
    }

    /// <summary>Product with a vector.</summary>
    public static float Dot(in Profile p, ReadOnlySpan<float> vector)
    {
        ref var from = ref First(p);
        ref var other = ref MemoryMarshal.GetReference(vector);
        Vector256<float> even = default, odd = default;
        for (nuint d = 0; d < Embedding.Dimensions; d += 16)
        {
            var (low, high) = Load(ref from, d);
            even += low * Vector256.LoadUnsafe(ref other, d);
            odd += high * Vector256.LoadUnsafe(ref other, d + 8);
        }

        return Vector256.Sum(even + odd) * UnitOf(p);
    }

    /// <summary>Squared length.</summary>
    public static float SumOfSquares(in Profile p)
    {
        ref var from = ref First(p);
        Vector256<float> even = default, odd = default;
        for (nuint d = 0; d < Embedding.Dimensions; d += 16)
        {
            var (low, high) = Load(ref from, d);
            even += low * low;
            odd += high * high;
        }

        var unit = UnitOf(p);
        return Vector256.Sum(even + odd) * unit * unit;
    }

    /// <summary>Distance from a point.</summary>
    public static float Distance(in Profile p, ReadOnlySpan<float> point)
    {
        var scale = Vector256.Create(UnitOf(p));
        ref var from = ref First(p);
        ref var other = ref MemoryMarshal.GetReference(point);
        Vector256<float> even = default, odd = default;
        for (nuint d = 0; d < Embedding.Dimensions; d += 16)
        {
            var (low, high) = Load(ref from, d);
            low = (low * scale) - Vector256.LoadUnsafe(ref other, d);
            high = (high * scale) - Vector256.LoadUnsafe(ref other, d + 8);
            even += low * low;
            odd += high * high;
        }

        return MathF.Sqrt(Vector256.Sum(even + odd));
    }

    /// <summary>Writes the way from a point to the mean, times a factor, in whole numbers.</summary>
    public static void CopyTo(in Profile p, ReadOnlySpan<float> point, float factor, Span<short> whole)
    {
        var (unit, scale) = (Vector256.Create(UnitOf(p)), Vector256.Create(factor));
        ref var from = ref First(p);
        ref var centre = ref MemoryMarshal.GetReference(point);
        for (nuint d = 0; d < Embedding.Dimensions; d += 16)
        {
            var (low, high) = Load(ref from, d);
            low = ((low * unit) - Vector256.LoadUnsafe(ref centre, d)) * scale;
            high = ((high * unit) - Vector256.LoadUnsafe(ref centre, d + 8)) * scale;
            Vector256.Narrow(Vector256.ConvertToInt32(Vector256.Round(low)), Vector256.ConvertToInt32(Vector256.Round(high))).CopyTo(whole[(int)d..]);
        }
    }

    private static ref short First(in Profile p) => ref Unsafe.As<EmbeddingSum, short>(ref Unsafe.AsRef(in p.Embedding));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> Low, Vector256<float> High) Load(ref short from, nuint at)
    {
        var (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref from, at));
        return (Vector256.ConvertToSingle(low), Vector256.ConvertToSingle(high));
    }
}
