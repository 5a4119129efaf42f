using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stillhound.Server.Access;
using Stillhound.WebConsole.Access;

namespace Stillhound.WebConsole.Hosting;

/// <summary>
/// Makes every page once, for nobody: what the runtime does the first time that code runs takes longer than the page itself. The pages go
/// nowhere, and what looks at who is asking sees somebody without a name.
/// </summary>
internal sealed class FirstVisits(IEnumerable<EndpointDataSource> routes, IServiceScopeFactory scopes, ILogger<FirstVisits> log)
{
    /// <summary>Makes pages, one after the other.</summary>
    /// <param name="pages">Their routes as they are written on the page, the value of the one parameter, and the query.</param>
    /// <param name="cancellation">Stops between two.</param>
    public async Task MakeAsync(IEnumerable<(string Route, string Value, string Query)> pages, CancellationToken cancellation)
    {
        var known = routes.SelectMany(static r => r.Endpoints).OfType<RouteEndpoint>().Where(static e => e.Metadata.GetMetadata<ConsoleRoute>() is not null).ToLookup(static e => e.RoutePattern.RawText?.TrimStart('/'), StringComparer.Ordinal);
        foreach (var (route, value, query) in pages)
        {
            cancellation.ThrowIfCancellationRequested();
            if (known[route.TrimStart('/')].FirstOrDefault() is { } endpoint)
                await MakeAsync(endpoint, value, query);
        }
    }

    private async Task MakeAsync(RouteEndpoint endpoint, string value, string query)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider, User = Nobody() };
        var path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
        foreach (var parameter in endpoint.RoutePattern.Parameters)
        {
            context.Request.RouteValues[parameter.Name] = value;
            path = path.Replace("{" + parameter.Name + "}", Uri.EscapeDataString(value), StringComparison.Ordinal);
        }

        (context.Request.Method, context.Request.Scheme, context.Request.Host, context.Request.Path, context.Request.QueryString) = (HttpMethods.Get, "http", new HostString("localhost"), path, new QueryString(query));
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = path + query;
        context.Response.Body = Stream.Null;
        context.SetEndpoint(endpoint);
        try
        {
            await endpoint.RequestDelegate!(context);
        }
#pragma warning disable CA1031 // Nobody waits for it; whoever asks for the page is told what is wrong with it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            NotMade(log, path, e.Message, null);
        }
    }

    // With every role, so that the forms are made too; nothing can be done with a page that goes nowhere.
    private static ClaimsPrincipal Nobody() => new(new ClaimsIdentity(Role.Implied(Role.Admin).Select(static role => new Claim(ClaimTypes.Role, role)), SignIn.Scheme));

    private static readonly Action<ILogger, string, string, Exception?> NotMade = LoggerMessage.Define<string, string>(LogLevel.Debug, new EventId(1), "{Page} was not made beforehand: {Reason}");
}
