using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stillhound.Server.Decisions.Acts;

namespace Stillhound.Server.Decisions.Http;

/// <summary>The members of a person's act: one flat JSON object of texts, with <c>revision</c> as the one whole number.</summary>
internal sealed class ActFields
{
    private const int Longest = 16 << 10;
    private readonly Dictionary<string, string?> _texts = new(StringComparer.Ordinal);

    private ActFields()
    {
    }

    /// <summary>What was looked at; null where the act does not say.</summary>
    public long? Revision { get; private set; }

    /// <summary>A text; null where it is absent or null.</summary>
    public string? this[string name] => _texts.GetValueOrDefault(name);

    /// <summary>Whether a member is there, be it null.</summary>
    public bool Has(string name) => _texts.ContainsKey(name);

    /// <summary>Reads a body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="known">The texts that this act has.</param>
    /// <exception cref="ActRefusedException">It is too long, no JSON object, or holds what this act has not.</exception>
    public static async Task<ActFields> ReadAsync(HttpRequest request, IReadOnlyList<string> known)
    {
        var body = new byte[Longest + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, request.HttpContext.RequestAborted);
        if (length > Longest)
            throw Wrong("the body is longer than 16 KB");
        if (length == 0)
            return new ActFields();
        if (!request.HasJsonContentType())
            throw Wrong("the body has to be application/json");
        try
        {
            using var json = JsonDocument.Parse(body.AsMemory(0, length), new JsonDocumentOptions { MaxDepth = 4 });
            return Read(json.RootElement, known);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw Wrong("the body is no JSON object of the expected kind");
        }
    }

    private static ActFields Read(JsonElement json, IReadOnlyList<string> known)
    {
        var fields = new ActFields();
        foreach (var member in json.EnumerateObject())
        {
            if (member.Name == "revision")
                fields.Revision = member.Value.GetInt64();
            else if (known.Contains(member.Name, StringComparer.Ordinal))
                fields._texts[member.Name] = member.Value.GetString();
            else
                throw Wrong($"unknown member '{System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(member.Name))}'; known are {string.Join(", ", known.Append("revision"))}");
        }

        return fields;
    }

    private static ActRefusedException Wrong(string message) => new(Refusal.Invalid, message);
}
