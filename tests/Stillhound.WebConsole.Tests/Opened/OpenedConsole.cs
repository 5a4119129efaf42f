using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stillhound.Reporting;
using Stillhound.Server.Access;
using Stillhound.WebConsole.Access;
using Stillhound.WebConsole.Data;
using Stillhound.WebConsole.Data.Details;
using Stillhound.WebConsole.Exports;
using Stillhound.WebConsole.Hosting;

namespace Stillhound.WebConsole.Tests.Opened;

/// <summary>The console over a folder's findings, in this process, and somebody who looks at it.</summary>
internal sealed class OpenedConsole : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OpenedConsole(WebApplication app)
    {
        _app = app;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() })
        {
            BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()),
        };
    }

    public HttpClient Client { get; }

    public static Task<OpenedConsole> StartAsync(ReadFindings read, IDetailSource? details = null) => StartAsync(new FolderFindings(read, DateTimeOffset.UnixEpoch), details);

    public static async Task<OpenedConsole> StartAsync(IFindingsSource found, IDetailSource? details = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddAuthentication();
        builder.Services.AddAuthorization();
        var state = new ConsoleState(found, null, "folder", TimeProvider.System);
        builder.Services.AddSingleton(details is null ? state : state with { Details = details });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<TrafficRate>();
        builder.Services.AddConsole(null, static _ => { });
        var app = builder.Build();
        app.UseConsoleHeaders(static _ => true);
        app.UseAntiforgery();
        var group = app.MapConsolePages();
        TableExports.Map(group);
        app.MapGet("/test/sign-in", context => context.SignInAsync(SignIn.Scheme, SignIn.Person("test", Role.Implied(Role.Viewer), "")));
        await app.StartAsync();
        var console = new OpenedConsole(app);
        (await console.Client.GetAsync("/test/sign-in")).EnsureSuccessStatusCode();
        return console;
    }

    /// <summary>Reads a page that is there.</summary>
    public async Task<string> ReadAsync(string path)
    {
        using var answer = await Client.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return await answer.Content.ReadAsStringAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
