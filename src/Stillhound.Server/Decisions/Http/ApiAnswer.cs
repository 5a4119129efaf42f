using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stillhound.Ledger;
using Stillhound.Server.Decisions.Acts;

namespace Stillhound.Server.Decisions.Http;

/// <summary>Answers of the API, whatever they are about, and what queries ask for.</summary>
internal static class ApiAnswer
{
    private const int MostListed = 1000;

    /// <summary>Writes an answer, or says in one line why there is none.</summary>
    public static async Task Answer(HttpContext context, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        var (status, error) = Try(buffer, write);
        if (error is not null)
        {
            buffer.SetLength(0);
            using var json = new Utf8JsonWriter(buffer);
            json.WriteStartObject();
            json.WriteString("error", error);
            json.WriteEndObject();
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "no-store";
        if (status == StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = "5";
        context.Response.ContentLength = buffer.Length;
        await context.Response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), context.RequestAborted);
    }

    private static (int Status, string? Error) Try(MemoryStream buffer, Action<Utf8JsonWriter> write)
    {
        using var json = new Utf8JsonWriter(buffer);
        try
        {
            write(json);
            json.Flush();
            return (StatusCodes.Status200OK, null);
        }
        catch (ActRefusedException e)
        {
            json.Reset();
            return (e.Refusal switch { Refusal.Unknown => StatusCodes.Status404NotFound, Refusal.Conflict => StatusCodes.Status409Conflict, _ => StatusCodes.Status400BadRequest }, e.Message);
        }
        catch (UnauthorizedAccessException)
        {
            json.Reset();
            return (StatusCodes.Status401Unauthorized, "who acts is not known");
        }
        catch (LedgerException)
        {
            // What exactly failed is for the log of whoever runs this, not for whoever asks.
            json.Reset();
            return (StatusCodes.Status503ServiceUnavailable, "the ledger cannot be used; nothing has changed");
        }
    }

    /// <summary>How many a query asks for, at most a thousand.</summary>
    public static int Limit(IQueryCollection query, string key, int otherwise) => (int)Number(query, key, otherwise, MostListed);

    /// <summary>A whole number of a query.</summary>
    /// <exception cref="ActRefusedException">It is none.</exception>
    public static long Number(IQueryCollection query, string key, long otherwise, long most)
    {
        if (Text(query, key) is not { } text)
            return otherwise;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : throw new ActRefusedException(Refusal.Invalid, string.Create(CultureInfo.InvariantCulture, $"{key}: expected a whole number up to {most}"));
    }

    /// <summary>A parameter of a query; null without.</summary>
    public static string? Text(IQueryCollection query, string key) => query.TryGetValue(key, out var values) && values.Count > 0 && values[0] is { Length: > 0 } text ? text : null;
}
