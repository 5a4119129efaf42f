using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Stillhound.Server.Tests.Configuration.Schema;

/// <summary>The keys of the schema as the tables of docs/configuration.md.</summary>
internal static class KeyTable
{
    public static string Of(JsonElement schema)
    {
        var text = new StringBuilder();
        var published = SchemaKeys.All(schema);
        foreach (var section in schema.GetProperty("properties").EnumerateObject())
        {
            var keys = Ordered(section.Value, section.Name, published.Keys).ToList();
            text.Append(CultureInfo.InvariantCulture, $"### {section.Name}\n\n{section.Value.GetProperty("description").GetString()}\n\n| key | default | range | takes effect | meaning |\n| --- | --- | --- | --- | --- |\n");
            foreach (var key in keys)
                Row(text, key, published[key], AtOnce(key, published));
            text.Append('\n');
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    // In the order of the schema; the dictionary's own is by name.
    private static IEnumerable<string> Ordered(JsonElement section, string at, ICollection<string> published)
    {
        if (!section.TryGetProperty("properties", out var properties))
            return published.Where(k => k == at || k.StartsWith(at + "[]", StringComparison.Ordinal) || k.StartsWith(at + ".", StringComparison.Ordinal));
        return properties.EnumerateObject().SelectMany(p => Ordered(p.Value, $"{at}.{p.Name}", published));
    }

    private static bool AtOnce(string key, SortedDictionary<string, JsonElement> published)
    {
        for (var name = key; name.Length > 0; name = name[..Math.Max(0, name.LastIndexOfAny(['.', '[']))])
        {
            if (published.TryGetValue(name, out var schema) && schema.TryGetProperty("x-reload", out _))
                return true;
        }

        return false;
    }

    private static void Row(StringBuilder text, string key, JsonElement schema, bool atOnce) => text.Append(CultureInfo.InvariantCulture,
        $"| `{key}` | {Default(schema)} | {Range(schema)} | {(atOnce ? "at once" : "restart")} | {(schema.TryGetProperty("description", out var told) ? told.GetString()! : "What it gets.").Replace("|", "\\|", StringComparison.Ordinal)} |\n");

    private static string Default(JsonElement schema) => !schema.TryGetProperty("default", out var value) ? "" : value.ValueKind switch
    {
        JsonValueKind.Array => value.GetArrayLength() == 0 ? "none" : string.Join(", ", value.EnumerateArray().Select(static v => $"`{v}`")),
        JsonValueKind.True or JsonValueKind.False => value.GetBoolean() ? "`true`" : "`false`",
        _ => $"`{value}`",
    };

    private static string Range(JsonElement schema)
    {
        if (schema.TryGetProperty("x-least", out var least))
            return $"{least} to {schema.GetProperty("x-most")}";
        if (schema.TryGetProperty("minimum", out least))
            return string.Create(CultureInfo.InvariantCulture, $"{least.GetDouble():#,0.######} to {schema.GetProperty("maximum").GetDouble():#,0.######}");
        if (schema.TryGetProperty("maximum", out var most))
            return string.Create(CultureInfo.InvariantCulture, $"at most {most.GetDouble():#,0.######}");
        if (!schema.TryGetProperty("enum", out var words))
            return "";
        return words.EnumerateArray().Any(static w => w.ValueKind == JsonValueKind.True) ? "true, false" : string.Join(", ", words.EnumerateArray().Where(static w => w.ValueKind == JsonValueKind.String).Select(static w => w.ToString()).Distinct()); // off is false to some editors
    }
}
