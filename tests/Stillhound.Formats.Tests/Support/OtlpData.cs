using System.Globalization;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Attributes = System.Collections.Generic.IReadOnlyDictionary<string, object?>;

namespace Stillhound.Formats.Tests.Support;

/// <summary>
/// A request of one resource and scope, written as JSON and as protobuf. The protobuf is written by Google's own library from
/// the field numbers of the specification, so that the reader is not compared with itself.
/// </summary>
internal sealed record OtlpData(IReadOnlyList<OtlpRecord> Records, bool IsLogs = false)
{
    public Dictionary<string, object?> Resource { get; init; } = [];

    public Dictionary<string, object?> Scope { get; init; } = [];

    public byte[] Json()
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory))
        {
            json.WriteStartObject();
            json.WriteStartArray(IsLogs ? "resourceLogs" : "resourceSpans");
            json.WriteStartObject();
            json.WriteStartObject("resource");
            Write(json, Resource);
            json.WriteEndObject();
            json.WriteStartArray(IsLogs ? "scopeLogs" : "scopeSpans");
            json.WriteStartObject();
            json.WriteStartObject("scope");
            Write(json, Scope);
            json.WriteEndObject();
            json.WriteStartArray(IsLogs ? "logRecords" : "spans");
            foreach (var record in Records)
                Write(json, record);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return memory.ToArray();
    }

    public byte[] Wire() => Message(request => Put(request, 1, Message(resource =>
    {
        Put(resource, 1, Message(m => Write(m, 1, Resource)));
        Put(resource, 2, Message(scope =>
        {
            Put(scope, 1, Message(m => Write(m, 3, Scope)));
            foreach (var record in Records)
                Put(scope, 2, IsLogs ? Log(record) : Span(record));
        }));
    })));

    private static byte[] Span(OtlpRecord r) => Message(span =>
    {
        Put(span, 1, Convert.FromHexString(r.TraceId));
        Put(span, 2, Convert.FromHexString(r.SpanId));
        Put(span, 5, Encoding.UTF8.GetBytes("span"));
        Fixed(span, 7, r.Start);
        Fixed(span, 8, r.End);
        Write(span, 9, r.Attributes);
        foreach (var (name, attributes) in r.Events)
        {
            Put(span, 11, Message(e =>
            {
                Fixed(e, 1, r.Start);
                Put(e, 2, Encoding.UTF8.GetBytes(name));
                Write(e, 3, attributes);
            }));
        }

        if (r.Failed)
            Put(span, 15, Message(status => { status.WriteTag(3, WireFormat.WireType.Varint); status.WriteInt32(2); }));
    });

    private static byte[] Log(OtlpRecord r) => Message(log =>
    {
        Fixed(log, 1, r.Start);
        if (r.Body is not null)
            Put(log, 5, Value(r.Body));
        Write(log, 6, r.Attributes);
        Put(log, 9, Convert.FromHexString(r.TraceId));
        Put(log, 10, Convert.FromHexString(r.SpanId));
        Put(log, 12, Encoding.UTF8.GetBytes(r.EventName));
    });

    private static void Write(CodedOutputStream message, int field, Attributes attributes)
    {
        foreach (var (key, value) in attributes)
            Put(message, field, Pair(key, value));
    }

    private static byte[] Pair(string key, object? value) => Message(pair =>
    {
        Put(pair, 1, Encoding.UTF8.GetBytes(key));
        Put(pair, 2, Value(value));
    });

    private static byte[] Value(object? value) => Message(m =>
    {
        switch (value)
        {
            case string text: Put(m, 1, Encoding.UTF8.GetBytes(text)); break;
            case bool flag: m.WriteTag(2, WireFormat.WireType.Varint); m.WriteBool(flag); break;
            case int or long: m.WriteTag(3, WireFormat.WireType.Varint); m.WriteInt64(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case double number: m.WriteTag(4, WireFormat.WireType.Fixed64); m.WriteDouble(number); break;
            case Attributes map: Put(m, 6, Message(list => { foreach (var (key, item) in map) Put(list, 1, Pair(key, item)); })); break;
            case System.Collections.IEnumerable items: Put(m, 5, Message(list => { foreach (var item in items) Put(list, 1, Value(item)); })); break;
        }
    });

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var memory = new MemoryStream();
        using (var stream = new CodedOutputStream(memory, leaveOpen: true))
            write(stream);
        return memory.ToArray();
    }

    private static void Put(CodedOutputStream message, int field, byte[] bytes)
    {
        message.WriteTag(field, WireFormat.WireType.LengthDelimited);
        message.WriteBytes(ByteString.CopyFrom(bytes));
    }

    private static void Fixed(CodedOutputStream message, int field, ulong value)
    {
        message.WriteTag(field, WireFormat.WireType.Fixed64);
        message.WriteFixed64(value);
    }

    private void Write(Utf8JsonWriter json, OtlpRecord r)
    {
        json.WriteStartObject();
        json.WriteString("traceId", r.TraceId);
        json.WriteString("spanId", r.SpanId);
        json.WriteString(IsLogs ? "timeUnixNano" : "startTimeUnixNano", r.Start.ToString(CultureInfo.InvariantCulture));
        if (IsLogs)
            json.WriteString("eventName", r.EventName);
        else
            json.WriteString("endTimeUnixNano", r.End.ToString(CultureInfo.InvariantCulture));
        if (r.Body is not null)
        {
            json.WritePropertyName("body");
            Write(json, r.Body);
        }

        Write(json, r.Attributes);
        if (r.Events.Count > 0)
        {
            json.WriteStartArray("events");
            foreach (var (name, attributes) in r.Events)
            {
                json.WriteStartObject();
                json.WriteString("name", name);
                Write(json, attributes);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        if (r.Failed)
        {
            json.WriteStartObject("status");
            json.WriteNumber("code", 2);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Attributes attributes)
    {
        json.WriteStartArray("attributes");
        Pairs(json, attributes);
        json.WriteEndArray();
    }

    private static void Pairs(Utf8JsonWriter json, Attributes attributes)
    {
        foreach (var (key, value) in attributes)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WritePropertyName("value");
            Write(json, value);
            json.WriteEndObject();
        }
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        json.WriteStartObject();
        switch (value)
        {
            case string text: json.WriteString("stringValue", text); break;
            case bool flag: json.WriteBoolean("boolValue", flag); break;
            case int or long: json.WriteString("intValue", Convert.ToString(value, CultureInfo.InvariantCulture)); break;
            case double number: json.WriteNumber("doubleValue", number); break;
            case Attributes map:
                json.WriteStartObject("kvlistValue");
                json.WriteStartArray("values");
                Pairs(json, map);
                json.WriteEndArray();
                json.WriteEndObject();
                break;
            case System.Collections.IEnumerable items:
                json.WriteStartObject("arrayValue");
                json.WriteStartArray("values");
                foreach (var item in items)
                    Write(json, item);
                json.WriteEndArray();
                json.WriteEndObject();
                break;
        }

        json.WriteEndObject();
    }
}

/// <summary>One span or log record.</summary>
internal sealed record OtlpRecord(Dictionary<string, object?> Attributes)
{
    public ulong Start { get; init; } = 1_783_296_189_585_000_000;

    public ulong End { get; init; } = 1_783_296_191_385_000_000;

    public string TraceId { get; init; } = "4bf92f3577b34da6a3ce929d0e0e4736";

    public string SpanId { get; init; } = "00f067aa0ba902b7";

    public string EventName { get; init; } = "";

    public object? Body { get; init; }

    public bool Failed { get; init; }

    public List<(string Name, Dictionary<string, object?> Attributes)> Events { get; init; } = [];
}
