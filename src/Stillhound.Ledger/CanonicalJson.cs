using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Stillhound.Ledger;

/// <summary>
/// One form for each JSON value, after RFC 8785: no white space, keys in the order of their UTF-16 code units, the shortest escapes.
/// Numbers are whole and within ±(2^53 − 1), so that every language reads and writes them alike.
/// </summary>
public static class CanonicalJson
{
    private const long Largest = (1L << 53) - 1;
    private const int Deepest = 32;

    private static readonly SearchValues<byte> Escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(static c => (byte)c), (byte)'"', (byte)'\\']);

    /// <summary>The canonical form.</summary>
    /// <param name="json">One JSON value in UTF-8.</param>
    /// <exception cref="ArgumentException">It is no JSON, has a key twice, a number that is not whole, or is nested more than 32 deep.</exception>
    public static byte[] Of(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
            throw new ArgumentException("The payload is not UTF-8.", nameof(json));
        var output = new ArrayBufferWriter<byte>(json.Length + 16);
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Deepest });
            reader.Read();
            Value(ref reader, output);
            if (reader.Read())
                throw new ArgumentException("There is more than one value.", nameof(json));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new ArgumentException($"The payload is no JSON: {e.Message}", nameof(json), e);
        }

        return output.WrittenSpan.ToArray();
    }

    private static void Value(ref Utf8JsonReader reader, ArrayBufferWriter<byte> output)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                Members(ref reader, output);
                break;
            case JsonTokenType.StartArray:
                output.Write("["u8);
                for (var first = true; reader.Read() && reader.TokenType != JsonTokenType.EndArray; first = false)
                {
                    if (!first)
                        output.Write(","u8);
                    Value(ref reader, output);
                }

                output.Write("]"u8);
                break;
            case JsonTokenType.String:
                Text(ref reader, output);
                break;
            case JsonTokenType.Number:
                Number(ref reader, output);
                break;
            default:
                output.Write(reader.ValueSpan);
                break;
        }
    }

    private static void Members(ref Utf8JsonReader reader, ArrayBufferWriter<byte> output)
    {
        output.Write("{"u8);
        var start = output.WrittenCount;
        var members = new List<(string Key, int Start, int End)>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (members.Count > 0)
                output.Write(","u8);
            var from = output.WrittenCount;
            var key = reader.GetString()!;
            Text(ref reader, output);
            output.Write(":"u8);
            reader.Read();
            Value(ref reader, output);
            members.Add((key, from, output.WrittenCount));
        }

        Sort(members, start, output);
        output.Write("}"u8);
    }

    private static void Sort(List<(string Key, int Start, int End)> members, int start, ArrayBufferWriter<byte> output)
    {
        var sorted = true;
        for (var i = 1; i < members.Count; i++)
            sorted &= string.CompareOrdinal(members[i - 1].Key, members[i].Key) < 0;
        if (sorted)
            return;
        var written = output.WrittenSpan[start..].ToArray();
        members.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        // The writer cannot step back, so the part is written over where it stands.
        var at = System.Runtime.InteropServices.MemoryMarshal.AsMemory(output.WrittenMemory)[start..].Span;
        for (var i = 0; i < members.Count; i++)
        {
            var (key, from, to) = members[i];
            if (i > 0 && key == members[i - 1].Key)
                throw new ArgumentException("An object has a key twice.");
            if (i > 0)
            {
                at[0] = (byte)',';
                at = at[1..];
            }

            written.AsSpan(from - start, to - from).CopyTo(at);
            at = at[(to - from)..];
        }
    }

    private static void Number(ref Utf8JsonReader reader, ArrayBufferWriter<byte> output)
    {
        if (!reader.TryGetInt64(out var number) || number is > Largest or < -Largest)
            throw new ArgumentException("A number is not whole or too large; write it in smaller units or as text.");
        number.TryFormat(output.GetSpan(24), out var written, provider: CultureInfo.InvariantCulture);
        output.Advance(written);
    }

    private static void Text(ref Utf8JsonReader reader, ArrayBufferWriter<byte> output)
    {
        output.Write("\""u8);
        if (!reader.ValueIsEscaped)
            output.Write(reader.ValueSpan); // What needs an escape cannot stand here without one.
        else
            Escape(Encoding.UTF8.GetBytes(reader.GetString()!), output);
        output.Write("\""u8);
    }

    private static void Escape(ReadOnlySpan<byte> text, ArrayBufferWriter<byte> output)
    {
        for (int at; (at = text.IndexOfAny(Escaped)) >= 0; text = text[(at + 1)..])
        {
            output.Write(text[..at]);
            output.Write(text[at] switch
            {
                (byte)'"' => "\\\""u8,
                (byte)'\\' => "\\\\"u8,
                (byte)'\b' => "\\b"u8,
                (byte)'\t' => "\\t"u8,
                (byte)'\n' => "\\n"u8,
                (byte)'\f' => "\\f"u8,
                (byte)'\r' => "\\r"u8,
                var other => Encoding.ASCII.GetBytes($"\\u{other:x4}"),
            });
        }

        output.Write(text);
    }
}
