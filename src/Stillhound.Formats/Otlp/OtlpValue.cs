using System.Buffers.Text;
using System.Text.Unicode;
using Stillhound.Formats.Json;

namespace Stillhound.Formats.Otlp;

/// <summary>Decodes the value of an attribute: a scalar as it is, a list or map as plain JSON.</summary>
internal ref struct OtlpValue
{
    /// <summary>Levels of lists and maps that are followed; a deeper value is not read.</summary>
    public const int MaxDepth = 32;

    public JsonKind Kind;

    /// <summary>The scalar, or the JSON text of the container with its brackets.</summary>
    public JsonText Text;

    /// <summary>Decodes a value.</summary>
    /// <param name="raw">An <c>AnyValue</c>, as a protobuf message or as a JSON object.</param>
    /// <param name="isWire">Whether it is protobuf.</param>
    /// <param name="scratch">Room for numbers.</param>
    /// <param name="plain">Room for containers.</param>
    /// <returns>False when it is not one, not UTF-8, or nested too deep.</returns>
    public bool TryDecode(ReadOnlySpan<byte> raw, bool isWire, TextScratch scratch, PlainJson plain) =>
        isWire ? TryWire(raw, scratch, plain) : TryJson(raw, plain);

    private bool TryWire(ReadOnlySpan<byte> raw, TextScratch scratch, PlainJson plain)
    {
        Kind = JsonKind.Null;
        Text = default;
        var wire = new WireCursor(raw);
        while (wire.Next())
        {
            switch (wire.Field)
            {
                case 1 or 7 when wire.Type == WireType.Bytes:
                    Kind = Utf8.IsValid(wire.Bytes) ? JsonKind.String : JsonKind.Null;
                    Text = new JsonText(wire.Bytes, escaped: false);
                    break;
                case 2 when wire.Type == WireType.Varint:
                    Kind = wire.Number != 0 ? JsonKind.True : JsonKind.False;
                    break;
                case 3 when wire.Type == WireType.Varint:
                    Kind = JsonKind.Number;
                    var digits = scratch.Take(20);
                    Utf8Formatter.TryFormat((long)wire.Number, digits, out var length);
                    Text = new JsonText(digits[..length], escaped: false);
                    break;
                case 4 when wire.Type == WireType.Fixed64:
                    SetDouble(BitConverter.UInt64BitsToDouble(wire.Number), scratch.Take(32));
                    break;
                case 5 or 6 when wire.Type == WireType.Bytes:
                    plain.Begin();
                    if (!WirePlain.TryWrite(raw, plain, 0))
                    {
                        plain.Drop();
                        return false;
                    }

                    Kind = wire.Field == 5 ? JsonKind.Array : JsonKind.Object;
                    Text = new JsonText(plain.End(), escaped: false);
                    return !wire.Failed;
            }
        }

        return !wire.Failed;
    }

    private void SetDouble(double number, Span<byte> room)
    {
        if (!double.IsFinite(number) || !number.TryFormat(room, out var length, "R", System.Globalization.CultureInfo.InvariantCulture))
            return;
        Kind = JsonKind.Number;
        Text = new JsonText(room[..length], escaped: false);
    }

    private bool TryJson(ReadOnlySpan<byte> raw, PlainJson plain)
    {
        Kind = JsonKind.Null;
        Text = default;
        var json = new JsonCursor(raw);
        if (json.ReadValue(out _) != JsonKind.Object)
            return false;
        var first = true;
        if (!json.NextMember(ref first, out var name))
            return !json.Failed;
        Kind = json.ReadValue(out Text);
        if (Kind is JsonKind.Object && (name.Raw.SequenceEqual("arrayValue"u8) || name.Raw.SequenceEqual("kvlistValue"u8)))
        {
            plain.Begin();
            if (!JsonPlain.TryWrite(raw, plain, 0))
            {
                plain.Drop();
                return false;
            }

            Kind = name.Raw.SequenceEqual("arrayValue"u8) ? JsonKind.Array : JsonKind.Object;
            Text = new JsonText(plain.End(), escaped: false);
            return true;
        }

        // A 64-bit integer comes as text or as a number.
        if (Kind == JsonKind.String && name.Raw.SequenceEqual("intValue"u8) && Utf8Parser.TryParse(Text.Raw, out long _, out var used) && used == Text.Raw.Length)
            Kind = JsonKind.Number;
        return Kind is not (JsonKind.Object or JsonKind.Array or JsonKind.Invalid);
    }
}
