using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Stillhound.Server.Tests.Hosting;

/// <summary>Tests that count what the whole process allocates run when no other does.</summary>
[CollectionDefinition(Alone, DisableParallelization = true)]
public sealed class Allocations
{
    public const string Alone = "allocations";

    /// <summary>Rounds of which the best counts.</summary>
    internal const int Rounds = 12;

    /// <summary>Bytes that the process allocates for each of some requests, once everything that is kept is there: the least of several rounds, since a round may also hold what something else did.</summary>
    /// <param name="address">Where to ask.</param>
    /// <param name="rounds">The requests of each round as they are sent; all of them go over one connection.</param>
    /// <param name="status">What the answers have to begin with.</param>
    internal static double BytesPerRequest(Uri address, IReadOnlyList<byte[][]> rounds, string status = "HTTP/1.1 200")
    {
        using var client = new TcpClient { NoDelay = true };
        client.Connect(IPAddress.Loopback, address.Port);
        var (room, expected) = (new byte[16 << 10], Encoding.ASCII.GetBytes(status));
        var least = double.MaxValue;
        foreach (var requests in rounds)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            foreach (var request in requests)
            {
                client.Client.Send(request);
                ReadAnswer(client.Client, room).StartsWith(expected).ShouldBeTrue();
            }

            least = Math.Min(least, (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)requests.Length);
        }

        return least;
    }

    private static ReadOnlySpan<byte> ReadAnswer(Socket socket, byte[] room)
    {
        var length = 0;
        while (true)
        {
            length += socket.Receive(room.AsSpan(length));
            var head = room.AsSpan(0, length);
            var end = head.IndexOf("\r\n\r\n"u8);
            if (end < 0)
                continue;
            var at = head.IndexOf("Content-Length: "u8) + 16;
            if (length >= end + 4 + int.Parse(head[at..(at + head[at..].IndexOf((byte)'\r'))], System.Globalization.CultureInfo.InvariantCulture))
                return head;
        }
    }
}
