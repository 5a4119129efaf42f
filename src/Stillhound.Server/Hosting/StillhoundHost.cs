using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stillhound.Server.Access;
using Stillhound.Server.Cases.Http;
using Stillhound.Server.Configuration;
using Stillhound.Server.Configuration.Reloading;
using Stillhound.Server.Decisions;
using Stillhound.Server.Decisions.Http;
using Stillhound.Server.Enforcement;
using Stillhound.Server.Enforcement.Webhooks;
using Stillhound.Server.Ingest;
using Stillhound.Server.Live;
using Stillhound.Server.Operations;
using Stillhound.Server.Privacy.Http;

namespace Stillhound.Server.Hosting;

/// <summary>The process that <c>stillhound serve</c> is: opens the state, listens, and stops in order.</summary>
internal sealed partial class StillhoundHost : IAsyncDisposable
{
    // Searches use every thread of the pool that they can get; requests must not wait until the pool has made more.
    private const int LeastThreads = 64;
    private readonly WebApplication _app;
    private readonly GatewayHost _gateways;
    private readonly Ticker _ticker;
    private readonly Webhooks _webhooks;
    private readonly Expiry _expiry;
    private readonly ConfigWatch? _watch;
    private readonly ILogger<StillhoundHost> _log;

    private StillhoundHost(WebApplication app, GatewayHost gateways, LiveState state, Ticker ticker, Webhooks webhooks, Expiry expiry, ConfigWatch? watch)
    {
        (_app, _gateways, State, _ticker, _webhooks, _expiry, _watch) = (app, gateways, state, ticker, webhooks, expiry, watch);
        _log = app.Services.GetRequiredService<ILogger<StillhoundHost>>();
    }

    /// <summary>Journal, detector and what feeds them.</summary>
    public LiveState State { get; }

    /// <summary>Where it listens, once it does.</summary>
    public IReadOnlyCollection<string> Addresses => [.. _app.Urls, .. _gateways.Addresses];

    /// <summary>Opens the state and prepares to listen.</summary>
    /// <exception cref="ConfigurationException">Something that the configuration names cannot be used.</exception>
    /// <exception cref="Journal.JournalException">The journal cannot be used.</exception>
    /// <param name="options">The configuration.</param>
    /// <param name="time">The clock.</param>
    /// <param name="part">What else is served; null for nothing.</param>
    public static StillhoundHost Open(ServerOptions options, TimeProvider time, IHostPart? part = null)
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, LeastThreads), ports);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "stillhound" });
        var level = new LogLevelSwitch(options.Log.Level);
        ConfigureLog(builder.Logging, options.Log, level);
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, options));
        var tokens = new TokenTable(options.Access);
        var users = new UserTable(options.Access);
        builder.Services.AddSingleton(tokens);
        // The core alone: the rest makes keys of its own at the start, and keeps them in the user's home.
        builder.Services.AddAuthenticationCore(static schemes =>
        {
            schemes.DefaultScheme = TokenAuthentication.Name;
            schemes.AddScheme<TokenAuthentication>(TokenAuthentication.Name, displayName: null);
        });
        builder.Services.AddSingleton(System.Text.Encodings.Web.UrlEncoder.Default);
        builder.Services.AddAuthorization();
        part?.Configure(builder, options, users);
        var app = builder.Build();
        var metrics = new MetricRegistry();
        var state = LiveState.Open(options, time, metrics, app.Services.GetRequiredService<ILoggerFactory>());
        LiveMetrics.Add(metrics, state, time);
        var logs = app.Services.GetRequiredService<ILoggerFactory>();
        var enforcement = new EnforcementServers(options.Enforce, state.Decisions, time, logs.CreateLogger<EnforcementServers>());
        var sender = new WebhookSender(options.Enforce.Webhooks, Path.Combine(options.State, "webhooks.outbox"), time, Random.Shared, logs.CreateLogger<WebhookSender>());
        var reload = options.Reading is null ? null : new ConfigReload(options, Settings(options, state, tokens, users, level), time, metrics, logs.CreateLogger<ConfigReload>());
        Map(app, state, time, metrics, enforcement, sender, reload);
        part?.Map(app, new HostState(options, state, metrics, enforcement, sender, reload, time));
        var gateways = GatewayHost.Open(options.Enforce.Http, options.Enforce.Grpc, enforcement, logs, kestrel => Limit(kestrel, options));
        return new StillhoundHost(app, gateways, state, new Ticker(state, time), new Webhooks(sender, state.Decisions, time), new Expiry(state.Decisions, time, logs.CreateLogger<ExpiryService>()), reload is null ? null : new ConfigWatch(reload, time));
    }

    /// <summary>Listens, and begins to read the journal.</summary>
    /// <exception cref="ConfigurationException">An address cannot be listened on.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        try
        {
            await _app.StartAsync(cancellation).ConfigureAwait(false);
            await _gateways.StartAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new ConfigurationException($"cannot listen: {e.Message}", e);
        }

        State.Detector.Start();
        _ticker.Start();
        _expiry.Start();
        _webhooks.Start();
        State.Followers.Start();
        State.Teacher.Start();
        _watch?.Start();
        foreach (var address in Addresses)
            Log.Listening(_log, address);
    }

    /// <summary>Waits until it is asked to stop, and stops: no more requests, then what is in flight, then a checkpoint.</summary>
    public Task WaitAsync(CancellationToken cancellation) => _app.WaitForShutdownAsync(cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _watch?.Dispose();
        await _ticker.DisposeAsync().ConfigureAwait(false);
        await _app.StopAsync().ConfigureAwait(false);
        await _gateways.DisposeAsync().ConfigureAwait(false);
        await _webhooks.DisposeAsync().ConfigureAwait(false);
        await _expiry.DisposeAsync().ConfigureAwait(false);
        await State.DisposeAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    private static LiveSettings Settings(ServerOptions options, LiveState state, TokenTable tokens, UserTable users, LogLevelSwitch level) =>
        new(state.Decisions, state.Ledger, tokens, users, options.Enforce, level) { PolicyChanged = () => _ = state.DecideAgainAsync() };

    private static void Map(WebApplication app, LiveState state, TimeProvider time, MetricRegistry metrics, EnforcementServers enforcement, WebhookSender sender, ConfigReload? reload)
    {
        // Before routing: a path that Envoy passes on is the client's, and must not lead anywhere else.
        enforcement.Use(app);
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapOperations(state, metrics, enforcement.Metrics);
        app.MapIngest(state.Ingest);
        app.MapOtlp(state.Ingest);
        app.MapFindings(state, reload);
        enforcement.MapHttp(app);
        enforcement.MapGrpc(app);
        var (reads, acts, approvals) = app.MapDecisions(state.Decisions, state.Ledger);
        reads.RequireAuthorization(static policy => policy.RequireRole(Role.Viewer));
        acts.RequireAuthorization(static policy => policy.RequireRole(Role.Analyst));
        approvals.RequireAuthorization(static policy => policy.RequireRole(Role.Approver));
        app.MapCases(state.Cases, state.Looks);
        app.MapAppeals(state.Appeals, time);
        app.MapPrivacy(state.Privacy, state.Holds, time);
        var group = app.MapGroup("").RequireAuthorization(static policy => policy.RequireRole(Role.Admin));
        group.MapWebhooks(sender, keys: null);
        if (reload is not null)
            group.MapReload(reload);
    }

    private static void ConfigureLog(ILoggingBuilder log, ServerLogOptions options, LogLevelSwitch level)
    {
        log.ClearProviders();
        log.Services.AddSingleton<IConfigureOptions<LoggerFilterOptions>>(level);
        log.Services.AddSingleton<IOptionsChangeTokenSource<LoggerFilterOptions>>(level);
        log.AddFilter("Microsoft", LogLevel.Warning);
        // It would write nothing of what happens at this level, but make an activity with its identifiers for each request.
        log.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        log.AddFilter("Stillhound.Server.Access", LogLevel.Warning);
        if (options.Json)
            log.AddJsonConsole(static console => (console.TimestampFormat, console.UseUtcTimestamp) = ("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", true));
        else
            log.AddSimpleConsole(static console => (console.SingleLine, console.TimestampFormat, console.UseUtcTimestamp) = (true, "yyyy-MM-dd'T'HH:mm:ss'Z' ", true));
        log.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    private static void Listen(KestrelServerOptions kestrel, ServerOptions options)
    {
        Limit(kestrel, options);
        kestrel.Listen(options.Listen.Http);
        if (options.Listen.OtlpHttp is { } http)
            kestrel.Listen(http, static listen => listen.Protocols = HttpProtocols.Http1);
        if (options.Listen.Grpc is { } grpc)
            kestrel.Listen(grpc, static listen => listen.Protocols = HttpProtocols.Http2);
    }

    private static void Limit(KestrelServerOptions kestrel, ServerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.Ingest.LargestBody;
        kestrel.Limits.MaxConcurrentConnections = options.Listen.Connections;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(Configuration.ListenOptions.SlowestBody, options.Listen.SlowBodyFor);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "listening on {Address}")]
        public static partial void Listening(ILogger log, string address);
    }
}
