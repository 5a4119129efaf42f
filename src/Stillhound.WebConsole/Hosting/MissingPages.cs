using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stillhound.Server.Access;
using Stillhound.WebConsole.Access;

namespace Stillhound.WebConsole.Hosting;

/// <summary>Shows a browser whose address leads nowhere a page that says so. Programs are told by the status alone, as everywhere.</summary>
internal static class MissingPages
{
    private const string Page = "not-found";

    /// <summary>Whether a request that no route matched is somebody's who looks for a page.</summary>
    public static bool IsVisit(HttpContext context) =>
        context.GetEndpoint() is null && HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    /// <summary>Shows the page; who is not signed in is asked to, and comes back to the address.</summary>
    public static async Task ShowAsync(HttpContext context)
    {
        var signedIn = await context.AuthenticateAsync(SignIn.Scheme);
        if (!signedIn.Succeeded || !signedIn.Principal.IsInRole(Role.Viewer))
        {
            await context.ChallengeAsync(SignIn.Scheme);
            return;
        }

        context.User = signedIn.Principal;
        var page = context.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .First(static e => e.RoutePattern.RawText?.TrimStart('/') == Page && e.Metadata.GetMetadata<ConsoleRoute>() is not null);
        context.SetEndpoint(page);
        await page.RequestDelegate!(context);
    }
}
