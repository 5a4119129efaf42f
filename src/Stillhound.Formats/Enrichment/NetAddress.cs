using System.Runtime.CompilerServices;

namespace Stillhound.Formats.Enrichment;

/// <summary>An address as a number: 32 bits of IPv4 or 128 of IPv6, the first byte highest.</summary>
/// <param name="Value">The number.</param>
/// <param name="IsV4">Whether it is IPv4, which <c>::ffff:192.0.2.1</c> is too.</param>
internal readonly record struct NetAddress(UInt128 Value, bool IsV4)
{
    /// <summary>Bits of an address of its version.</summary>
    public int Bits => IsV4 ? 32 : 128;

    /// <summary>
    /// Reads an address as RFC 4291 and dotted decimals write it. A zone (<c>%eth0</c>) is left out; octets with leading zeros
    /// are refused, since programs disagree whether they are octal. Allocates nothing.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out NetAddress address)
    {
        if (!text.Contains((byte)':'))
        {
            var isV4 = TryV4(text, out var four);
            address = new NetAddress(four, isV4);
            return isV4;
        }

        var zone = text.IndexOf((byte)'%');
        if (!TryV6(zone < 0 ? text : text[..zone], out var sixteen))
        {
            address = default;
            return false;
        }

        address = sixteen >> 32 == 0xFFFF ? new NetAddress((uint)sixteen, IsV4: true) : new NetAddress(sixteen, IsV4: false);
        return true;
    }

    private static bool TryV4(ReadOnlySpan<byte> text, out uint value)
    {
        value = 0;
        var octets = 0;
        var at = 0;
        while (octets < 4)
        {
            var start = at;
            var octet = 0;
            while (at < text.Length && at - start < 3 && text[at] is >= (byte)'0' and <= (byte)'9')
                octet = (octet * 10) + (text[at++] - '0');
            if (at == start || octet > 255 || (at - start > 1 && text[start] == (byte)'0'))
                return false;
            value = (value << 8) | (uint)octet;
            if (++octets < 4 && (at == text.Length || text[at++] != (byte)'.'))
                return false;
        }

        return at == text.Length;
    }

    // Groups before "::" are shifted in from the right, then the ones behind it; the gap takes what is missing between them.
    private static bool TryV6(ReadOnlySpan<byte> text, out UInt128 value)
    {
        value = UInt128.Zero;
        var groups = 0;
        var gap = -1;
        var at = 0;
        if (text.StartsWith("::"u8))
        {
            gap = 0;
            at = 2;
        }

        while (at < text.Length)
        {
            if (groups == 8)
                return false;
            var rest = text[at..];
            var end = rest.IndexOf((byte)':');
            var part = end < 0 ? rest : rest[..end];
            if (end < 0 && part.Contains((byte)'.'))
            {
                if (groups > 6 || !TryV4(part, out var four))
                    return false;
                value = (value << 32) | four;
                groups += 2;
                break;
            }

            if (!TryGroup(part, out var group))
                return false;
            value = (value << 16) | group;
            groups++;
            at += part.Length;
            if (end < 0)
                break;
            at++;
            if (at == text.Length)
                return false;
            if (text[at] == (byte)':')
            {
                if (gap >= 0)
                    return false;
                gap = groups;
                at++;
            }
        }

        if (gap < 0)
            return groups == 8;
        if (groups > 7)
            return false;
        Spread(ref value, groups - gap, 8 - groups);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Spread(ref UInt128 value, int behind, int missing)
    {
        var low = behind == 0 ? UInt128.Zero : value & (UInt128.MaxValue >> (128 - (16 * behind)));
        var high = behind == 0 ? value : value >> (16 * behind);
        value = behind + missing == 8 ? low : (high << (16 * (behind + missing))) | low;
    }

    private static bool TryGroup(ReadOnlySpan<byte> part, out uint group)
    {
        group = 0;
        if (part.Length is 0 or > 4)
            return false;
        foreach (var digit in part)
        {
            if (!char.IsAsciiHexDigit((char)digit))
                return false;
            group = (group << 4) | (uint)(digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        return true;
    }
}
