using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Stillhound.Server.Enforcement.Webhooks;

/// <summary>Shows how deliveries stand, and enables a receiver again.</summary>
internal static class WebhookEndpoints
{
    /// <summary>Maps <c>GET /v1/webhooks</c> and <c>POST /v1/webhooks/NAME/enable</c>. The latter needs a key even where others do not.</summary>
    /// <param name="routes">Where they are mapped.</param>
    /// <param name="sender">What sends.</param>
    /// <param name="keys">Who may ask; null where that was asked before.</param>
    public static void MapWebhooks(this IEndpointRouteBuilder routes, WebhookSender sender, AccessKeys? keys)
    {
        routes.MapGet("/v1/webhooks", context => keys is not null && keys.NameOf(context.Request) is null ? Refuse(context) : WriteAsync(context, sender.Status));
        routes.MapPost("/v1/webhooks/{name}/enable", context =>
        {
            if (keys is not null && (keys.IsOpen || keys.NameOf(context.Request) is null))
                return Refuse(context);
            context.Response.StatusCode = sender.Enable((string)context.Request.RouteValues["name"]!) ? StatusCodes.Status204NoContent : StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }

    private static Task Refuse(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    private static async Task WriteAsync(HttpContext context, IReadOnlyList<WebhookStatus> all)
    {
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter((IBufferWriter<byte>)context.Response.BodyWriter);
        json.WriteStartArray();
        foreach (var status in all)
            Write(json, status);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, WebhookStatus status)
    {
        json.WriteStartObject();
        json.WriteString("name", status.Name);
        json.WriteString("host", status.Host);
        json.WriteBoolean("disabled", status.IsDisabled);
        json.WriteNumber("pending", status.Pending);
        json.WriteNumber("delivered", status.Delivered);
        json.WriteNumber("failures", status.Failures);
        json.WriteNumber("given_up", status.GivenUp);
        json.WriteNumber("dropped", status.Dropped);
        if (status.LastAt is { } at)
        {
            json.WriteString("last_at", at.UtcDateTime);
            json.WriteNumber("last_status", status.LastStatus);
            json.WriteString("last_error", status.LastError);
        }

        json.WriteEndObject();
    }
}
