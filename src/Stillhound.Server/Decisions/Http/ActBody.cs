using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stillhound.Server.Configuration;
using Stillhound.Server.Decisions.Acts;

namespace Stillhound.Server.Decisions.Http;

/// <summary>What the body of a person's act says. All of it may be left out.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Revision">The decision as it was looked at; an act upon another is refused.</param>
/// <param name="For">How much longer a decision is to hold.</param>
/// <param name="Account">The one account that a decision is undone for.</param>
internal sealed record ActBody(string? Reason, long? Revision, TimeSpan? For, string? Account)
{
    private const int Longest = 16 << 10;

    /// <summary>Reads it.</summary>
    /// <exception cref="ActRefusedException">It is too long, no JSON object, or holds what no act has.</exception>
    public static async Task<ActBody> ReadAsync(HttpRequest request)
    {
        var body = new byte[Longest + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, request.HttpContext.RequestAborted);
        if (length > Longest)
            throw Wrong("the body is longer than 16 KB");
        if (length == 0)
            return new ActBody(null, null, null, null);
        if (!request.HasJsonContentType())
            throw Wrong("the body has to be application/json");
        try
        {
            using var json = JsonDocument.Parse(body.AsMemory(0, length), new JsonDocumentOptions { MaxDepth = 4 });
            return Read(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw Wrong("the body is no JSON object of the expected kind");
        }
    }

    private static ActBody Read(JsonElement json)
    {
        var body = new ActBody(null, null, null, null);
        foreach (var member in json.EnumerateObject())
        {
            body = member.Name switch
            {
                "reason" => body with { Reason = member.Value.GetString() },
                "revision" => body with { Revision = member.Value.GetInt64() },
                "account" => body with { Account = member.Value.GetString() },
                "for" => DurationText.TryParse(member.Value.GetString() ?? "", out var time) ? body with { For = time } : throw Wrong("for: expected a duration such as 12h"),
                _ => throw Wrong($"unknown member '{Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(member.Name))}'; known are reason, revision, for and account"),
            };
        }

        return body;
    }

    private static ActRefusedException Wrong(string message) => new(Refusal.Invalid, message);
}
