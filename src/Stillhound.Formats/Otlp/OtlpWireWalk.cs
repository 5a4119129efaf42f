using Stillhound.Formats.Aliases;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.Otlp;

/// <summary>
/// Goes through a protobuf request as <see cref="OtlpJsonWalk"/> does. Traces and logs are written alike down to their
/// records, so the caller must say which they are. How far each part reaches is checked first.
/// </summary>
internal sealed class OtlpWireWalk(OtlpFields fields, OtlpSignal signal) : IGroupReader
{
    private readonly OtlpRecords _records = new(fields);
    private OtlpLogs? _logs;

    public int FailedAt { get; private set; }

    public RejectReason Read(ReadOnlySpan<byte> group, IGroupSink sink)
    {
        FailedAt = 0;
        fields.Reset();
        if (!IsWhole(group, 0))
            return RejectReason.NotOtlp;
        var none = default(Reading);
        none.Clear();
        var request = new WireCursor(group);
        while (request.Next())
        {
            if (request.Field == 1 && request.Type == WireType.Bytes)
                Resource(group, request.Bytes, none, sink);
        }

        return RejectReason.None;
    }

    // Requests hold resources (1), these hold scopes (2), these hold records (2).
    private bool IsWhole(ReadOnlySpan<byte> message, int depth)
    {
        var wire = new WireCursor(message);
        while (wire.Next())
        {
            if (depth < 2 && wire.Field == (depth == 0 ? 1 : 2) && (wire.Type != WireType.Bytes || !IsWhole(wire.Bytes, depth + 1)))
                return false;
        }

        if (depth == 0 && wire.Failed)
            FailedAt = wire.Position;
        return !wire.Failed;
    }

    private void Resource(ReadOnlySpan<byte> group, ReadOnlySpan<byte> message, scoped in Reading none, IGroupSink sink)
    {
        var mark = fields.Mark();
        var shared = none;
        UseAttributes(message, new OtlpPlace(1, 1, 6), ref shared);
        var wire = new WireCursor(message);
        while (wire.Next())
        {
            if (wire.Field == 2 && wire.Type == WireType.Bytes)
                Scope(group, wire.Bytes, shared, sink);
        }

        fields.Release(mark);
    }

    private void Scope(ReadOnlySpan<byte> group, ReadOnlySpan<byte> message, scoped in Reading outer, IGroupSink sink)
    {
        var mark = fields.Mark();
        var shared = outer;
        UseAttributes(message, new OtlpPlace(1, 3, 4), ref shared);
        if (signal == OtlpSignal.Logs)
            (_logs ??= new OtlpLogs(fields, _records)).Begin();
        var wire = new WireCursor(message);
        while (wire.Next())
        {
            if (wire.Field != 2 || wire.Type != WireType.Bytes)
                continue;
            var one = fields.Mark();
            if (signal == OtlpSignal.Traces)
                _records.Span(wire.Bytes, isWire: true, shared, sink);
            else if (group.Overlaps(wire.Bytes, out var start))
                _logs!.Add(group, start, wire.Bytes.Length, isWire: true, shared, sink);
            else
                sink.Skip(1);
            fields.Release(one);
        }

        if (signal == OtlpSignal.Logs)
            _logs!.End(group, isWire: true, shared, sink);
        fields.Release(mark);
    }

    private void UseAttributes(ReadOnlySpan<byte> message, OtlpPlace place, ref Reading shared)
    {
        var wire = new WireCursor(message);
        while (wire.Next())
        {
            if (wire.Field == place.Holder && wire.Type == WireType.Bytes)
                fields.Use(new OtlpAttributes(wire.Bytes, place.Attributes), place.Level, ref shared);
        }
    }

    /// <summary>Where attributes stand, and how much they count.</summary>
    private readonly record struct OtlpPlace(int Holder, int Attributes, int Level);
}
