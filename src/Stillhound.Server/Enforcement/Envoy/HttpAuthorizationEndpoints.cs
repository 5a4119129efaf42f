using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Stillhound.Server.Enforcement.Envoy;

/// <summary>
/// Envoy's external authorization over HTTP: the client's request is repeated under a path of ours; 200 serves it, anything else
/// is relayed to the client.
/// </summary>
internal static class HttpAuthorizationEndpoints
{
    /// <summary>Maps it. <see cref="UseEnvoyCheckPath"/> belongs before routing.</summary>
    public static void MapEnvoyHttpAuthorization(this IEndpointRouteBuilder routes, Enforcer enforcer, AuthorizationOptions options) =>
        routes.Map(options.Path, context => CheckAsync(enforcer, options, context));

    /// <summary>
    /// Sends everything that arrives under the check's path to the check. The rest of the path is the client's: without this, a client
    /// that asks for <c>/../../healthz</c> would have another page here answer 200 for it.
    /// </summary>
    public static void UseEnvoyCheckPath(this IApplicationBuilder app, AuthorizationOptions options)
    {
        app.Use((context, next) =>
        {
            if (IsUnder(context.Features.Get<IHttpRequestFeature>()?.RawTarget, options.Path))
                context.Request.Path = options.Path;
            return next(context);
        });
    }

    private static bool IsUnder(string? target, string path) =>
        target is not null && target.StartsWith(path, StringComparison.Ordinal) && (target.Length == path.Length || target[path.Length] is '/' or '?');

    private static Task CheckAsync(Enforcer enforcer, AuthorizationOptions options, HttpContext context)
    {
        var begun = enforcer.Begin();
        if (!AuthorizationEndpoints.IsAdmitted(enforcer, options.Keys, context))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        var verdict = enforcer.End(begun, HttpAnswers.Ask(enforcer, begun, context.Request, options.HeaderSources));
        if (verdict.Allows)
            RemoveForged(context.Response, verdict);
        return HttpAnswers.WriteAsync(context.Response, verdict);
    }

    private static readonly string AllHeaders = string.Join(',', GatewayHeaders.All);
    private static readonly Told<string> Forged = new(static verdict =>
    {
        var headers = GatewayHeaders.Of(verdict);
        return string.Join(',', GatewayHeaders.All.Where(name => !headers.Has(name)));
    });

    private static void RemoveForged(HttpResponse response, in Verdict verdict) =>
        response.Headers["x-envoy-auth-headers-to-remove"] = verdict.Decision is null ? AllHeaders : Forged.Of(verdict);
}
