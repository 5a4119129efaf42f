using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Stillhound.AspNetCore.Tests;

/// <summary>A gateway with the middleware, whose Stillhound server a test plays.</summary>
internal sealed class Gateway : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Gateway(WebApplication app, PlayedServer server, ManualTime time)
    {
        (_app, Server, Time) = (app, server, time);
        Http = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };
    }

    public PlayedServer Server { get; }

    public ManualTime Time { get; }

    public HttpClient Http { get; }

    public StillhoundDecisions Decisions => _app.Services.GetRequiredService<StillhoundDecisions>();

    public static async Task<Gateway> StartAsync(Action<StillhoundOptions>? configure = null)
    {
        var (server, time) = (new PlayedServer(), new ManualTime());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static k => k.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddStillhound(o =>
        {
            (o.Server, o.ApiKey, o.PollEvery, o.Handler) = (new Uri("http://127.0.0.1:1"), "key", TimeSpan.FromHours(1), () => server);
            configure?.Invoke(o);
        });
        var app = builder.Build();
        app.UseStillhound();
        app.MapGet("/", static (HttpContext context) =>
        {
            var feature = context.Features.Get<IStillhoundFeature>()!;
            feature.ChargeTokens(100);
            return $"{context.Request.Headers["x-stillhound-action"]}|{feature.Decision?.Action}|{feature.Would?.Action}";
        });
        await app.StartAsync();
        await app.Services.GetRequiredService<DecisionFeed>().FirstAsk;
        return new(app, server, time);
    }

    /// <summary>Asks the server now.</summary>
    public Task PollAsync() => _app.Services.GetRequiredService<DecisionFeed>().AskAsync(TestContext.Current.CancellationToken);

    public async Task<(int Status, string Body, HttpResponseMessage Response)> AskAsync(string? account, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        if (account is not null)
            request.Headers.Add("x-account-id", account);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }
}

/// <summary>The server's stream, as a test plays it.</summary>
internal sealed class PlayedServer : HttpMessageHandler
{
    public string Body { get; set; } = """{"new":null,"deleted":null}""";

    public bool IsDelta { get; set; }

    public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

    public bool IsAway { get; set; }

    public List<string> Asked { get; } = [];

    public static string Item(string account, string action, string id = "d-1", bool isSimulated = false, string more = "") =>
        $$$"""{"id":1,"origin":"stillhound","type":"ban","scope":"account","value":"{{{account}}}","duration":"4h","until":"2026-11-21T16:00:00Z","scenario":"stillhound/campaign_act","simulated":{{{(isSimulated ? "true" : "false")}}},"stillhound":{"decision":"{{{id}}}","action":"{{{action}}}","reason":"campaign_act"{{{more}}}}}""";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Asked.Add($"{request.RequestUri!.PathAndQuery} {request.Headers.GetValues("X-Api-Key").Single()}");
        if (IsAway)
            throw new HttpRequestException("away");
        var response = new HttpResponseMessage(Status) { Content = new StringContent(Body, Encoding.UTF8, "application/json") };
        response.Headers.TryAddWithoutValidation("ETag", $"\"e-{Asked.Count}\"");
        response.Headers.Add("x-stillhound-stream", IsDelta ? "delta" : "whole");
        return Task.FromResult(response);
    }
}

/// <summary>A clock whose wall time a test sets.</summary>
internal sealed class ManualTime : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
