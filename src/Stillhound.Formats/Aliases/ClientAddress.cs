using Stillhound.Formats.Enrichment;
using Stillhound.Formats.Json;

namespace Stillhound.Formats.Aliases;

/// <summary>
/// The client's address in what proxies write: with a port, in brackets, or at the head of a list of hops. Whoever sends the
/// request can write the start of that list, so the last public address counts, which the operator's own side has added.
/// </summary>
internal static class ClientAddress
{
    /// <summary>Finds the address.</summary>
    /// <returns>False when there is none, as where the log masks it.</returns>
    public static bool TryFind(ReadOnlySpan<byte> text, out JsonText address)
    {
        address = default;
        var found = false;
        while (!text.IsEmpty)
        {
            var comma = text.LastIndexOf((byte)',');
            var hop = WithoutPort(text[(comma + 1)..].Trim((byte)' '));
            text = comma < 0 ? default : text[..comma];
            if (!NetAddress.TryParse(hop, out var parsed))
                continue;
            address = new JsonText(hop, escaped: false);
            found = true;
            if (!IsPrivate(parsed))
                return true;
        }

        return found;
    }

    private static ReadOnlySpan<byte> WithoutPort(ReadOnlySpan<byte> hop)
    {
        if (!hop.IsEmpty && hop[0] == '[')
        {
            var close = hop.IndexOf((byte)']');
            return close < 0 ? hop : hop[1..close];
        }

        // An IPv6 address without brackets has more than one colon, and no port.
        var colon = hop.IndexOf((byte)':');
        return colon >= 0 && colon == hop.LastIndexOf((byte)':') ? hop[..colon] : hop;
    }

    private static bool IsPrivate(NetAddress address)
    {
        if (!address.IsV4)
            return address.Value >> 121 == 0x7E || address.Value >> 118 == 0x3FA || address.Value <= 1;
        var four = (uint)address.Value;
        return four >> 24 is 10 or 127 or 0 || four >> 20 == 0xAC1 || four >> 16 is 0xC0A8 or 0xA9FE || four >> 22 == 0x191;
    }
}
