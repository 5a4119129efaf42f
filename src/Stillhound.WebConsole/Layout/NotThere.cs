using Microsoft.AspNetCore.Http;

namespace Stillhound.WebConsole.Layout;

/// <summary>Says in an answer's status that what was asked for is not there, with a page that says it in words.</summary>
internal static class NotThere
{
    /// <summary>Marks an answer. Set at once the status would have the page left out.</summary>
    public static void Say(HttpContext context) => context.Response.OnStarting(static response =>
    {
        ((HttpResponse)response).StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }, context.Response);
}
