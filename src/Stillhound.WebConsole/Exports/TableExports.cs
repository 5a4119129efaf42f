using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stillhound.Server.Hosting;
using Stillhound.WebConsole.Data;
using Stillhound.WebConsole.Hosting;
using Stillhound.WebConsole.Tables;

namespace Stillhound.WebConsole.Exports;

/// <summary>Every table as CSV and as JSON, whole, from the same definition that the page shows.</summary>
internal static class TableExports
{
    /// <summary>Adds the routes of the tables that every console has.</summary>
    public static void Map(RouteGroupBuilder routes)
    {
        Map(routes, "/export/campaigns", static async (state, context) =>
        {
            var view = await state.Found.NowAsync(context.RequestAborted);
            return CampaignTable.Of(QueueRow.All(view, state.Host, context.User.Identity?.Name), "campaigns", "Campaigns", view.Findings.Input.Last);
        });
        MapLive(routes, "/export/cases", static (live, _) => CaseTables.Cases(live));
        MapLive(routes, "/export/appeals", static (live, now) => CaseTables.Appeals(live, now));
        MapLive(routes, "/export/taught", static (live, _) => CaseTables.Taught(live));
        Map(routes, "/export/holds", static (state, _) => Task.FromResult<ITable?>(state.Host is { } host ? HoldRow.Table(host.Live.Holds.All, state.Time.GetUtcNow()) : null), ConsoleParts.Administers);
        WorkspaceExports.Map(routes);
    }

    /// <summary>Adds the routes of a table that only a running server has.</summary>
    /// <param name="routes">The console's routes.</param>
    /// <param name="path">Its address without <c>.csv</c> and <c>.json</c>.</param>
    /// <param name="table">Makes it, from what is live and the time.</param>
    public static void MapLive(RouteGroupBuilder routes, string path, Func<LiveState, DateTimeOffset, ITable> table) =>
        Map(routes, path, (state, _) => Task.FromResult(state.Host is { } host ? table(host.Live, state.Time.GetUtcNow()) : null));

    /// <summary>Adds the routes of one table.</summary>
    /// <param name="routes">The console's routes.</param>
    /// <param name="path">Its address without <c>.csv</c> and <c>.json</c>.</param>
    /// <param name="table">Makes it; null where there is none for that address.</param>
    /// <param name="policy">Who may have it.</param>
    public static void Map(RouteGroupBuilder routes, string path, Func<ConsoleState, HttpContext, Task<ITable?>> table, string policy = ConsoleParts.Looks)
    {
        routes.MapGet(path + ".csv", (HttpContext context, ConsoleState state) => Send(context, state, table, "csv", "text/csv; charset=utf-8", WriteCsv)).RequireAuthorization(policy);
        routes.MapGet(path + ".json", (HttpContext context, ConsoleState state) => Send(context, state, table, "json", "application/json", WriteJson)).RequireAuthorization(policy);
    }

    private static async Task Send(HttpContext context, ConsoleState state, Func<ConsoleState, HttpContext, Task<ITable?>> make, string extension, string type, Action<ITable, Stream> write)
    {
        if (await make(state, context) is not { } table)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        using var body = new MemoryStream();
        write(table, body);
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"stillhound-{table.Name}.{extension}\"";
        await context.Response.Body.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length), context.RequestAborted);
    }

    private static void WriteCsv(ITable table, Stream body)
    {
        using var writer = new StreamWriter(body, new UTF8Encoding(false), 1 << 14, leaveOpen: true);
        table.WriteCsv(writer);
    }

    private static void WriteJson(ITable table, Stream body)
    {
        using (var json = new Utf8JsonWriter(body, new JsonWriterOptions { Indented = true }))
            table.WriteJson(json);
        body.WriteByte((byte)'\n');
    }
}
