using System.Numerics;
using System.Runtime.CompilerServices;

namespace Stillhound.Simulation.Chance;

/// <summary>
/// xoshiro256** (Blackman and Vigna, 2018), seeded through SplitMix64. Written out here so that a world is the same on
/// every machine and runtime; the framework's generator promises neither.
/// </summary>
internal struct Rng
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    public Rng(ulong seed)
    {
        _a = Seeds.Step(ref seed);
        _b = Seeds.Step(ref seed);
        _c = Seeds.Step(ref seed);
        _d = Seeds.Step(ref seed);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Next()
    {
        var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var t = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= t;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>Uniform over [0, below).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Below(int below) => (int)(((Next() >> 32) * (ulong)below) >> 32);

    /// <summary>Uniform over [low, high], both included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Between(int low, int high) => low + Below(high - low + 1);

    /// <summary>Uniform over [0, 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Unit() => (Next() >> 11) * (1.0 / (1ul << 53));

    /// <summary>Uniform over [low, high).</summary>
    public double Range(double low, double high) => low + ((high - low) * Unit());

    /// <summary>Log-uniform over [low, high): each factor of two is as likely as the next.</summary>
    public double LogRange(double low, double high) => low * Math.Exp(Unit() * Math.Log(high / low));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Chance(double probability) => Unit() < probability;

    public T Pick<T>(ReadOnlySpan<T> from) => from[Below(from.Length)];

    public T Pick<T>(T[] from) => from[Below(from.Length)];
}
