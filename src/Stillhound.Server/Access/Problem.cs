using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Stillhound.Server.Access;

/// <summary>Answers that something cannot be done, as one JSON object with a line for a person.</summary>
internal static class Problem
{
    /// <summary>Writes the answer.</summary>
    public static Task Write(HttpResponse response, int status, string what)
    {
        response.StatusCode = status;
        response.ContentType = "application/json";
        return response.WriteAsync($"{{\"error\":{JsonSerializer.Serialize(what, ProblemJson.Default.String)}}}\n");
    }
}

/// <summary>JSON of answers.</summary>
[System.Text.Json.Serialization.JsonSerializable(typeof(string))]
internal sealed partial class ProblemJson : System.Text.Json.Serialization.JsonSerializerContext;
