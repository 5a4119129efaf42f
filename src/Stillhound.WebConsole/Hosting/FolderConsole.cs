using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stillhound.Server.Access;
using Stillhound.WebConsole.Access;
using Stillhound.WebConsole.Data;
using Stillhound.WebConsole.Exports;

namespace Stillhound.WebConsole.Hosting;

/// <summary>
/// The console of <c>stillhound open</c>: over a folder that a scan wrote, on loopback, for whoever has the address that it prints.
/// Nothing can be changed there.
/// </summary>
internal sealed class FolderConsole : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _key;

    private FolderConsole(WebApplication app, string key) => (_app, _key) = (app, key);

    /// <summary>The address to open; it holds a key, because others may use this machine too.</summary>
    public string Address => $"{_app.Urls.First()}/open?key={_key}";

    /// <summary>Listens.</summary>
    /// <param name="folder">The folder, for people.</param>
    /// <param name="found">What it holds.</param>
    /// <param name="port">Port on loopback; 0 for any that is free.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<FolderConsole> StartAsync(string folder, IFindingsSource found, int port, TimeProvider time, CancellationToken cancellation)
    {
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var app = Build(folder, found, port, time, key);
        await app.StartAsync(cancellation);
        return new FolderConsole(app, key);
    }

    /// <summary>Makes it ready to listen.</summary>
    /// <param name="folder">The folder, for people.</param>
    /// <param name="found">What it holds.</param>
    /// <param name="port">Port on loopback; 0 for any that is free.</param>
    /// <param name="time">The clock.</param>
    /// <param name="key">Who has it may look.</param>
    internal static WebApplication Build(string folder, IFindingsSource found, int port, TimeProvider time, string key)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "stillhound" });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port, static listen => listen.Protocols = HttpProtocols.Http1);
        });
        // The core alone, as in the server: the rest keeps keys in the user's home.
        builder.Services.AddAuthenticationCore(static schemes => schemes.DefaultScheme = SignIn.Scheme);
        builder.Services.AddSingleton(UrlEncoder.Default);
        builder.Services.AddSingleton(new ConsoleState(found, null, folder, time));
        builder.Services.AddSingleton(new UserTable(new AccessOptions()));
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton<TrafficRate>();
        builder.Services.AddConsole(null, static cookie =>
        {
            cookie.LoginPath = "/open";
            cookie.ExpireTimeSpan = TimeSpan.FromDays(1);
        });
        var app = builder.Build();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseConsoleHeaders(static host => host is "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));
        app.UseAntiforgery();
        var group = app.MapConsolePages();
        group.MapGet("/open", Task<IResult> (HttpContext context, HttpRequest _) => OpenAsync(context, key)).AllowAnonymous();
        TableExports.Map(group);
        return app;
    }

    /// <summary>Waits until it is asked to stop.</summary>
    public Task WaitAsync(CancellationToken cancellation) => _app.WaitForShutdownAsync(cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task<IResult> OpenAsync(HttpContext context, string key)
    {
        string? given = context.Request.Query["key"];
        if (given is null || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(key)))
            return Results.Text("Open the address that stillhound open printed; it holds a key.\n", statusCode: StatusCodes.Status403Forbidden);
        await context.SignInAsync(SignIn.Scheme, SignIn.Person("reader", [Role.Viewer], ""));
        return Results.LocalRedirect("/");
    }
}
