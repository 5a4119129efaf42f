using Stillhound.Formats.Json;

namespace Stillhound.Formats.Otlp;

/// <summary>The events of one span.</summary>
internal ref struct OtlpEvents
{
    private readonly bool _isWire;
    private JsonCursor _json;
    private WireCursor _wire;
    private ReadOnlySpan<byte> _attributes;
    private bool _first;

    /// <summary>Starts before the first.</summary>
    /// <param name="raw">The span as a message, or the JSON text of its events; none when empty.</param>
    /// <param name="isWire">Whether it is a message.</param>
    public OtlpEvents(ReadOnlySpan<byte> raw, bool isWire)
    {
        _isWire = isWire;
        _first = true;
        if (isWire)
        {
            _wire = new WireCursor(raw);
            return;
        }

        _json = new JsonCursor(raw.IsEmpty ? "[]"u8 : raw);
        _json.ReadValue(out _);
    }

    public ReadOnlySpan<byte> Name { get; private set; }

    public readonly OtlpAttributes Attributes() => _isWire ? new OtlpAttributes(_attributes, 3) : new OtlpAttributes(_attributes);

    public bool Next()
    {
        Name = default;
        _attributes = default;
        if (!_isWire)
            return NextJson();
        while (_wire.Next())
        {
            if (_wire.Field != 11 || _wire.Type != WireType.Bytes)
                continue;
            _attributes = _wire.Bytes;
            var message = new WireCursor(_wire.Bytes);
            while (message.Next())
            {
                if (message.Field == 2)
                    Name = message.Bytes;
            }

            return true;
        }

        return false;
    }

    private bool NextJson()
    {
        while (_json.NextElement(ref _first))
        {
            var kind = _json.ReadValue(out _);
            if (kind == JsonKind.Array)
                _json.SkipRest(kind);
            if (kind != JsonKind.Object)
                continue;
            var first = true;
            while (_json.NextMember(ref first, out var name))
            {
                kind = _json.ReadValue(out var text);
                var start = _json.Position - 1;
                if (kind is JsonKind.Object or JsonKind.Array && !_json.SkipRest(kind))
                    return false;
                if (kind == JsonKind.String && name.Raw.SequenceEqual("name"u8))
                    Name = text.Raw;
                else if (kind == JsonKind.Array && name.Raw.SequenceEqual("attributes"u8))
                    _attributes = _json.Since(start);
            }

            return !_json.Failed;
        }

        return false;
    }
}
