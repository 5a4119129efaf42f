using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stillhound.Server.Configuration;
using Stillhound.Server.Enforcement;

namespace Stillhound.Server.Hosting;

/// <summary>
/// Answers gateways at the addresses of <c>enforce</c>, and nobody else: a server apart from the one for people and senders, so that a
/// decision passes through nothing that those need. Each request is answered on the thread that read it. Passing requests on to other
/// threads costs more than answering does; what is answered there takes microseconds and waits for nothing.
/// </summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    private const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";
    private const int FirstRequests = 200;
    private readonly WebApplication _app;

    private GatewayHost(WebApplication app) => _app = app;

    /// <summary>Where it listens, once it does: HTTP, then gRPC.</summary>
    public IReadOnlyCollection<string> Addresses => [.. _app.Urls];

    /// <summary>
    /// Has sockets of the whole process answer on the threads that wait for them. Only before the first socket is used, and only where the
    /// process serves and does nothing else: there is no setting of a single socket for it.
    /// </summary>
    public static void AnswerWhereRead()
    {
        if (Environment.GetEnvironmentVariable(InlineCompletions) is null)
            Environment.SetEnvironmentVariable(InlineCompletions, "1");
    }

    /// <summary>Prepares to listen.</summary>
    /// <param name="http">Where HTTP is answered.</param>
    /// <param name="grpc">Where gRPC is answered.</param>
    /// <param name="servers">What answers.</param>
    /// <param name="logs">Where it logs.</param>
    /// <param name="limit">Sets the bounds that hold for every server of this process.</param>
    public static GatewayHost Open(IPEndPoint http, IPEndPoint grpc, EnforcementServers servers, ILoggerFactory logs, Action<KestrelServerOptions> limit)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "stillhound" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            limit(kestrel);
            kestrel.Listen(http, static listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(grpc, static listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.Configure<SocketTransportOptions>(static sockets =>
        {
            sockets.UnsafePreferInlineScheduling = true;
            // Gateways keep few connections and use them all the time: a buffer for each costs less than asking first whether one is needed.
            sockets.WaitForDataBeforeAllocatingBuffer = false;
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, EndsWithItsOwner>();
        builder.Services.AddSingleton(logs);
        var app = builder.Build();
        app.Use(static (context, next) =>
        {
            PromptThread.Ask();
            return next(context);
        });
        servers.Use(app);
        app.UseRouting();
        servers.MapHttp(app);
        servers.MapGrpc(app);
        return new GatewayHost(app);
    }

    /// <summary>Listens.</summary>
    /// <exception cref="IOException">An address is taken.</exception>
    /// <exception cref="SocketException">An address cannot be listened on.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        await _app.StartAsync(cancellation).ConfigureAwait(false);
        await Task.Run(() => AskFirst(new Uri(_app.Urls.First())), cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// Asks for what is not there, often enough that what is compiled at its first use is compiled before a gateway waits for it: the first
    /// answer takes a tenth of a second.
    /// </summary>
    private static void AskFirst(Uri address)
    {
        try
        {
            OwnCalls.OverHttp(address.Host, address.Port, [OwnCalls.Get("/first")], FirstRequests, CancellationToken.None);
        }
        catch (SocketException)
        {
            // A firewall, or an address that cannot be reached from here: then the first gateways wait a little.
        }
    }

    /// <summary>Signals that end the process are for whoever has this host, which is to end in its order.</summary>
    private sealed class EndsWithItsOwner : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
