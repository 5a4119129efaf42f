using System.Text.Json;

namespace Stillhound.Reporting.Reading;

/// <summary>Fields of what a scan wrote, read so that whatever stands there instead is named in a <see cref="FormatException"/>.</summary>
internal static class JsonFields
{
    public static JsonElement Required(this JsonElement json, string name)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw new FormatException($"a value stands where fields such as {name} should");
        return json.TryGetProperty(name, out var value) ? value : throw new FormatException($"{name} is missing");
    }

    /// <summary>A field; null where an older program did not write it or there was nothing to write.</summary>
    public static JsonElement? Optional(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static string Text(this JsonElement json, string name) => TextOf(json.Required(name), name);

    public static string? OptionalText(this JsonElement json, string name) => json.Optional(name) is { } value ? TextOf(value, name) : null;

    public static long Long(this JsonElement json, string name) => LongOf(json.Required(name), name);

    /// <summary>A count that fits 31 bits, not negative.</summary>
    public static int Count(this JsonElement json, string name) => CountOf(json.Required(name), name);

    /// <summary>A number; NaN where it is null or was not written.</summary>
    public static double Number(this JsonElement json, string name)
    {
        if (json.Optional(name) is not { } value)
            return double.NaN;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) ? number : throw Wrong(name, "number");
    }

    public static bool Flag(this JsonElement json, string name) => json.Required(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(name, "true or false"),
    };

    public static DateTimeOffset Time(this JsonElement json, string name) => json.OptionalTime(name) ?? throw new FormatException($"{name} is missing");

    public static DateTimeOffset? OptionalTime(this JsonElement json, string name)
    {
        if (json.Optional(name) is not { } value)
            return null;
        return value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var time) ? time : throw Wrong(name, "time");
    }

    /// <summary>The items of a list; none where it was not written.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement json, string name)
    {
        if (json.Optional(name) is not { } value)
            return [];
        return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw Wrong(name, "list");
    }

    public static List<string> Texts(this JsonElement json, string name) => [.. json.Items(name).Select(item => TextOf(item, name))];

    public static List<long> Longs(this JsonElement json, string name) => [.. json.Items(name).Select(item => LongOf(item, name))];

    public static List<int> Counts(this JsonElement json, string name) => [.. json.Items(name).Select(item => CountOf(item, name))];

    private static string TextOf(JsonElement value, string name)
    {
        if (value.ValueKind != JsonValueKind.String)
            throw Wrong(name, "text");
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException($"{name} is no valid text", e); // half of a surrogate pair
        }
    }

    private static long LongOf(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : throw Wrong(name, "whole number");

    private static int CountOf(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= 0 ? number : throw Wrong(name, "count");

    private static FormatException Wrong(string name, string wanted) => new($"{name} is no {wanted}");
}
