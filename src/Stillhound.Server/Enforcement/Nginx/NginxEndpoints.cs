using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stillhound.Server.Enforcement.Envoy;

namespace Stillhound.Server.Enforcement.Nginx;

/// <summary>
/// What NGINX's <c>auth_request</c> asks; Caddy's <c>forward_auth</c> and Traefik's ForwardAuth ask the same way. 2xx serves the
/// request, 401 and 403 refuse it. <c>x-stillhound-class</c> is always there, so that a <c>map</c> can choose a limit by it.
/// </summary>
internal static class NginxEndpoints
{
    /// <summary>The limit class: the action that is carried out, or <c>none</c>.</summary>
    public const string Class = "x-stillhound-class";

    /// <summary>Maps <c>/v1/check/nginx</c>.</summary>
    public static void MapNginx(this IEndpointRouteBuilder routes, Enforcer enforcer, NginxOptions options) =>
        routes.MapMethods("/v1/check/nginx", [HttpMethods.Get, HttpMethods.Head], context => CheckAsync(enforcer, options, context));

    private static Task CheckAsync(Enforcer enforcer, NginxOptions options, HttpContext context)
    {
        var begun = enforcer.Begin();
        if (!AuthorizationEndpoints.IsAdmitted(enforcer, options.Keys, context))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        var verdict = enforcer.End(begun, HttpAnswers.Ask(enforcer, begun, context.Request, options.Account));
        context.Response.Headers[Class] = verdict.InForce is { } decision ? ActionNames.Of(decision.Action) : "none";
        var written = HttpAnswers.WriteAsync(context.Response, verdict);
        if (verdict.Outcome == Outcome.Limited)
            context.Response.StatusCode = options.LimitStatus;
        return written;
    }
}
