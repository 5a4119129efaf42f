using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Stillhound.Core.Fingerprints;

namespace Stillhound.Core.Cohorts;

/// <summary>
/// Products of directions that are written in whole numbers: half the memory of floats, and the same on every machine.
/// </summary>
internal static class WholeDirections
{
    /// <summary>The whole number that stands for 1. Products of unit vectors stay far below the largest integer.</summary>
    public const float Unit = 8192;

    /// <summary>Product of two directions of a table, in units of <see cref="Unit"/> squared.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Product(short[] table, int a, int b) => Product(table.AsSpan(a * Embedding.Dimensions, Embedding.Dimensions), table, b);

    /// <summary>Product of a direction and one of a table.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Product(ReadOnlySpan<short> direction, short[] table, int b)
    {
        ref var first = ref MemoryMarshal.GetReference(direction);
        ref var second = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(table), b * Embedding.Dimensions);
        if (!Avx2.IsSupported)
            return Scalar(MemoryMarshal.CreateReadOnlySpan(ref first, Embedding.Dimensions), MemoryMarshal.CreateReadOnlySpan(ref second, Embedding.Dimensions));
        var even = Vector256<int>.Zero;
        var odd = Vector256<int>.Zero;
        for (nuint d = 0; d < Embedding.Dimensions; d += 32)
        {
            even += Avx2.MultiplyAddAdjacent(Vector256.LoadUnsafe(ref first, d), Vector256.LoadUnsafe(ref second, d));
            odd += Avx2.MultiplyAddAdjacent(Vector256.LoadUnsafe(ref first, d + 16), Vector256.LoadUnsafe(ref second, d + 16));
        }

        return Vector256.Sum(even + odd);
    }

    /// <summary>Scalar twin, for other processors and as the definition.</summary>
    public static int Scalar(ReadOnlySpan<short> first, ReadOnlySpan<short> second)
    {
        var sum = 0;
        for (var d = 0; d < first.Length; d++)
            sum += first[d] * second[d];
        return sum;
    }
}
