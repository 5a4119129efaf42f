using Microsoft.AspNetCore.Http;

namespace Stillhound.WebConsole.Layout;

/// <summary>Sets the status of an answer whose page says the same in words. Set at once it would have the page left out.</summary>
internal static class LateStatus
{
    /// <summary>Sets it.</summary>
    public static void Set(HttpContext context, int status) => context.Response.OnStarting(state =>
    {
        ((HttpResponse)state).StatusCode = status;
        return Task.CompletedTask;
    }, context.Response);
}
