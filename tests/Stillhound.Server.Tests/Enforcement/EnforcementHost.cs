using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Stillhound.Server.Enforcement;
using Stillhound.Server.Enforcement.CrowdSec;

namespace Stillhound.Server.Tests.Enforcement;

/// <summary>The enforcement servers on free ports of loopback, over decisions that a test sets.</summary>
internal sealed class EnforcementHost : IAsyncDisposable
{
    public const string BouncerKey = "a-key-of-a-bouncer";

    private readonly WebApplication _app;

    private EnforcementHost(WebApplication app, FakeDecisions decisions, ManualTime time, EnforcementServers servers)
    {
        (_app, Decisions, Time, Servers) = (app, decisions, time, servers);
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(static a => new Uri(a)).ToList();
        (HttpUri, GrpcUri) = (addresses[0], addresses[1]);
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = HttpUri };
    }

    public FakeDecisions Decisions { get; }

    public ManualTime Time { get; }

    public EnforcementServers Servers { get; }

    public Uri HttpUri { get; }

    public Uri GrpcUri { get; }

    public HttpClient Http { get; }

    /// <summary>Deadlines that a busy machine does not reach; tests of deadlines set their own.</summary>
    public static EnforcementOptions Options { get; } = new()
    {
        Bounds = new EnforcerBounds { LookupDeadline = TimeSpan.FromSeconds(20), Deadline = TimeSpan.FromSeconds(20) },
        Bouncers = new BouncerOptions { Keys = new AccessKeys(("test", BouncerKey)) },
    };

    public static async Task<EnforcementHost> StartAsync(EnforcementOptions? options = null)
    {
        var (decisions, time) = (new FakeDecisions(), new ManualTime());
        var servers = new EnforcementServers(options ?? Options, decisions, time, NullLogger.Instance);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http2);
        });
        var app = builder.Build();
        servers.Use(app);
        app.UseRouting();
        servers.MapHttp(app);
        servers.MapGrpc(app);
        app.MapGet("/healthz", static () => "fine");
        await app.StartAsync();
        return new(app, decisions, time, servers);
    }

    public long CountOf(string enforcer, Outcome outcome) => Servers.Enforcers.Single(e => e.Counts.Name == enforcer).Counts[outcome];

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }
}
