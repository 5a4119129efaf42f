using System.Runtime.CompilerServices;

namespace Stillhound.Simulation.Chance;

/// <summary>Derives independent seeds from one, by name or number, so that no draw depends on how many came before it.</summary>
internal static class Seeds
{
    /// <summary>One step of SplitMix64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Step(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15ul;
        return Mix(state);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ulong seed, ulong index) => Mix(seed ^ Mix(index + 0x9E3779B97F4A7C15ul));

    public static ulong Of(ulong seed, string name)
    {
        var hash = 0xCBF29CE484222325ul;
        foreach (var letter in name)
            hash = (hash ^ letter) * 0x100000001B3ul;
        return Of(seed, hash);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ul;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBul;
        return z ^ (z >> 31);
    }

    /// <summary>A number in [0, 1) that belongs to the seed.</summary>
    public static double Unit(ulong seed) => (Mix(seed) >> 11) * (1.0 / (1ul << 53));
}
