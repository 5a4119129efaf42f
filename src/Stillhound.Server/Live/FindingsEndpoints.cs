using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stillhound.Core.Campaigns;
using Stillhound.Reporting;
using Stillhound.Server.Access;
using Stillhound.Server.Configuration.Reloading;
using Stillhound.Server.Hosting;

namespace Stillhound.Server.Live;

/// <summary>What was found so far, in the forms in which a scan writes it, and how far the detector is.</summary>
internal static class FindingsEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void MapFindings(this IEndpointRouteBuilder routes, LiveState state, ConfigReload? reload)
    {
        var group = routes.MapGroup("/api").RequireAuthorization(static policy => policy.RequireRole(Role.Viewer));
        group.MapGet("/findings", context => WriteAsync(context, state, "application/json", FindingsWriter.WriteCampaigns));
        group.MapGet("/members", context => WriteAsync(context, state, "text/csv; charset=utf-8", FindingsWriter.WriteMembers));
        group.MapGet("/report", context =>
        {
            // The page brings everything with it; it may load nothing and send nothing.
            context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
            return WriteAsync(context, state, "text/html; charset=utf-8", FindingsWriter.WriteReport);
        });
        group.MapGet("/status", context => StatusAsync(context, state, reload));
    }

    private static async Task WriteAsync(HttpContext context, LiveState state, string type, Action<Findings, Stream> write)
    {
        var findings = await state.Detector.AskAsync(static engine => engine.Now(), context.RequestAborted);
        using var buffer = new MemoryStream();
        write(findings, buffer);
        await SendAsync(context.Response, type, buffer);
    }

    private static async Task StatusAsync(HttpContext context, LiveState state, ConfigReload? reload)
    {
        var coverage = await state.Detector.AskAsync(static engine => engine.Coverage(), context.RequestAborted);
        var status = state.Detector.Status;
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("exchanges", status.Exchanges);
            json.WriteNumber("late", status.Late);
            json.WriteNumber("campaigns", status.Campaigns);
            json.WriteNumber("queued_bytes", state.Intake.QueuedBytes);
            json.WriteBoolean("caught_up", status.CaughtUp);
            WriteTime(json, "event_time", status.EventTime);
            WriteTime(json, "last_search", status.LastSearch);
            json.WriteStartArray("families");
            foreach (var family in coverage)
            {
                json.WriteStartObject();
                json.WriteString("family", family.Family);
                json.WriteBoolean("blind", !family.Available);
                json.WriteNumber("share", Math.Round(family.Share, 4));
                json.WriteString("needs", family.Needs);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (reload is not null)
                json.WriteConfig(reload);
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        await SendAsync(context.Response, "application/json", buffer);
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } at)
            json.WriteString(name, at.UtcDateTime);
        else
            json.WriteNull(name);
    }

    private static Task SendAsync(HttpResponse response, string type, MemoryStream body)
    {
        response.ContentType = type;
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        return response.Body.WriteAsync(body.GetBuffer(), 0, (int)body.Length);
    }
}
