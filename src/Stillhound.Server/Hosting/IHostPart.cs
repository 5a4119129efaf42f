using Microsoft.AspNetCore.Builder;
using Stillhound.Server.Access;
using Stillhound.Server.Configuration;
using Stillhound.Server.Configuration.Reloading;
using Stillhound.Server.Enforcement;
using Stillhound.Server.Enforcement.Webhooks;
using Stillhound.Server.Operations;

namespace Stillhound.Server.Hosting;

/// <summary>Something that is served beside the API, such as the console.</summary>
internal interface IHostPart
{
    /// <summary>Adds what it needs, before the host is built.</summary>
    void Configure(WebApplicationBuilder builder, ServerOptions options, UserTable users);

    /// <summary>Adds its routes.</summary>
    void Map(WebApplication app, HostState host);
}

/// <summary>What a running host holds.</summary>
/// <param name="Options">Its configuration as of the start.</param>
/// <param name="Live">Journal, detector, decisions, ledger.</param>
/// <param name="Metrics">Its metrics.</param>
/// <param name="Enforcement">The servers that gateways ask.</param>
/// <param name="Webhooks">What tells others of decisions.</param>
/// <param name="Reload">Reads the configuration anew; null where it did not come from a file.</param>
/// <param name="Time">The clock.</param>
internal sealed record HostState(
    ServerOptions Options, LiveState Live, MetricRegistry Metrics, EnforcementServers Enforcement, WebhookSender Webhooks, ConfigReload? Reload, TimeProvider Time);
