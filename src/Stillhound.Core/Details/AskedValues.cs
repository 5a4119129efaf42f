using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Stillhound.Core.Details;

/// <summary>
/// Values of one kind that are counted over everybody. A few are compared with all at once, without a branch that a population's
/// traffic would make hard to predict; many are looked up.
/// </summary>
internal sealed class AskedValues
{
    private const int MostAtOnce = 64;
    private const int Lanes = 8;

    private readonly KeyTable _places = new();
    private uint[] _values = [];

    /// <summary>Counters that counting needs: one a value, and some that fill the last vector.</summary>
    public int Room => (_places.Count + Lanes - 1) / Lanes * Lanes;

    /// <summary>Adds a value that is to be counted; none after the first count.</summary>
    public void Add(uint value) => _places.Add(value);

    /// <summary>All values were added.</summary>
    public void Close()
    {
        _values = new uint[Room];
        for (var i = 0; i < _places.Count; i++)
            _values[i] = (uint)_places.Keys[i];
    }

    /// <summary>Where a value is counted, or -1.</summary>
    public int PlaceOf(uint value) => _places.Find(value);

    /// <summary>Counts what one account has; 0 is nothing.</summary>
    /// <param name="shown">Its values, each once.</param>
    /// <param name="counts">Counters, <see cref="Room"/> of them.</param>
    public void Count(ReadOnlySpan<uint> shown, Span<int> counts)
    {
        if (_values.Length > MostAtOnce)
        {
            LookUp(shown, counts);
            return;
        }

        ref var asked = ref MemoryMarshal.GetArrayDataReference(_values);
        ref var counters = ref MemoryMarshal.GetReference(counts[.._values.Length]);
        for (nuint at = 0; at < (nuint)_values.Length; at += Lanes)
        {
            var values = Vector256.LoadUnsafe(ref asked, at);
            var sum = Vector256.LoadUnsafe(ref counters, at);
            // Lanes that are equal are -1. What fills the last vector is 0 and counts what nobody reads.
            foreach (var value in shown)
                sum -= Vector256.Equals(values, Vector256.Create(value)).AsInt32();
            sum.StoreUnsafe(ref counters, at);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void LookUp(ReadOnlySpan<uint> shown, Span<int> counts)
    {
        foreach (var value in shown)
        {
            if (value != 0 && _places.Find(value) is >= 0 and var place)
                counts[place]++;
        }
    }
}
