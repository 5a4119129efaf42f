namespace Stillhound.Formats.Enrichment.Lists;

/// <summary>
/// A set of addresses as sorted intervals that neither overlap nor touch: a lookup is one binary search, whatever the list
/// repeats or nests. 8 bytes an interval of IPv4, 32 of IPv6.
/// </summary>
internal sealed class AddressRanges
{
    private readonly uint[] _starts;
    private readonly uint[] _ends;
    private readonly UInt128[] _starts6;
    private readonly UInt128[] _ends6;

    /// <summary>Makes the set.</summary>
    /// <param name="v4">First and last address of each network of IPv4, in any order.</param>
    /// <param name="v6">The same of IPv6.</param>
    public AddressRanges(List<(UInt128 First, UInt128 Last)> v4, List<(UInt128 First, UInt128 Last)> v6)
    {
        Merge(v4);
        Merge(v6);
        _starts = [.. v4.Select(static r => (uint)r.First)];
        _ends = [.. v4.Select(static r => (uint)r.Last)];
        _starts6 = [.. v6.Select(static r => r.First)];
        _ends6 = [.. v6.Select(static r => r.Last)];
    }

    /// <summary>Intervals of both versions.</summary>
    public int Count => _starts.Length + _starts6.Length;

    /// <summary>Whether it holds any address of this version. A list of IPv4 alone has no opinion of IPv6.</summary>
    public bool Covers(NetAddress address) => (address.IsV4 ? _starts.Length : _starts6.Length) > 0;

    /// <summary>Whether it holds the address.</summary>
    public bool Contains(NetAddress address) =>
        address.IsV4 ? Contains(_starts, _ends, (uint)address.Value) : Contains(_starts6, _ends6, address.Value);

    private static bool Contains<T>(T[] starts, T[] ends, T value)
        where T : struct, IComparable<T>
    {
        var at = starts.AsSpan().BinarySearch(value);
        // Not found gives the complement of the next larger start; the interval before that may hold the value.
        at = at >= 0 ? at : ~at - 1;
        return at >= 0 && value.CompareTo(ends[at]) <= 0;
    }

    private static void Merge(List<(UInt128 First, UInt128 Last)> ranges)
    {
        ranges.Sort();
        var kept = 0;
        for (var i = 1; i < ranges.Count; i++)
        {
            var last = ranges[kept];
            var touches = last.Last == UInt128.MaxValue || ranges[i].First <= last.Last + 1;
            if (touches)
                ranges[kept] = (last.First, UInt128.Max(last.Last, ranges[i].Last));
            else
                ranges[++kept] = ranges[i];
        }

        if (ranges.Count > 0)
            ranges.RemoveRange(kept + 1, ranges.Count - kept - 1);
    }
}
