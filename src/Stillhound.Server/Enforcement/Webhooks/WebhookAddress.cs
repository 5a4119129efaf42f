using System.Net;
using System.Net.Sockets;

namespace Stillhound.Server.Enforcement.Webhooks;

/// <summary>
/// Which addresses may be connected to. Decided when the connection is made, from the address itself, so that a name which is public
/// when it is looked at and private when it is used gains nothing.
/// </summary>
internal static class WebhookAddress
{
    private static readonly IPNetwork[] Inner =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/3",
            "::/96", "64:ff9b::/96", "fc00::/7", "fe80::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Whether a URL names loopback itself.</summary>
    public static bool IsLoopback(Uri url) => url.Host == "localhost" || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>Whether a receiver may be reached at an address.</summary>
    public static bool IsAllowed(WebhookReceiver receiver, IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (receiver.AllowPrivate)
            return true;
        return IsLoopback(receiver.Url) ? IPAddress.IsLoopback(plain) : !Inner.Any(network => network.Contains(plain));
    }

    /// <summary>Connects to a receiver at the first of its addresses that is allowed and answers.</summary>
    /// <exception cref="HttpRequestException">None is.</exception>
    public static async ValueTask<Stream> ConnectAsync(WebhookReceiver receiver, DnsEndPoint end, CancellationToken cancellation)
    {
        var addresses = await Dns.GetHostAddressesAsync(end.Host, cancellation);
        var allowed = addresses.Where(address => IsAllowed(receiver, address)).ToArray();
        if (allowed.Length == 0)
            throw new HttpRequestException("its address is on a private network, which allow_private: true would allow");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, end.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
