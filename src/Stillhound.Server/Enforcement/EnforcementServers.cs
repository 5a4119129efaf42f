using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Stillhound.Server.Decisions;
using Stillhound.Server.Enforcement.CrowdSec;
using Stillhound.Server.Enforcement.Envoy;
using Stillhound.Server.Enforcement.LiteLlm;
using Stillhound.Server.Enforcement.Nginx;

namespace Stillhound.Server.Enforcement;

/// <summary>All servers that gateways ask, over one snapshot; each counts for itself.</summary>
internal sealed class EnforcementServers
{
    private readonly EnforcementOptions _options;
    private readonly IDecisions _decisions;
    private readonly Enforcer _authorization, _httpAuthorization, _rateLimit, _liteLlm, _portkey, _nginx, _bouncers;

    /// <summary>Makes them.</summary>
    public EnforcementServers(EnforcementOptions options, IDecisions decisions, TimeProvider time, ILogger logger)
    {
        (_options, _decisions) = (options, decisions);
        Enforcer Of(string name) => new(name, decisions, options.Bounds, time, logger);
        _authorization = Of("ext_authz");
        _httpAuthorization = Of("ext_authz_http");
        _rateLimit = Of("rate_limit");
        _liteLlm = Of("litellm");
        _portkey = Of("portkey");
        _nginx = Of("nginx");
        _bouncers = Of("crowdsec");
        Enforcers = [_authorization, _httpAuthorization, _rateLimit, _liteLlm, _portkey, _nginx, _bouncers];
        Metrics = new EnforcementMetrics(Enforcers);
        Bouncers = new BouncerCursors(time.GetUtcNow().UtcTicks.ToString("x", CultureInfo.InvariantCulture));
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<Enforcer> Enforcers { get; }

    /// <summary>How far each bouncer has read.</summary>
    public BouncerCursors Bouncers { get; }

    /// <summary>What they counted.</summary>
    public EnforcementMetrics Metrics { get; }

    /// <summary>What belongs before routing: call it, then <c>UseRouting</c>.</summary>
    public void Use(IApplicationBuilder app) => app.UseEnvoyCheckPath(_options.Authorization);

    /// <summary>Maps what is asked over gRPC.</summary>
    public void MapGrpc(IEndpointRouteBuilder routes)
    {
        var group = Direct(routes);
        group.MapEnvoyAuthorization(_authorization, _options.Authorization);
        group.MapEnvoyRateLimit(_rateLimit, _options.RateLimit);
    }

    /// <summary>Maps what is asked over HTTP.</summary>
    public void MapHttp(IEndpointRouteBuilder routes)
    {
        var group = Direct(routes);
        group.MapEnvoyHttpAuthorization(_httpAuthorization, _options.Authorization);
        group.MapLiteLlm(_liteLlm, _options.Guardrail);
        group.MapPortkey(_portkey, _options.Guardrail);
        group.MapNginx(_nginx, _options.Nginx);
        group.MapBouncers(_bouncers, _decisions, _options.Bouncers, Bouncers);
    }

    // Whoever asks is known by a key of these servers, not by the host's users: signing in and its kin would take most of a decision's time.
    private static RouteGroupBuilder Direct(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("");
        group.ShortCircuit();
        return group;
    }
}
