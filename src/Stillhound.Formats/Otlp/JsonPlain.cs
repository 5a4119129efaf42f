using Stillhound.Formats.Json;

namespace Stillhound.Formats.Otlp;

/// <summary>Writes an <c>AnyValue</c> of OTLP/JSON as plain JSON: <c>{"stringValue":"a"}</c> as <c>"a"</c>.</summary>
internal static class JsonPlain
{
    /// <returns>False when it is not one, or nested too deep.</returns>
    public static bool TryWrite(ReadOnlySpan<byte> value, PlainJson plain, int depth)
    {
        if (depth > OtlpValue.MaxDepth)
            return false;
        var json = new JsonCursor(value);
        if (json.ReadValue(out _) != JsonKind.Object)
            return false;
        var first = true;
        if (!json.NextMember(ref first, out var name))
        {
            plain.Add("null"u8);
            return !json.Failed;
        }

        var kind = json.ReadValue(out var text);
        switch (kind)
        {
            case JsonKind.String when name.Raw.SequenceEqual("intValue"u8) && !text.Escaped && JsonNumber.Measure(text.Raw, 0) == text.Raw.Length:
            case JsonKind.Number:
                plain.Add(text.Raw);
                return true;
            case JsonKind.String:
                plain.Add((byte)'"');
                plain.Add(text.Raw);
                plain.Add((byte)'"');
                return true;
            case JsonKind.True or JsonKind.False:
                plain.Add(kind == JsonKind.True ? "true"u8 : "false"u8);
                return true;
            case JsonKind.Null:
                plain.Add("null"u8);
                return true;
            case JsonKind.Object:
                return TryList(ref json, name.Raw.SequenceEqual("kvlistValue"u8), plain, depth);
            default:
                return false;
        }
    }

    private static bool TryList(ref JsonCursor json, bool isMap, PlainJson plain, int depth)
    {
        plain.Add(isMap ? (byte)'{' : (byte)'[');
        var count = 0;
        var first = true;
        while (json.NextMember(ref first, out var member))
        {
            var kind = json.ReadValue(out _);
            if (kind != JsonKind.Array || !member.Raw.SequenceEqual("values"u8))
            {
                if (kind is JsonKind.Object or JsonKind.Array)
                    json.SkipRest(kind);
                continue;
            }

            var firstElement = true;
            while (json.NextElement(ref firstElement))
            {
                kind = json.ReadValue(out _);
                var start = json.Position - 1;
                if (kind != JsonKind.Object || !json.SkipRest(kind))
                    return false;
                if (count++ > 0)
                    plain.Add((byte)',');
                if (!(isMap ? TryPair(json.Since(start), plain, depth) : TryWrite(json.Since(start), plain, depth + 1)))
                    return false;
            }
        }

        plain.Add(isMap ? (byte)'}' : (byte)']');
        return !json.Failed;
    }

    private static bool TryPair(ReadOnlySpan<byte> pair, PlainJson plain, int depth)
    {
        var json = new JsonCursor(pair);
        json.ReadValue(out _);
        ReadOnlySpan<byte> key = default;
        ReadOnlySpan<byte> value = "{}"u8;
        var first = true;
        while (json.NextMember(ref first, out var name))
        {
            var isKey = name.Raw.SequenceEqual("key"u8);
            var kind = json.ReadValue(out var text);
            var start = json.Position - 1;
            if (kind is JsonKind.Object or JsonKind.Array && !json.SkipRest(kind))
                return false;
            if (kind == JsonKind.String && isKey)
                key = text.Raw;
            else if (kind == JsonKind.Object && !isKey)
                value = json.Since(start);
        }

        plain.Add((byte)'"');
        plain.Add(key);
        plain.Add("\":"u8);
        return TryWrite(value, plain, depth + 1);
    }
}
