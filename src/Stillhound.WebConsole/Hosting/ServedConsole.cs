using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stillhound.WebConsole.Access;
using Stillhound.WebConsole.Acts;
using Stillhound.WebConsole.Data;
using Stillhound.WebConsole.Data.Decided;
using Stillhound.WebConsole.Data.Details;
using Stillhound.WebConsole.Exports;
using Stillhound.Server.Access;
using Stillhound.Server.Configuration;
using Stillhound.Server.Hosting;

namespace Stillhound.WebConsole.Hosting;

/// <summary>The console of <c>stillhound serve</c>.</summary>
internal sealed class ServedConsole : IHostPart
{
    private UserTable _users = null!;
    private ConsoleOptions _options = new();
    private ConsoleState? _state;

    /// <inheritdoc/>
    public void Configure(WebApplicationBuilder builder, ServerOptions options, UserTable users)
    {
        (_users, _options) = (users, options.Console);
        if (!_options.Enabled)
            return;
        Rehearsal.Begin(TimeProvider.System);
        builder.Services.AddSingleton(users);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<TrafficRate>();
        builder.Services.AddSingleton<FirstVisits>();
        builder.Services.AddSingleton(_ => _state ?? throw new InvalidOperationException("the console is asked before it is mapped"));
        builder.Services.AddConsole(Path.Combine(options.State, "sessions"), cookie =>
        {
            cookie.ExpireTimeSpan = users.SignedInFor;
            cookie.Events.OnValidatePrincipal = context => SignIn.Validate(context, users);
        });
    }

    /// <inheritdoc/>
    public void Map(WebApplication app, HostState host)
    {
        if (!_options.Enabled)
            return;
        var (found, details) = (new LiveFindings(host.Live.Detector, host.Time), new LiveDetails(host.Live.Detector, host.Time));
        _state = new ConsoleState(found, host, null, host.Time) { Details = details };
        app.UseConsoleHeaders(IsOurs, _options.Url);
        app.UseAntiforgery();
        var group = app.MapConsolePages();
        SignIn.Map(group, _users, new SignInLimit(host.Time));
        new OpenId(_users, app.Services.GetRequiredService<IDataProtectionProvider>(), app.Services.GetRequiredService<ILogger<OpenId>>()).Map(group);
        TableExports.Map(group);
        DecisionActs.Map(group);
        ServerScreens.Map(group);
        CaseForms.Map(group);
        PrivacyForms.Map(group);
        var services = app.Services;
        var beforehand = new Beforehand(
            found, details, host.Live.Detector, services.GetRequiredService<FirstVisits>(), () => services.GetRequiredService<DecisionList>().Now()?.Rows is [var newest, ..] ? newest.Id : null, host.Time,
            services.GetRequiredService<ILogger<Beforehand>>());
        // The detector answers this first when it begins, so that the first page finds it ready or soon to be.
        _ = found.NowAsync(app.Lifetime.ApplicationStopping).AsTask().ContinueWith(static asked => _ = asked.Exception, TaskScheduler.Default);
        // Once it listens: nobody has to wait for it, and it must not make the start longer.
        app.Lifetime.ApplicationStarted.Register(() => _ = Task.Run(() => beforehand.RunAsync(app.Lifetime.ApplicationStopping)));
    }

    // A name that somebody else's server resolves to this machine must not reach what is behind it.
    private bool IsOurs(string host) =>
        host is "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)) || string.Equals(host, _options.Url?.IdnHost, StringComparison.OrdinalIgnoreCase);
}
