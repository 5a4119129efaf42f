using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Stillhound.Core.Fingerprints;

namespace Stillhound.Core.Profiles;

/// <summary>
/// The most frequent values of each trait, a few a kind. A value that is not held takes an empty slot, or wears down all
/// of them by one (Misra and Gries, "Finding repeated elements", 1982), so that of n exchanges no value with more than
/// n / (slots + 1) is ever lost.
/// </summary>
internal struct TraitSlots
{
    public const int Length = 34;

    private static ReadOnlySpan<byte> Starts => [0, 3, 5, 8, 10, 12, 15, 18, 21, 24, 28, 30, 34];

    private Values _values;
    private Counts _counts;

    /// <summary>Values of a kind; 0 for an empty slot.</summary>
    [UnscopedRef]
    public ReadOnlySpan<uint> ValuesOf(TraitKind kind) => ((Span<uint>)_values)[Starts[(int)kind]..Starts[(int)kind + 1]];

    /// <summary>Exchanges that showed each value of <see cref="ValuesOf"/>.</summary>
    [UnscopedRef]
    public ReadOnlySpan<ushort> CountsOf(TraitKind kind) => ((Span<ushort>)_counts)[Starts[(int)kind]..Starts[(int)kind + 1]];

    /// <summary>Counts one exchange that showed <paramref name="value"/>; 0 is not counted.</summary>
    public void Add(int kind, uint value)
    {
        if (value == 0)
            return;
        Span<uint> values = _values;
        Span<ushort> counts = _counts;
        Frequent.Add(values[Starts[kind]..Starts[kind + 1]], counts[Starts[kind]..Starts[kind + 1]], value);
    }

    /// <summary>Halves all counts; what was seen once is no longer held.</summary>
    public void Halve() => Frequent.Halve(_values, _counts);

    /// <summary>The most frequent value of a kind and its share among those held; 0 when there is none.</summary>
    public uint Top(TraitKind kind, out float share)
    {
        var values = ValuesOf(kind);
        var counts = CountsOf(kind);
        var best = 0;
        var sum = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            sum += counts[i];
            if (counts[i] > counts[best])
                best = i;
        }

        share = sum == 0 ? 0 : (float)counts[best] / sum;
        return counts[best] == 0 ? 0 : values[best];
    }

    [InlineArray(Length)]
    private struct Values
    {
        private uint _first;
    }

    [InlineArray(Length)]
    private struct Counts
    {
        private ushort _first;
    }
}

/// <summary>The phrase keys that an account shares with others and uses most, by the low half of the key.</summary>
internal struct PhraseSlots
{
    public const int Length = 16;

    private Values _values;
    private Counts _counts;

    [UnscopedRef]
    public ReadOnlySpan<uint> Keys => _values;

    [UnscopedRef]
    public ReadOnlySpan<ushort> KeyCounts => _counts;

    public void Add(uint key) => Frequent.Add(_values, _counts, key);

    /// <summary>Halves all counts; what was seen once is no longer held.</summary>
    public void Halve() => Frequent.Halve(_values, _counts);

    [InlineArray(Length)]
    private struct Values
    {
        private uint _first;
    }

    [InlineArray(Length)]
    private struct Counts
    {
        private ushort _first;
    }
}

/// <summary>The counting rule of all slots.</summary>
internal static class Frequent
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(Span<uint> values, Span<ushort> counts, uint value)
    {
        var weakest = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] == value)
            {
                if (counts[i] < ushort.MaxValue)
                    counts[i]++;
                return;
            }

            if (counts[i] < counts[weakest])
                weakest = i;
        }

        if (counts[weakest] == 0)
        {
            values[weakest] = value;
            counts[weakest] = 1;
            return;
        }

        for (var i = 0; i < counts.Length; i++)
        {
            if (--counts[i] == 0)
                values[i] = 0;
        }
    }

    public static void Halve(Span<uint> values, Span<ushort> counts)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] >>= 1;
            if (counts[i] == 0)
                values[i] = 0;
        }
    }
}
