using Stillhound.Core.Exchanges;
using Stillhound.Formats.Aliases;
using Stillhound.Formats.Json;
using Stillhound.Formats.Records;
using Stillhound.Formats.Values;

namespace Stillhound.Formats.Otlp;

/// <summary>Makes exchanges of spans and log records. Owned by one thread.</summary>
internal sealed class OtlpRecords(OtlpFields fields)
{
    /// <summary>Reads one span.</summary>
    public void Span(ReadOnlySpan<byte> span, bool isWire, scoped in Reading shared, IGroupSink sink)
    {
        var reading = shared;
        var item = default(OtlpItem);
        if (!item.TrySpan(span, isWire) || !fields.Use(item.Attributes(), 0, ref reading))
        {
            sink.Reject(Unreadable(isWire), span, reading.Outcome, 1);
            return;
        }

        UseEvents(item.Events(), isWire, ref reading);
        SetTimes(item, ref reading);
        reading.Failed |= item.Failed;
        Finish(item, ref reading, sink, 1);
    }

    /// <summary>Reads one log record that is not a message of a conversation.</summary>
    public void Log(scoped in OtlpItem item, scoped in Reading shared, IGroupSink sink)
    {
        var reading = shared;
        if (!fields.Use(item.Attributes(), 0, ref reading))
        {
            sink.Reject(Unreadable(item.IsWire), item.Whole, reading.Outcome, 1);
            return;
        }

        fields.UseBody(item.Body, item.IsWire, ref reading);
        SetTimes(item, ref reading);
        Finish(item, ref reading, sink, 1);
    }

    /// <summary>What a log record is, by its event's name.</summary>
    public EventRole RoleOf(scoped in OtlpItem item)
    {
        if (!item.EventName.IsEmpty)
            return fields.Table.RoleOf(item.EventName);
        var attributes = item.Attributes();
        var count = 0;
        while (count++ < OtlpFields.MaxAttributes && attributes.Next(fields.Scratch))
        {
            var value = default(OtlpValue);
            if (attributes.Key.SequenceEqual("event.name"u8) && value.TryDecode(attributes.Value, item.IsWire, fields.Scratch, null!) && value.Kind == JsonKind.String)
                return fields.Table.RoleOf(fields.Scratch.Text(value.Text));
        }

        return EventRole.None;
    }

    /// <summary>Sets what a span or record says of itself, unless an attribute counts more.</summary>
    public static void SetTimes(scoped in OtlpItem item, ref Reading reading)
    {
        var ms = (long)(item.Start / 1_000_000);
        if (reading.Strengths[(int)NativeField.Time] == 0 && item.Start > 0)
        {
            reading.Outcome.Note(NativeField.Time, ms <= InstantText.Last ? FieldRead.Read : FieldRead.Ignored);
            reading.Exchange.Time = ms;
        }

        if (reading.Strengths[(int)NativeField.LatencyMs] > 0 || item.End <= item.Start || item.Start == 0)
            return;
        reading.Exchange.LatencyMs = (int)Math.Min(int.MaxValue, (item.End - item.Start) / 1_000_000);
        reading.Outcome.Note(NativeField.LatencyMs, FieldRead.Read);
    }

    /// <summary>Tells the sink what became of a record.</summary>
    public void Finish(scoped in OtlpItem item, ref Reading reading, IGroupSink sink, int records)
    {
        if (!reading.IsModelCall)
        {
            sink.Skip(records);
            return;
        }

        if (reading.Exchange.Id.IsEmpty && !item.SpanId.IsEmpty)
        {
            reading.Exchange.Id = item.IsWire ? Hex(item.SpanId) : item.SpanId;
            reading.Outcome.Note(NativeField.Id, FieldRead.Read);
        }

        var reason = reading.Finish();
        if (reason == RejectReason.None)
            sink.Accept(ref reading.Exchange, reading.Outcome);
        else
            sink.Reject(reason, item.Whole, reading.Outcome, records);
    }

    private void UseEvents(OtlpEvents events, bool isWire, ref Reading reading)
    {
        var chat = default(OtlpChat);
        while (events.Next())
        {
            var role = fields.Table.RoleOf(events.Name);
            if (role == EventRole.Details)
                fields.Use(events.Attributes(), 2, ref reading);
            else if (role != EventRole.None)
                fields.UseMessage(role, events.Attributes(), default, isWire, ref chat);
        }

        chat.Finish(2, ref reading);
    }

    private ReadOnlySpan<byte> Hex(ReadOnlySpan<byte> id)
    {
        const int Longest = 16;
        id = id[..Math.Min(id.Length, Longest)];
        var hex = fields.Scratch.Take(id.Length * 2);
        Convert.TryToHexStringLower(id, hex, out _);
        return hex;
    }

    public static RejectReason Unreadable(bool isWire) => isWire ? RejectReason.NotOtlp : RejectReason.NotJson;
}
