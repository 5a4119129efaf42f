using System.Text.Json;

namespace Stillhound.Server.Tests.Configuration.Schema;

/// <summary>The schema as a flat list of keys, such as <c>access.tokens[].name</c>.</summary>
internal static class SchemaKeys
{
    /// <summary>Every key that has a value, those of lists and of alternatives included, with its own schema.</summary>
    public static SortedDictionary<string, JsonElement> All(JsonElement schema)
    {
        var keys = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        Add(keys, schema, schema, "");
        return keys;
    }

    private static void Add(SortedDictionary<string, JsonElement> keys, JsonElement root, JsonElement schema, string at)
    {
        var isSection = false;
        foreach (var form in Forms(root, schema))
        {
            if (form.TryGetProperty("properties", out var properties))
            {
                isSection |= !schema.TryGetProperty("anyOf", out _) && !schema.TryGetProperty("$ref", out _);
                foreach (var property in properties.EnumerateObject())
                    Add(keys, root, property.Value, at.Length == 0 ? property.Name : $"{at}.{property.Name}");
            }

            if (form.TryGetProperty("items", out var items))
                Add(keys, root, items, at + "[]");
            if (form.TryGetProperty("additionalProperties", out var others) && others.ValueKind == JsonValueKind.Object)
                Add(keys, root, others, at + ".*");
        }

        if (!isSection && at.Length > 0 && !at.EndsWith("[]", StringComparison.Ordinal))
            keys[at] = schema;
    }

    /// <summary>A schema with what it refers to and its alternatives.</summary>
    private static IEnumerable<JsonElement> Forms(JsonElement root, JsonElement schema)
    {
        yield return schema;
        if (schema.TryGetProperty("$ref", out var named))
        {
            foreach (var form in Forms(root, root.GetProperty("$defs").GetProperty(named.GetString()![8..])))
                yield return form;
        }

        foreach (var form in schema.TryGetProperty("anyOf", out var forms) ? forms.EnumerateArray().SelectMany(f => Forms(root, f)) : [])
            yield return form;
    }
}
