using System.Net;
using Stillhound.Server.Configuration;
using Stillhound.Server.Enforcement.CrowdSec;
using Stillhound.Server.Enforcement.Envoy;
using Stillhound.Server.Enforcement.LiteLlm;
using Stillhound.Server.Enforcement.Nginx;
using Stillhound.Server.Enforcement.Webhooks;

namespace Stillhound.Server.Enforcement;

/// <summary>All servers that gateways ask, and where they listen.</summary>
internal sealed record EnforcementOptions
{
    /// <summary>Where HTTP is answered. Default 127.0.0.1:9002.</summary>
    public IPEndPoint Http { get; init; } = new(IPAddress.Loopback, 9002);

    /// <summary>Where gRPC is answered, over HTTP/2 without TLS. Default 127.0.0.1:9001.</summary>
    public IPEndPoint Grpc { get; init; } = new(IPAddress.Loopback, 9001);

    /// <summary>Bounds of all of them.</summary>
    public EnforcerBounds Bounds { get; init; } = new();

    /// <summary>Envoy's external authorization.</summary>
    public AuthorizationOptions Authorization { get; init; } = new();

    /// <summary>Envoy's rate-limit service.</summary>
    public RateLimitOptions RateLimit { get; init; } = new();

    /// <summary>LiteLLM and Portkey.</summary>
    public GuardrailOptions Guardrail { get; init; } = new();

    /// <summary>NGINX, Caddy and Traefik.</summary>
    public NginxOptions Nginx { get; init; } = new();

    /// <summary>CrowdSec's bouncers and the middleware.</summary>
    public BouncerOptions Bouncers { get; init; } = new();

    /// <summary>Webhooks.</summary>
    public WebhookOptions Webhooks { get; init; } = new();

    /// <summary>Reads <c>enforce</c>.</summary>
    /// <exception cref="ConfigurationException">A value is wrong, or a server would answer everybody on a network.</exception>
    public static EnforcementOptions Read(YamlSection section)
    {
        var usual = new EnforcementOptions();
        var keys = AccessKeys.Read(section, AccessKeys.Open);
        var read = new EnforcementOptions
        {
            Http = ListenAddress.Read(section, "http", usual.Http),
            Grpc = ListenAddress.Read(section, "grpc", usual.Grpc),
            Bounds = EnforcerBounds.Read(section),
            Authorization = AuthorizationOptions.Read(section.Section("ext_authz"), keys),
            RateLimit = RateLimitOptions.Read(section.Section("rate_limit"), keys),
            Guardrail = GuardrailOptions.Read(section.Section("litellm"), keys),
            Nginx = NginxOptions.Read(section.Section("nginx"), keys),
            Bouncers = BouncerOptions.Read(section.Section("crowdsec")),
            Webhooks = WebhookOptions.Read(section),
        };
        section.RefuseOthers();
        RequireKeys(section, "grpc", read.Grpc, read.Authorization.Keys, read.RateLimit.Keys);
        RequireKeys(section, "http", read.Http, read.Authorization.Keys, read.Guardrail.Keys, read.Nginx.Keys);
        return read;
    }

    private static void RequireKeys(YamlSection section, string key, IPEndPoint address, params ReadOnlySpan<AccessKeys> keys)
    {
        foreach (var each in keys)
        {
            if (each.IsOpen && !IPAddress.IsLoopback(address.Address))
                throw section.Wrong(key, "outside loopback a token is required: set token or token_file");
        }
    }
}
