using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Stillhound.Server.Grpc;

namespace Stillhound.Server.Enforcement;

/// <summary>Reads the body of a request within bounds of size and time, and never fails: what was read is what there is.</summary>
internal static class JsonBody
{
    /// <summary>Reads it.</summary>
    /// <returns>Null when all of it was read, else how it ended: late, or unreadable because it is too large, broken or no JSON.</returns>
    public static async ValueTask<Outcome?> ReadAsync(HttpRequest request, JsonFields fields, EnforcerBounds bounds, TimeProvider time)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } most)
            most.MaxRequestBodySize = bounds.MostBytes;
        if (request.Headers.ContentEncoding.Count > 0)
            return Outcome.Unreadable;
        var bytes = new BoundedRead(request.BodyReader, bounds.Deadline, time);
        try
        {
            while (true)
            {
                if (await bytes.NextAsync() is not { } result)
                    return Outcome.Late;
                var understood = fields.Feed(result.Buffer, result.IsCompleted);
                request.BodyReader.AdvanceTo(understood, result.Buffer.End);
                if (result.IsCompleted)
                    return null;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or IOException or OperationCanceledException)
        {
            return Outcome.Unreadable;
        }
    }
}
