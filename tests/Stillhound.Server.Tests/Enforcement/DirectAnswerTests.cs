using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Stillhound.Server.Enforcement;

namespace Stillhound.Server.Tests.Enforcement;

/// <summary>What a host does for people (signing in, forms, headers of pages) costs more than a decision, and gateways do not wait for it.</summary>
public sealed class DirectAnswerTests
{
    [Fact]
    public async Task A_gateway_is_answered_before_what_a_host_does_for_people()
    {
        var passed = 0;
        await using var app = await StartAsync(() => Interlocked.Increment(ref passed), new EnforcementOptions { Nginx = new() { Keys = new AccessKeys(("token", "right")) } });
        using var client = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };
        (await AskAsync(client, "right")).ShouldBe(HttpStatusCode.OK);
        (await AskAsync(client, "wrong")).ShouldBe(HttpStatusCode.Forbidden, "its own key is asked for all the same");
        passed.ShouldBe(0);
        (await client.GetStringAsync(new Uri("/page", UriKind.Relative), TestContext.Current.CancellationToken)).ShouldBe("a page");
        passed.ShouldBe(1);
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient client, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/check/nginx");
        request.Headers.Add("x-account-id", "acct");
        request.Headers.Add("x-api-key", key);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static async Task<WebApplication> StartAsync(Action forPeople, EnforcementOptions options)
    {
        var servers = new EnforcementServers(options, new FakeDecisions(), TimeProvider.System, NullLogger.Instance);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.UseRouting();
        app.Use((context, next) =>
        {
            forPeople();
            return next(context);
        });
        servers.MapHttp(app);
        app.MapGet("/page", static () => "a page");
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
