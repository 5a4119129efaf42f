using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stillhound.AspNetCore;
using Stillhound.Server.Decisions;

namespace Stillhound.Server.Tests.Enforcement;

/// <summary>The middleware, over the network, with the server that it is made for.</summary>
public sealed class MiddlewareWithServerTests
{
    [Fact]
    public async Task What_the_server_decides_reaches_the_gateway_and_leaves_it_again()
    {
        await using var host = await EnforcementHost.StartAsync();
        host.Decisions.Set(("a", FakeDecisions.Of(DecisionAction.SuspendAccount)), ("b", FakeDecisions.Of(DecisionAction.CapTokens, "d-2", tokens: 100)));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static k => k.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton<TimeProvider>(host.Time);
        builder.Services.AddStillhound(o => (o.Server, o.ApiKey, o.PollEvery) = (host.HttpUri, EnforcementHost.BouncerKey, TimeSpan.FromSeconds(1)));
        await using var gateway = builder.Build();
        gateway.UseStillhound();
        gateway.MapGet("/", static () => "served");
        await gateway.StartAsync(TestContext.Current.CancellationToken);
        var decisions = gateway.Services.GetRequiredService<StillhoundDecisions>();
        using var http = new HttpClient { BaseAddress = new Uri(gateway.Urls.Single()) };

        await UntilAsync(() => decisions.Accounts == 2);
        (await AskAsync(http, "a")).ShouldBe(HttpStatusCode.Forbidden);
        (await AskAsync(http, "b")).ShouldBe(HttpStatusCode.OK);
        host.Decisions.Set(("b", FakeDecisions.Of(DecisionAction.SuspendKey, "d-3")));
        await UntilAsync(() => decisions.Accounts == 1);
        (await AskAsync(http, "a")).ShouldBe(HttpStatusCode.OK);
        (await AskAsync(http, "b")).ShouldBe(HttpStatusCode.Unauthorized);

        var answered = decisions.LastAnswer;
        host.Time.Now += TimeSpan.FromMinutes(1);
        await UntilAsync(() => decisions.LastAnswer > answered); // nothing changed: 304, and the table stays
        (decisions.Accounts, decisions.Failures).ShouldBe((1, 0));
        await gateway.StopAsync(new CancellationToken(canceled: true));
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient http, string account)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("x-account-id", account);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var started = Stopwatch.GetTimestamp(); !isSo(); await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken))
            Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromMinutes(1));
    }
}
