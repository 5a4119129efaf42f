using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Stillhound.Server.Decisions;

namespace Stillhound.Server.Enforcement.CrowdSec;

/// <summary>
/// The part of CrowdSec's local API that bouncers use: the stream of decisions, questions about one value, and the calls that say
/// they are alive. Accounts stand as they are stored, so a bouncer can match them only where names are kept plain.
/// </summary>
internal static class BouncerEndpoints
{
    private const int FlushAt = 64 << 10;
    private const int MostMetricsBytes = 1 << 20;

    /// <summary>Maps them.</summary>
    /// <param name="routes">Where.</param>
    /// <param name="enforcer">Counts and the clock.</param>
    /// <param name="decisions">What stands.</param>
    /// <param name="options">Keys and names.</param>
    /// <param name="cursors">How far each has read.</param>
    public static void MapBouncers(this IEndpointRouteBuilder routes, Enforcer enforcer, IDecisions decisions, BouncerOptions options, BouncerCursors cursors)
    {
        routes.MapMethods("/v1/decisions/stream", [HttpMethods.Get, HttpMethods.Head], Guarded(enforcer, options, (context, bouncer) => StreamAsync(context, bouncer, enforcer, decisions, options, cursors)));
        routes.MapMethods("/v1/decisions", [HttpMethods.Get, HttpMethods.Head], Guarded(enforcer, options, (context, _) => ListAsync(context, enforcer, decisions, options)));
        routes.MapMethods("/v1/heartbeat", [HttpMethods.Get, HttpMethods.Head], Guarded(enforcer, options, static (context, _) => SayAsync(context, StatusCodes.Status200OK, "ok")));
        routes.MapPost("/v1/usage-metrics", Guarded(enforcer, options, static (context, _) => TakeMetricsAsync(context)));
    }

    private static RequestDelegate Guarded(Enforcer enforcer, BouncerOptions options, Func<HttpContext, string, Task> serve) => async context =>
    {
        var begun = enforcer.Begin();
        if (options.Keys.IsOpen || options.Keys.NameOf(context.Request) is not { } bouncer)
        {
            enforcer.Counts.Count(Outcome.Unauthorized, default);
            await SayAsync(context, StatusCodes.Status403Forbidden, "access forbidden");
            return;
        }

        await serve(context, bouncer);
        enforcer.Counts.Count(Outcome.Allowed, enforcer.Time.GetElapsedTime(begun));
    };

    private static async Task StreamAsync(HttpContext context, string bouncer, Enforcer enforcer, IDecisions decisions, BouncerOptions options, BouncerCursors cursors)
    {
        var query = context.Request.Query;
        var current = decisions.Current;
        var place = $"{bouncer}@{context.Connection.RemoteIpAddress}";
        var isStartup = query["startup"] == "true";
        var ours = query["since"] is [{ } cursor];
        var since = ours ? cursors.Parse(query["since"].ToString()) : isStartup ? null : cursors.Of(place);
        var etag = $"\"{cursors.TextOf(current.Version)}\"";
        if (ours && since == current.Version && context.Request.Headers.IfNoneMatch == etag)
        {
            cursors.Note(place, current.Version, enforcer.Time.GetUtcNow());
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var changes = since is { } version && version <= current.Version ? decisions.ChangesSince(version) : null;
        var reached = changes?.Version ?? current.Version;
        context.Response.Headers.ETag = $"\"{cursors.TextOf(reached)}\"";
        context.Response.Headers["x-stillhound-stream"] = changes is null ? "whole" : "delta";
        var filter = new DecisionFilter(query, options);
        var now = enforcer.Time.GetUtcNow();
        await WriteAsync(context, async (json, flush) =>
        {
            var writer = new DecisionJson(json, options, now);
            json.WriteStartObject();
            json.WritePropertyName("new");
            await WriteListAsync(json, changes?.Added ?? current.All, item => filter.Wants(item.Decision) && now < item.Decision.Until, writer.Write, flush);
            json.WritePropertyName("deleted");
            await WriteListAsync(json, changes?.Removed ?? [], item => filter.Wants(item.Decision), writer.WriteDeleted, flush);
            json.WriteEndObject();
        });
        cursors.Note(place, reached, now);
        if (!ours)
            cursors.Keep(place, reached); // only now that it was sent
    }

    private static Task ListAsync(HttpContext context, Enforcer enforcer, IDecisions decisions, BouncerOptions options)
    {
        var filter = new DecisionFilter(context.Request.Query, options);
        var now = enforcer.Time.GetUtcNow();
        return WriteAsync(context, (json, flush) =>
        {
            var asked = context.Request.Query["value"] is [{ Length: > 0 } value]
                ? decisions.Find(Encoding.UTF8.GetBytes(value)) is { } found ? [new AccountDecision(value, found)] : []
                : decisions.Current.All;
            return WriteListAsync(json, asked, item => filter.Wants(item.Decision) && now < item.Decision.Until, new DecisionJson(json, options, now).Write, flush);
        });
    }

    private delegate void WriteItem(in AccountDecision item);

    // CrowdSec writes null for an empty list.
    private static async Task WriteListAsync(Utf8JsonWriter json, IEnumerable<AccountDecision> items, Func<AccountDecision, bool> wants, WriteItem write, Func<Task> flush)
    {
        var any = false;
        foreach (var item in items)
        {
            if (!wants(item))
                continue;
            if (!any)
                json.WriteStartArray();
            any = true;
            write(item);
            if (json.BytesPending >= FlushAt)
                await flush();
        }

        if (any)
            json.WriteEndArray();
        else
            json.WriteNullValue();
    }

    private static async Task WriteAsync(HttpContext context, Func<Utf8JsonWriter, Func<Task>, Task> write)
    {
        context.Response.ContentType = "application/json";
        if (HttpMethods.IsHead(context.Request.Method))
            return;
        var isGzip = context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        if (isGzip)
            context.Response.Headers.ContentEncoding = "gzip";
        await using var gzip = isGzip ? new GZipStream(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true) : null;
        await using var json = new Utf8JsonWriter(gzip ?? context.Response.Body);
        await write(json, () => json.FlushAsync(context.RequestAborted));
        await json.FlushAsync(context.RequestAborted);
    }

    private static async Task TakeMetricsAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } most)
            most.MaxRequestBodySize = MostMetricsBytes;
        try
        {
            // What bouncers count is theirs; it is taken, so that they go on, and not kept.
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            await SayAsync(context, StatusCodes.Status201Created, "ok");
        }
        catch (BadHttpRequestException e)
        {
            await SayAsync(context, e.StatusCode, "the body cannot be taken");
        }
    }

    private static Task SayAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.WriteAsync($"{{\"message\":\"{message}\"}}", context.RequestAborted);
    }
}
