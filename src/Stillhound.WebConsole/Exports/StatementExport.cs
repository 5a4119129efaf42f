using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stillhound.WebConsole.Data;
using Stillhound.WebConsole.Data.Accounts;
using Stillhound.WebConsole.Hosting;
using Stillhound.WebConsole.Parts;

namespace Stillhound.WebConsole.Exports;

/// <summary>A statement of reasons as a file.</summary>
internal static class StatementExport
{
    private const string Path = "/export/statement";

    /// <summary>Adds the route.</summary>
    public static void Map(RouteGroupBuilder routes) => routes.MapGet(Path, SendAsync).RequireAuthorization(ConsoleParts.Looks);

    /// <summary>Its address.</summary>
    public static string Of(string account, string? campaign) =>
        Path + "?name=" + Uri.EscapeDataString(account) + (campaign is null ? "" : "&campaign=" + Uri.EscapeDataString(campaign));

    private static async Task SendAsync(HttpContext context, ConsoleState state)
    {
        if (await AccountView.ReadWholeAsync(state, AccountPath.Read(context), context.RequestAborted) is not { } account)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var body = Encoding.UTF8.GetBytes(Statement.Of(account, context.Request.Query["campaign"] is [{ Length: > 0 } campaign, ..] ? campaign : null, state.Time.GetUtcNow()));
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.ContentLength = body.Length;
        context.Response.Headers.ContentDisposition = "attachment; filename=\"statement-of-reasons.txt\"";
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
