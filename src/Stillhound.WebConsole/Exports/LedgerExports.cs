using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stillhound.Ledger;
using Stillhound.Server.Decisions.Http;
using Stillhound.Server.Hosting;
using Stillhound.WebConsole.Data;
using Stillhound.WebConsole.Data.Recorded;
using Stillhound.WebConsole.Hosting;
using Stillhound.WebConsole.Tables;

namespace Stillhound.WebConsole.Exports;

/// <summary>What a search of the ledger finds, sent as it is found, the newest first and so many at most.</summary>
internal static class LedgerExports
{
    /// <summary>Entries of one export at most.</summary>
    public const int Most = 100_000;

    private const int AtOnce = 500;

    /// <summary>Adds the routes.</summary>
    public static void Map(RouteGroupBuilder routes)
    {
        routes.MapGet("/export/ledger.ndjson", (HttpContext context, ConsoleState state) => Send(context, state.Host!, "ndjson", "application/x-ndjson", null, Json)).RequireAuthorization(ConsoleParts.Looks);
        routes.MapGet("/export/ledger.csv", (HttpContext context, ConsoleState state) => Send(context, state.Host!, "csv", "text/csv; charset=utf-8", "seq,time,type,says,prev,hash\r\n", Csv)).RequireAuthorization(ConsoleParts.Looks);
        routes.MapGet("/export/ledger/{seq:long}.json", (long seq, HttpContext context, ConsoleState state) => One(seq, context, state.Host!)).RequireAuthorization(ConsoleParts.Looks);
    }

    private static async Task Send(HttpContext context, HostState host, string extension, string type, string? heading, Func<LedgerEntry, byte[]> line)
    {
        context.Response.ContentType = type;
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"stillhound-ledger.{extension}\"";
        if (heading is not null)
            await context.Response.WriteAsync(heading, context.RequestAborted);
        var lookup = new LedgerLookup(host.Options.LedgerFolder, host.Time);
        var head = host.Live.Ledger.Head.Seq;
        var query = LedgerSearch.Of(context.Request).Query(host) with { Most = AtOnce, Within = TimeSpan.FromSeconds(1) };
        var sent = 0;
        while (sent < Most)
        {
            var found = lookup.Search(query, head, context.RequestAborted);
            foreach (var entry in found.Entries.Take(Most - sent))
                await context.Response.Body.WriteAsync(line(entry), context.RequestAborted);
            sent += found.Entries.Count;
            if (!found.HasMore)
                return;
            query = query with { Before = found.Reached };
        }
    }

    private static async Task One(long seq, HttpContext context, HostState host)
    {
        LedgerEntry? entry;
        try
        {
            entry = new LedgerLookup(host.Options.LedgerFolder, host.Time).Find(seq, host.Live.Ledger.Head.Seq);
        }
        catch (LedgerException)
        {
            entry = null;
        }

        if (entry is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(Json(entry), context.RequestAborted);
    }

    private static byte[] Json(LedgerEntry entry)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
            DecisionJson.Entry(json, entry);
        body.WriteByte((byte)'\n');
        return body.ToArray();
    }

    private static byte[] Csv(LedgerEntry entry) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"{entry.Seq},{entry.Time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'},{entry.Type},{CsvText.Field(EntryWords.Of(entry))},{entry.Prev},{entry.Hash}\r\n"));
}
