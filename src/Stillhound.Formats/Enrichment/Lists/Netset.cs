using Stillhound.Core.Campaigns;
using Stillhound.Core.Exchanges;
using Stillhound.Formats.Inputs;

namespace Stillhound.Formats.Enrichment.Lists;

/// <summary>A text file of networks (<c>192.0.2.0/24</c>, <c>2001:db8::/32</c>) and addresses.</summary>
internal sealed class Netset : IAddressList
{
    private readonly AddressRanges _ranges;
    private readonly ListLines _lines;
    private readonly ContextKind _kind;
    private readonly uint _bit;

    private Netset(string name, ContextKind kind, int label, AddressRanges ranges, ListLines lines)
    {
        Name = name;
        _kind = kind;
        _bit = 1u << label;
        _ranges = ranges;
        _lines = lines;
    }

    public string Name { get; }

    public ListDescription Description => new(Name, [KindName.Of(_kind)], null, _ranges.Count, _lines.Bad, _lines.Samples);

    /// <summary>Reads a file.</summary>
    /// <param name="list">Which; it has a kind.</param>
    /// <param name="labels">Takes what the list can say.</param>
    /// <exception cref="InputException">It cannot be opened or holds no network.</exception>
    public static Netset Read(ListOptions list, List<ContextLabel> labels)
    {
        var v4 = new List<(UInt128, UInt128)>();
        var v6 = new List<(UInt128, UInt128)>();
        var lines = ListLines.Read(list, "network or address", entry =>
        {
            if (!TryRange(entry, out var first, out var last))
                return false;
            (first.IsV4 ? v4 : v6).Add((first.Value, last));
            return true;
        });
        var kind = list.Kind ?? ContextKind.Other;
        labels.Add(new ContextLabel(list.Name, kind));
        return new Netset(list.Name, kind, labels.Count - 1, new AddressRanges(v4, v6), lines);
    }

    public ListAnswer Look(NetAddress address) => new()
    {
        Covers = _ranges.Covers(address) ? _bit : 0,
        Says = _ranges.Contains(address) ? _bit : 0,
    };

    /// <summary>First and last address of a network. Bits behind the prefix are ignored, as most programs that write such lists leave some.</summary>
    internal static bool TryRange(ReadOnlySpan<byte> entry, out NetAddress first, out UInt128 last)
    {
        last = default;
        var slash = entry.IndexOf((byte)'/');
        if (!NetAddress.TryParse(slash < 0 ? entry : entry[..slash], out first))
            return false;
        // A network of mapped addresses, ::ffff:192.0.2.0/120, is one of IPv4 with 96 bits before it.
        var before = first.IsV4 && entry.Contains((byte)':') ? 96 : 0;
        var prefix = first.Bits;
        if (slash >= 0 && (!TryPrefix(entry[(slash + 1)..], out prefix) || (prefix -= before) < 0 || prefix > first.Bits))
            return false;
        var behind = first.Bits - prefix;
        var mask = behind == 128 ? UInt128.MaxValue : (UInt128.One << behind) - 1;
        first = first with { Value = first.Value & ~mask };
        last = first.Value | mask;
        return true;
    }

    private static bool TryPrefix(ReadOnlySpan<byte> digits, out int prefix)
    {
        prefix = 0;
        if (digits.Length is 0 or > 3)
            return false;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
                return false;
            prefix = (prefix * 10) + (digit - '0');
        }

        return true;
    }
}
