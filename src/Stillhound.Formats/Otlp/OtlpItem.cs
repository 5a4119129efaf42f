using System.Buffers.Text;
using Stillhound.Formats.Json;

namespace Stillhound.Formats.Otlp;

/// <summary>The parts of one span or log record, not yet decoded.</summary>
internal ref struct OtlpItem
{
    private bool _isWire;
    private int _attributesField;

    /// <summary>The whole span or record.</summary>
    public ReadOnlySpan<byte> Whole;

    /// <summary>Nanoseconds since the Unix epoch; 0 when absent. Of a log record both are its time.</summary>
    public ulong Start;
    public ulong End;
    public bool Failed;
    public ReadOnlySpan<byte> TraceId;
    public ReadOnlySpan<byte> SpanId;

    /// <summary>Name of a log record's event.</summary>
    public ReadOnlySpan<byte> EventName;

    /// <summary>Body of a log record, as <see cref="OtlpValue"/> decodes it.</summary>
    public ReadOnlySpan<byte> Body;

    private ReadOnlySpan<byte> _attributes;
    private ReadOnlySpan<byte> _events;

    public readonly bool IsWire => _isWire;

    public readonly OtlpAttributes Attributes() => _isWire ? new OtlpAttributes(Whole, _attributesField) : new OtlpAttributes(_attributes);

    public readonly OtlpEvents Events() => new(_isWire ? Whole : _events, _isWire);

    /// <summary>Takes a span apart.</summary>
    /// <returns>False when it is not well formed.</returns>
    public bool TrySpan(ReadOnlySpan<byte> span, bool isWire)
    {
        Whole = span;
        _isWire = isWire;
        _attributesField = 9;
        if (!isWire)
            return TryJson(span);
        var wire = new WireCursor(span);
        while (wire.Next())
        {
            switch (wire.Field)
            {
                case 1: TraceId = wire.Bytes; break;
                case 2: SpanId = wire.Bytes; break;
                case 7: Start = wire.Number; break;
                case 8: End = wire.Number; break;
                case 15:
                    var status = new WireCursor(wire.Bytes);
                    while (status.Next())
                        Failed |= status.Field == 3 && status.Number == 2;
                    break;
            }
        }

        return !wire.Failed;
    }

    /// <summary>Takes a log record apart.</summary>
    /// <returns>False when it is not well formed.</returns>
    public bool TryLog(ReadOnlySpan<byte> record, bool isWire)
    {
        Whole = record;
        _isWire = isWire;
        _attributesField = 6;
        if (!isWire)
            return TryJson(record);
        ulong observed = 0;
        var wire = new WireCursor(record);
        while (wire.Next())
        {
            switch (wire.Field)
            {
                case 1: Start = wire.Number; break;
                case 5: Body = wire.Bytes; break;
                case 9: TraceId = wire.Bytes; break;
                case 10: SpanId = wire.Bytes; break;
                case 11: observed = wire.Number; break;
                case 12: EventName = wire.Bytes; break;
            }
        }

        Start = Start == 0 ? observed : Start;
        End = Start;
        return !wire.Failed;
    }

    private bool TryJson(ReadOnlySpan<byte> record)
    {
        ulong observed = 0;
        var json = new JsonCursor(record);
        if (json.ReadValue(out _) != JsonKind.Object)
            return false;
        var first = true;
        while (json.NextMember(ref first, out var name))
        {
            var kind = json.ReadValue(out var text);
            var start = json.Position - 1;
            if (kind is JsonKind.Object or JsonKind.Array && !json.SkipRest(kind))
                return false;
            switch (kind)
            {
                case JsonKind.Array when name.Raw.SequenceEqual("attributes"u8): _attributes = json.Since(start); break;
                case JsonKind.Array when name.Raw.SequenceEqual("events"u8): _events = json.Since(start); break;
                case JsonKind.Object when name.Raw.SequenceEqual("body"u8): Body = json.Since(start); break;
                case JsonKind.Object when name.Raw.SequenceEqual("status"u8): Failed = IsError(json.Since(start)); break;
                case JsonKind.String or JsonKind.Number: SetScalar(name.Raw, text, ref observed); break;
            }
        }

        Start = Start == 0 ? observed : Start;
        End = End == 0 ? Start : End;
        return !json.Failed;
    }

    private void SetScalar(scoped ReadOnlySpan<byte> name, JsonText text, ref ulong observed)
    {
        switch (name.Length)
        {
            case 7 when name.SequenceEqual("traceId"u8): TraceId = text.Raw; break;
            case 6 when name.SequenceEqual("spanId"u8): SpanId = text.Raw; break;
            case 9 when name.SequenceEqual("eventName"u8): EventName = text.Raw; break;
            case 17 when name.SequenceEqual("startTimeUnixNano"u8): Start = Nanoseconds(text.Raw); break;
            case 15 when name.SequenceEqual("endTimeUnixNano"u8): End = Nanoseconds(text.Raw); break;
            case 12 when name.SequenceEqual("timeUnixNano"u8): Start = Nanoseconds(text.Raw); break;
            case 20 when name.SequenceEqual("observedTimeUnixNano"u8): observed = Nanoseconds(text.Raw); break;
        }
    }

    private static ulong Nanoseconds(ReadOnlySpan<byte> text) => Utf8Parser.TryParse(text, out ulong value, out var used) && used == text.Length ? value : 0;

    // The number is what the specification asks for; some exporters write the name.
    private static bool IsError(ReadOnlySpan<byte> status)
    {
        var json = new JsonCursor(status);
        json.ReadValue(out _);
        var first = true;
        var failed = false;
        while (json.NextMember(ref first, out var name))
        {
            var kind = json.ReadValue(out var text);
            if (kind is JsonKind.Object or JsonKind.Array)
                json.SkipRest(kind);
            failed |= name.Raw.SequenceEqual("code"u8) && (text.Raw.SequenceEqual("2"u8) || text.Raw.SequenceEqual("STATUS_CODE_ERROR"u8));
        }

        return failed;
    }
}
