using System.Text;
using Stillhound.Core.Exchanges;

namespace Stillhound.Core.Fingerprints;

/// <summary>Keys from what the client's side of the connection shows.</summary>
internal static class ClientKeys
{
    private const int LongestFamily = 96;

    /// <summary>A user agent without digits, so that versions of one client agree; 0 when absent.</summary>
    public static uint UserAgentFamily(ReadOnlySpan<byte> userAgent)
    {
        if (userAgent.IsEmpty)
            return 0;
        Span<byte> family = stackalloc byte[LongestFamily];
        var length = 0;
        foreach (var value in userAgent)
        {
            if (length == LongestFamily)
                break;
            if (value is >= (byte)'0' and <= (byte)'9' or (byte)'.')
                continue;
            family[length++] = value;
        }

        return Fold(Hash64.Of(family[..length]) | 1);
    }

    /// <summary>The /24 of an IPv4 address or the /48 of an IPv6 address, as a key; 0 when it is neither.</summary>
    public static uint Network(ReadOnlySpan<byte> address)
    {
        if (address.IsEmpty)
            return 0;
        if (address.Length > 7 && Ascii.EqualsIgnoreCase(address[..7], "::ffff:"u8) && address.Contains((byte)'.'))
            address = address[7..]; // IPv4 as a socket for both writes it
        var dots = address.LastIndexOf((byte)'.');
        if (dots > 0 && address.IndexOf((byte)':') < 0)
            return Fold(Hash64.Of(address[..dots]));
        // The first three groups; a "::" before them ends the network early, which only makes it coarser.
        var groups = 0;
        for (var i = 0; i < address.Length; i++)
        {
            if (address[i] == (byte)':' && ++groups == 3)
                return Fold(Hash64.Of(address[..i]));
        }

        return groups == 0 ? 0 : Fold(Hash64.Of(address));
    }

    /// <summary>A 32-bit key from a 64-bit one; 0 only for 0.</summary>
    public static uint Fold(ulong key)
    {
        var folded = (uint)(key ^ (key >> 32));
        return folded == 0 && key != 0 ? 1 : folded;
    }

    /// <summary>A key of an opaque token; 0 when it is empty.</summary>
    public static uint Of(ReadOnlySpan<byte> token) => Fold(Hash64.Of(token));
}
