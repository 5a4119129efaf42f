using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Stillhound.Server.Decisions;
using Stillhound.Server.Enforcement;
using Stillhound.Server.Enforcement.Envoy;
using Stillhound.Server.Enforcement.Nginx;

namespace Stillhound.Server.Hosting;

/// <summary>
/// Answers gateways over nothing while the server reads its state: a server apart, on an address and with a key of its own, that knows of
/// no decision. It is asked so often that the runtime has compiled again, and better, what decisions pass through, before the first
/// gateway asks. Once in the life of the process.
/// </summary>
internal static class DecisionRehearsal
{
    // A little more than the calls after which the command line's runtime compiles again.
    private const int Requests = 12_000;
    private const int LongestAnswer = 4096;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);
    private static readonly Lock Once = new();
    private static Task? _begun;

    /// <summary>Begins, where it has not; ends when it is over, after three seconds at most, whatever became of it.</summary>
    /// <param name="time">The clock.</param>
    public static Task Begin(TimeProvider time)
    {
        lock (Once)
        {
            return _begun ??= RunAsync(time);
        }
    }

    /// <summary>Asks so many times for each way of asking over HTTP.</summary>
    /// <param name="requests">How often.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>How many were answered by leave to pass.</returns>
    /// <exception cref="SocketException">This machine cannot be reached from itself.</exception>
    internal static async Task<int> PlayAsync(int requests, TimeProvider time, CancellationToken cancellation)
    {
        var key = RandomNumberGenerator.GetHexString(32);
        var keys = new AccessKeys(("rehearsal", key));
        var options = new EnforcementOptions { Nginx = new NginxOptions { Keys = keys }, Authorization = new AuthorizationOptions { Keys = keys } };
        var servers = new EnforcementServers(options, new NoDecisions(), time, NullLogger.Instance);
        var anywhere = new IPEndPoint(IPAddress.Loopback, 0);
        await using var host = GatewayHost.Open(anywhere, anywhere, servers, NullLoggerFactory.Instance, static _ => { });
        await host.StartAsync(cancellation).ConfigureAwait(false);
        var port = new Uri(host.Addresses.First()).Port;
        return await Task.Run(() => Ask(port, key, requests, cancellation), cancellation).ConfigureAwait(false);
    }

    private static async Task RunAsync(TimeProvider time)
    {
        using var end = new CancellationTokenSource(Longest, time);
        try
        {
            await Task.Run(() => PlayAsync(Requests, time, end.Token), end.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Without it the first decisions take longer, and nothing else is lost.
        catch (Exception)
#pragma warning restore CA1031
        {
            return;
        }
    }

    private static int Ask(int port, string key, int requests, CancellationToken cancellation)
    {
        byte[][] asked = [RequestFor("/v1/check/nginx", key), RequestFor("/v1/check/envoy/v1/chat/completions", key)];
        Span<byte> answer = stackalloc byte[LongestAnswer];
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 1000, SendTimeout = 1000 };
        socket.Connect(IPAddress.Loopback, port);
        var passed = 0;
        for (var at = 0; at < requests && !cancellation.IsCancellationRequested; at++)
        {
            socket.Send(asked[at % asked.Length]);
            passed += Read(socket, answer).StartsWith("HTTP/1.1 2"u8) ? 1 : 0;
        }

        return passed;
    }

    private static byte[] RequestFor(string path, string key) =>
        Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nhost: localhost\r\nx-account-id: rehearsal\r\nauthorization: Bearer {key}\r\n\r\n");

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

    private sealed class NoDecisions : IDecisions
    {
        public DecisionSnapshot Current => DecisionSnapshot.Empty;

        public Decision? Find(ReadOnlySpan<byte> account) => Current.Find(account);

        public DecisionChanges? ChangesSince(long version) => null;
    }
}
