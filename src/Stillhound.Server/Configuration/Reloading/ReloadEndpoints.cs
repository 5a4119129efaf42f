using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Stillhound.Server.Configuration.Reloading;

/// <summary>Reads the configuration again on demand, and answers what became of it.</summary>
internal static class ReloadEndpoints
{
    /// <summary>Adds the route. Who may use it is the caller's to say.</summary>
    public static void MapReload(this IEndpointRouteBuilder routes, ConfigReload reload) => routes.MapPost("/api/config/reload", async context =>
    {
        var outcome = await Task.Run(() => reload.Reload("token:" + context.User.Identity?.Name));
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            outcome.Write(json);
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        context.Response.StatusCode = outcome.Applied ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
    });

    /// <summary>Writes what a status says of the configuration.</summary>
    public static void WriteConfig(this Utf8JsonWriter json, ConfigReload reload)
    {
        json.WriteStartObject("config");
        var inForce = reload.InForce;
        json.WriteString("hash", inForce.Hash);
        json.WriteString("read_at", inForce.At.UtcDateTime);
        json.WriteStartArray("needs_restart");
        foreach (var key in inForce.NeedsRestart)
            json.WriteStringValue(key);
        json.WriteEndArray();
        if (reload.Refused is { } refused)
        {
            json.WriteStartObject("refused");
            json.WriteString("hash", refused.Hash);
            json.WriteString("read_at", refused.At.UtcDateTime);
            json.WriteString("problem", refused.Problem);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
