using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Stillhound.Server.Decisions;
using Stillhound.Server.Enforcement;

namespace Stillhound.Benchmarks;

/// <summary>
/// How long a decision takes over HTTP and over gRPC at a steady rate, against a snapshot of a million accounts. Server and load
/// share one process and its processors. Times run from a request's writing to its answer's last byte.
/// </summary>
internal static class DecisionLoad
{
    private const int Accounts = 1_000_000;
    private const int Connections = 4;

    /// <summary>Runs it.</summary>
    public static async Task<int> RunAsync(int rate, int seconds, TextWriter output)
    {
        var built = Stopwatch.GetTimestamp();
        var decisions = new Fixed(Snapshot());
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"snapshot of {decisions.Current.Count:N0} accounts built in {Stopwatch.GetElapsedTime(built).TotalMilliseconds:F0} ms"));
        var servers = new EnforcementServers(new EnforcementOptions(), decisions, TimeProvider.System, NullLogger.Instance);
        await using var app = await StartAsync(servers);
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(static a => new Uri(a)).ToList();
        foreach (var (name, load) in new (string, Func<int, int, int, List<long>>)[]
        {
            ("HTTP (nginx auth_request)", (r, s, c) => OverHttp(addresses[0].Port, r, s, c)),
            ("gRPC (ext_authz Check)", (r, s, c) => GrpcLoad.Run(addresses[1].Port, r, s, c)),
        })
        {
            Measure(load, rate, 3); // the runtime compiles what is hot
            var times = Measure(load, rate, seconds);
            times.Sort();
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{name}: {times.Count / (double)seconds:N0}/s for {seconds} s, p50 {At(times, 0.5):F0} us, p90 {At(times, 0.9):F0} us, p99 {At(times, 0.99):F0} us, p99.9 {At(times, 0.999):F0} us, most {At(times, 1):F0} us"));
        }

        foreach (var enforcer in servers.Enforcers.Where(static e => e.Counts.Name is "nginx" or "ext_authz"))
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{enforcer.Counts.Name}: {enforcer.Counts[Outcome.Marked]:N0} marked, {enforcer.Counts[Outcome.Refused]:N0} refused, {enforcer.Counts[Outcome.Allowed]:N0} allowed, {enforcer.Counts[Outcome.Late]} late, {enforcer.Counts[Outcome.Failed]} failed"));
        return 0;
    }

    /// <summary>The account of a request: three in four are in the snapshot.</summary>
    public static string AccountOf(int number) => string.Create(CultureInfo.InvariantCulture, $"acct-{(uint)number * 2654435761u % (Accounts * 4 / 3):x7}");

    /// <summary>Sends at a rate: calls for each request when it is due, late ones at once.</summary>
    public static void Pace(int rate, int seconds, Action<int> send)
    {
        var started = Stopwatch.GetTimestamp();
        for (var sent = 0; sent < rate * seconds;)
        {
            var due = (int)(Stopwatch.GetElapsedTime(started).TotalSeconds * rate);
            for (; sent < Math.Min(due, rate * seconds); sent++)
                send(sent);
            Thread.Sleep(TimeSpan.FromMicroseconds(300));
        }
    }

    private static List<long> Measure(Func<int, int, int, List<long>> load, int rate, int seconds)
    {
        var parts = new List<long>[Connections];
        var threads = Enumerable.Range(0, Connections).Select(c => new Thread(() => parts[c] = load(rate / Connections, seconds, c))).ToList();
        threads.ForEach(static t => t.Start());
        threads.ForEach(static t => t.Join());
        return [.. parts.SelectMany(static p => p)];
    }

    private static List<long> OverHttp(int port, int rate, int seconds, int connection)
    {
        using var client = new TcpClient { NoDelay = true };
        client.Connect(IPAddress.Loopback, port);
        var socket = client.Client;
        var (times, buffer) = (new List<long>(rate * seconds), new byte[4096]);
        Pace(rate, seconds, number =>
        {
            var request = Encoding.ASCII.GetBytes($"GET /v1/check/nginx HTTP/1.1\r\nhost: x\r\nx-account-id: {AccountOf(number * Connections + connection)}\r\n\r\n");
            var began = Stopwatch.GetTimestamp();
            socket.Send(request);
            ReadAnswer(socket, buffer);
            times.Add(Stopwatch.GetTimestamp() - began);
        });
        return times;
    }

    /// <summary>Reads one answer whole.</summary>
    public static void ReadAnswer(Socket socket, byte[] buffer)
    {
        var length = 0;
        while (true)
        {
            length += socket.Receive(buffer.AsSpan(length));
            var head = buffer.AsSpan(0, length);
            var end = head.IndexOf("\r\n\r\n"u8);
            if (end < 0)
                continue;
            var at = head.IndexOf("Content-Length: "u8) + 16;
            var body = int.Parse(head[at..(at + head[at..].IndexOf((byte)'\r'))], CultureInfo.InvariantCulture);
            if (length >= end + 4 + body)
                return;
        }
    }

    private static double At(List<long> sorted, double share) =>
        sorted.Count == 0 ? double.NaN : sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))] * 1e6 / Stopwatch.Frequency;

    private static async Task<WebApplication> StartAsync(EnforcementServers servers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static k =>
        {
            k.AddServerHeader = false;
            k.Listen(IPAddress.Loopback, 0, static l => l.Protocols = HttpProtocols.Http1);
            k.Listen(IPAddress.Loopback, 0, static l => l.Protocols = HttpProtocols.Http2);
        });
        var app = builder.Build();
        servers.Use(app);
        app.UseRouting();
        servers.MapHttp(app);
        servers.MapGrpc(app);
        await app.StartAsync();
        return app;
    }

    private static DecisionSnapshot Snapshot()
    {
        var now = DateTimeOffset.UtcNow;
        Decision Of(string id, DecisionAction action) => new()
        {
            Id = id, Campaign = "c-1", Action = action, Simulated = false, From = now.AddHours(-1), Until = now.AddDays(1), Reason = "campaign_act", Policy = "p-1", TokensPerDay = 100_000,
        };
        Decision[] kinds = [Of("d-1", DecisionAction.Tag), Of("d-2", DecisionAction.CapTokens), Of("d-3", DecisionAction.SuspendAccount)];
        return new DecisionSnapshot(1, now, [.. Enumerable.Range(0, Accounts).Select(i => new AccountDecision(string.Create(CultureInfo.InvariantCulture, $"acct-{i:x7}"), kinds[i % 3]))]);
    }

    private sealed class Fixed(DecisionSnapshot current) : IDecisions
    {
        public DecisionSnapshot Current => current;

        public Decision? Find(ReadOnlySpan<byte> account) => current.Find(account);

        public DecisionChanges? ChangesSince(long version) => null;
    }
}
