using Stillhound.Formats.Json;

namespace Stillhound.Formats.Otlp;

/// <summary>
/// The attributes of a span, event, log record, scope or resource, in either encoding. A copy of it starts where it stands, so
/// that attributes can be gone through twice.
/// </summary>
internal ref struct OtlpAttributes
{
    private readonly int _field;
    private JsonCursor _json;
    private WireCursor _wire;
    private bool _first;

    /// <summary>The attributes of a protobuf message.</summary>
    /// <param name="message">The message that has them.</param>
    /// <param name="field">Number of its attributes, above 0.</param>
    public OtlpAttributes(ReadOnlySpan<byte> message, int field)
    {
        _field = field;
        _wire = new WireCursor(message);
    }

    /// <summary>The attributes of OTLP/JSON.</summary>
    /// <param name="array">The text of their array; none when empty.</param>
    public OtlpAttributes(ReadOnlySpan<byte> array)
    {
        _json = new JsonCursor(array.IsEmpty ? "[]"u8 : array);
        _json.ReadValue(out _);
        _first = true;
    }

    public readonly bool IsWire => _field > 0;

    public readonly bool Failed => IsWire ? _wire.Failed : _json.Failed;

    public ReadOnlySpan<byte> Key { get; private set; }

    /// <summary>The value as it stands, for <see cref="OtlpValue.TryDecode"/>.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Moves to the next attribute.</summary>
    public bool Next(TextScratch scratch)
    {
        Key = default;
        Value = default;
        return IsWire ? NextWire() : NextJson(scratch);
    }

    private bool NextWire()
    {
        while (_wire.Next())
        {
            if (_wire.Field != _field || _wire.Type != WireType.Bytes)
                continue;
            var pair = new WireCursor(_wire.Bytes);
            while (pair.Next())
            {
                if (pair.Type != WireType.Bytes)
                    continue;
                if (pair.Field == 1)
                    Key = pair.Bytes;
                else if (pair.Field == 2)
                    Value = pair.Bytes;
            }

            if (!pair.Failed)
                return true;
        }

        return false;
    }

    private bool NextJson(TextScratch scratch)
    {
        while (_json.NextElement(ref _first))
        {
            var kind = _json.ReadValue(out _);
            if (kind == JsonKind.Array)
                _json.SkipRest(kind);
            if (kind != JsonKind.Object)
                continue;
            Value = "{}"u8;
            var first = true;
            while (_json.NextMember(ref first, out var name))
            {
                kind = _json.ReadValue(out var text);
                var start = _json.Position - 1;
                if (kind is JsonKind.Object or JsonKind.Array && !_json.SkipRest(kind))
                    return false;
                if (kind == JsonKind.String && name.Raw.SequenceEqual("key"u8))
                    Key = scratch.Text(text);
                else if (kind == JsonKind.Object && name.Raw.SequenceEqual("value"u8))
                    Value = _json.Since(start);
            }

            return !_json.Failed;
        }

        return false;
    }
}
