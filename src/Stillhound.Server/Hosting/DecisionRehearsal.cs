using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Stillhound.Server.Decisions;
using Stillhound.Server.Enforcement;
using Stillhound.Server.Enforcement.Envoy;
using Stillhound.Server.Enforcement.Nginx;
using Stillhound.Server.Grpc;

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

    // Most of what a gRPC call runs through HTTP has been through by then; what is its own is compiled at its first call.
    private const int GrpcShare = 20;
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

    /// <summary>Asks over HTTP in each way that it can be asked, and then over gRPC.</summary>
    /// <param name="requests">How often over HTTP; over gRPC it is a twentieth of that.</param>
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
        int[] ports = [.. host.Addresses.Select(static a => new Uri(a).Port)];
        return await Task.Run(() => AskAsync(ports[0], ports[1], key, requests, cancellation), cancellation).ConfigureAwait(false);
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

    private static async Task<int> AskAsync(int http, int grpc, string key, int requests, CancellationToken cancellation)
    {
        var headers = $"x-account-id: rehearsal\r\nauthorization: Bearer {key}\r\n";
        byte[][] asked = [OwnCalls.Get("/v1/check/nginx", headers), OwnCalls.Get("/v1/check/envoy/v1/chat/completions", headers)];
        var passed = OwnCalls.OverHttp(IPAddress.Loopback.ToString(), http, asked, requests, cancellation);
        return passed + await OwnCalls.OverGrpcAsync(grpc, "/envoy.service.auth.v3.Authorization/Check", key, CheckRequest(), requests / GrpcShare, cancellation).ConfigureAwait(false);
    }

    /// <summary>What Envoy would ask of one request: its method, its path and a header that names the account.</summary>
    private static ReadOnlyMemory<byte> CheckRequest()
    {
        var message = new ProtoWriter(128);
        int attributes = message.Begin(1), request = message.Begin(4), http = message.Begin(2);
        message.Text(2, "POST");
        var header = message.Begin(3);
        message.Text(1, "x-account-id");
        message.Text(2, "rehearsal");
        message.End(header);
        message.Text(4, "/v1/chat/completions");
        message.End(http);
        message.End(request);
        message.End(attributes);
        return message.ToMemory();
    }

    private sealed class NoDecisions : IDecisions
    {
        public DecisionSnapshot Current => DecisionSnapshot.Empty;

        public Decision? Find(ReadOnlySpan<byte> account) => Current.Find(account);

        public DecisionChanges? ChangesSince(long version) => null;
    }
}
