using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Stillhound.Server.Enforcement;
using Stillhound.Server.Hosting;
using Stillhound.Server.Tests.Enforcement;

namespace Stillhound.Server.Tests.Hosting;

/// <summary>What gateways ask is answered apart from everything else.</summary>
public sealed class GatewayHostTests
{
    [Fact]
    public async Task Gateways_are_answered_at_their_addresses_and_find_nothing_else_there()
    {
        await using var host = await RunningHost.StartAsync();
        (await host.CheckAsync("acct")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.CheckAsync("acct", token: null)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        foreach (var path in new[] { "/healthz", "/metrics", "/api/status", "/v1/exchanges" })
            (await host.Client.GetAsync(new Uri(host.Enforcers, path), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
    }

    [Fact]
    public async Task It_can_be_opened_and_closed_without_ever_listening()
    {
        var servers = new EnforcementServers(new EnforcementOptions(), new FakeDecisions(), TimeProvider.System, NullLogger.Instance);
        var nowhere = new IPEndPoint(IPAddress.Loopback, 0);
        await using var host = GatewayHost.Open(nowhere, nowhere, servers, NullLoggerFactory.Instance, static _ => { });
        host.Addresses.ShouldBeEmpty();
    }
}
