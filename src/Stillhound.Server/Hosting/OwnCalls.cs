using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Stillhound.Server.Hosting;

/// <summary>Calls a server that this process hosts, one after the other, so that it has been through what gateways will ask.</summary>
internal static class OwnCalls
{
    private const int LongestAnswer = 4096;
    private const int WaitMs = 1000;

    /// <summary>Asks over HTTP, on one connection.</summary>
    /// <param name="host">Name or address of the server.</param>
    /// <param name="port">Its port.</param>
    /// <param name="requests">What is asked in turn; none of it may be answered with a body.</param>
    /// <param name="times">How often in all.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>How many were answered by a status of success.</returns>
    /// <exception cref="SocketException">The server cannot be reached, or ended the connection.</exception>
    public static int OverHttp(string host, int port, byte[][] requests, int times, CancellationToken cancellation)
    {
        Span<byte> answer = stackalloc byte[LongestAnswer];
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = WaitMs, SendTimeout = WaitMs };
        socket.Connect(host, port);
        var passed = 0;
        for (var at = 0; at < times && !cancellation.IsCancellationRequested; at++)
        {
            socket.Send(requests[at % requests.Length]);
            passed += Read(socket, answer).StartsWith("HTTP/1.1 2"u8) ? 1 : 0;
        }

        return passed;
    }

    /// <summary>Makes one unary gRPC call again and again, on one connection.</summary>
    /// <param name="port">Port of a server on this machine.</param>
    /// <param name="method">Such as <c>/package.Service/Method</c>.</param>
    /// <param name="key">Token that the server asks for.</param>
    /// <param name="message">The encoded message.</param>
    /// <param name="times">How often.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>How many were answered by a message.</returns>
    /// <exception cref="HttpRequestException">The server cannot be reached, or does not speak HTTP/2.</exception>
    public static async Task<int> OverGrpcAsync(int port, string method, string key, ReadOnlyMemory<byte> message, int times, CancellationToken cancellation)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromMilliseconds(WaitMs) });
        var framed = new byte[5 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(1), message.Length);
        message.CopyTo(framed.AsMemory(5));
        var passed = 0;
        for (var at = 0; at < times && !cancellation.IsCancellationRequested; at++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new UriBuilder("http", IPAddress.Loopback.ToString(), port, method).Uri)
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                Content = new ByteArrayContent(framed) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
            };
            request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            using var answer = await client.SendAsync(request, cancellation).ConfigureAwait(false);
            passed += (await answer.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false)).Length > 5 ? 1 : 0;
        }

        return passed;
    }

    /// <summary>A request without a body.</summary>
    /// <param name="path">What is asked for.</param>
    /// <param name="headers">Further headers, each with its line's end.</param>
    public static byte[] Get(string path, string headers = "") => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nhost: localhost\r\n{headers}\r\n");

    /// <summary>Reads an answer without a body.</summary>
    private static ReadOnlySpan<byte> Read(Socket socket, Span<byte> answer)
    {
        var read = 0;
        while (answer[..read].IndexOf("\r\n\r\n"u8) < 0)
        {
            var more = socket.Receive(answer[read..]);
            if (more == 0)
                throw new SocketException((int)SocketError.ConnectionReset);
            read += more;
        }

        return answer[..read];
    }
}
