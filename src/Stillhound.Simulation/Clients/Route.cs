using System.Buffers.Text;
using Stillhound.Simulation.Chance;

namespace Stillhound.Simulation.Clients;

/// <summary>How a stream's requests reach the provider: over which networks and addresses, and with which delays.</summary>
/// <param name="seed">Streams with the same seed share addresses.</param>
/// <param name="networks">Networks used.</param>
/// <param name="hosts">Addresses used in each.</param>
/// <param name="churn">When another address is taken.</param>
/// <param name="proxyMs">Median delay between the proxy and the real client; 0 when there is no proxy.</param>
internal sealed class Route(ulong seed, Network[] networks, int hosts, Churn churn, double proxyMs)
{
    public Hop At(ref Rng rng, ulong stream, long time, int conversation)
    {
        // Now and then a client's address changes whatever the habit.
        var epoch = churn switch
        {
            Churn.Never => (ulong)(time / (86_400_000L * 9)),
            Churn.Day => (ulong)(time / 86_400_000L) ^ stream,
            Churn.Conversation => (ulong)conversation ^ stream,
            _ => (ulong)time ^ stream,
        };
        var draw = Seeds.Of(seed, epoch);
        var network = networks[(int)(draw % (ulong)networks.Length)];
        var host = (draw >> 24) % (ulong)hosts;
        if (churn == Churn.Never && hosts > 1)
            host = Seeds.Of(draw, (ulong)rng.Below(hosts)) % (ulong)hosts;
        var address = (uint)Seeds.Of(seed ^ network.Prefix, host);
        var tcp = (float)(network.RoundTripMs * Draws.LogNormal(ref rng, 1, 0.18));
        var tls = tcp * (float)rng.Range(1.02, 1.3);
        if (proxyMs > 0)
            tls += (float)Draws.LogNormal(ref rng, proxyMs, 0.35);
        return new Hop(network, address, tcp, tls);
    }

    /// <summary>An address of this route as text, for sign-ups.</summary>
    public string AddressText(ulong draw)
    {
        Span<byte> text = stackalloc byte[48];
        var network = networks[(int)(draw % (ulong)networks.Length)];
        var length = new Hop(network, (uint)Seeds.Of(seed ^ network.Prefix, (draw >> 24) % (ulong)hosts), 0, 0).Format(text);
        return System.Text.Encoding.ASCII.GetString(text[..length]);
    }
}

/// <summary>Where one request came from.</summary>
internal readonly record struct Hop(Network Network, uint Address, float TcpMs, float TlsMs)
{
    /// <summary>Writes the address as text; at most 39 bytes.</summary>
    public int Format(Span<byte> into)
    {
        if (Network.Version6)
        {
            "2a0"u8.CopyTo(into);
            var at = 3;
            at += Put(into[at..], (ulong)(Network.Prefix & 0xF), 'x');
            into[at++] = (byte)':';
            at += Put(into[at..], Network.Prefix, 'x');
            into[at++] = (byte)':';
            at += Put(into[at..], Address >> 16, 'x');
            "::"u8.CopyTo(into[at..]);
            at += 2;
            return at + Put(into[at..], (Address & 0xFFFF) | 1, 'x');
        }

        var length = Put(into, (ulong)(Network.Prefix >> 8), 'D');
        into[length++] = (byte)'.';
        length += Put(into[length..], (ulong)(Network.Prefix & 0xFF), 'D');
        into[length++] = (byte)'.';
        length += Put(into[length..], (Address >> 8) & 0xFF, 'D');
        into[length++] = (byte)'.';
        return length + Put(into[length..], 1 + (Address % 254), 'D');
    }

    private static int Put(Span<byte> into, ulong value, char format)
    {
        Utf8Formatter.TryFormat(value, into, out var count, new System.Buffers.StandardFormat(format));
        return count;
    }
}
