using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stillhound.Server.Enforcement;
using Stillhound.Server.Hosting;

namespace Stillhound.Server.Operations;

/// <summary>Health, readiness and metrics. They tell totals and nobody's name, and need no token.</summary>
internal static class OperationsEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void MapOperations(this IEndpointRouteBuilder routes, LiveState state, MetricRegistry metrics, EnforcementMetrics enforcement)
    {
        routes.MapGet("/healthz", context => AnswerAsync(context.Response, Health.Problems(state)));
        routes.MapGet("/readyz", context => AnswerAsync(context.Response, Health.NotReady(state)));
        routes.MapGet("/metrics", async context =>
        {
            context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
            using var text = new StringWriter { NewLine = "\n" };
            text.Write(metrics.Write());
            enforcement.WriteTo(text);
            await context.Response.WriteAsync(text.ToString());
        });
    }

    private static Task AnswerAsync(HttpResponse response, IReadOnlyList<string> problems)
    {
        response.StatusCode = problems.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        response.ContentType = "text/plain; charset=utf-8";
        return response.WriteAsync(problems.Count == 0 ? "ok\n" : string.Join('\n', problems) + "\n");
    }
}
