using System.Text.Json;
using System.Text.Unicode;
using Stillhound.Formats.Aliases;
using Stillhound.Formats.Framing;
using Stillhound.Formats.Json;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.Otlp;

/// <summary>
/// Goes through a request of OTLP/JSON: resources, their scopes, and the spans or log records of these. The request is checked
/// as a whole first, so that a broken one leaves nothing behind; a record that is nested too deep takes no other with it.
/// </summary>
internal sealed class OtlpJsonWalk(OtlpFields fields) : IGroupReader
{
    // Beyond the levels of a request itself; a record deeper than the cursor goes is refused by itself.
    private const int MaxJsonDepth = 1 << 16;

    private readonly OtlpRecords _records = new(fields);
    private OtlpLogs? _logs;

    public int FailedAt { get; private set; }

    public RejectReason Read(ReadOnlySpan<byte> group, IGroupSink sink)
    {
        FailedAt = 0;
        fields.Reset();
        if (!Utf8.IsValid(group))
            return RejectReason.InvalidUtf8;
        if (!IsJson(group))
            return RejectReason.NotJson;
        var json = new JsonCursor(group);
        if (json.ReadValue(out _) != JsonKind.Object)
            return RejectReason.NotAnObject;
        var shared = default(Reading);
        shared.Clear();
        var isOtlp = false;
        var first = true;
        while (json.NextMember(ref first, out var name))
        {
            if (name.Raw.SequenceEqual("resourceSpans"u8) || name.Raw.SequenceEqual("resourceLogs"u8))
            {
                isOtlp = true;
                Elements(group, ref json, Part.Resource, shared, sink);
            }
            else
            {
                json.SkipValue();
            }
        }

        FailedAt = json.Failed ? json.Position : 0;
        return isOtlp ? RejectReason.None : RejectReason.NotOtlp;
    }

    private bool IsJson(ReadOnlySpan<byte> group)
    {
        var reader = new Utf8JsonReader(group, new JsonReaderOptions { MaxDepth = MaxJsonDepth });
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            FailedAt = (int)reader.BytesConsumed;
            return false;
        }
    }

    private void Elements(ReadOnlySpan<byte> group, ref JsonCursor json, Part part, scoped in Reading shared, IGroupSink sink)
    {
        var kind = json.ReadValue(out _);
        if (kind != JsonKind.Array)
        {
            if (kind == JsonKind.Object)
                json.SkipRest(kind);
            return;
        }

        var first = true;
        while (json.NextElement(ref first))
        {
            if (!json.AtObject())
            {
                json.SkipValue();
                continue;
            }

            if (part is Part.Resource or Part.Scope)
            {
                Holder(group, ref json, part, shared, sink);
                continue;
            }

            // Followed by brackets alone, which no depth can break.
            var start = json.Position;
            var end = JsonFraming.ObjectEnd(group, start);
            json.Advance(end - start);
            var mark = fields.Mark();
            if (part == Part.Span)
                _records.Span(group[start..end], isWire: false, shared, sink);
            else
                _logs!.Add(group, start, end - start, isWire: false, shared, sink);
            fields.Release(mark);
        }
    }

    // A resource with its scopes, or a scope with its records. What holds for all of them comes first, as a rule.
    private void Holder(ReadOnlySpan<byte> group, ref JsonCursor json, Part part, scoped in Reading outer, IGroupSink sink)
    {
        json.ReadValue(out _);
        var mark = fields.Mark();
        var shared = outer;
        var early = default(JsonCursor);
        var inner = Part.Scope;
        var isKnown = false;
        var first = true;
        while (json.NextMember(ref first, out var name))
        {
            var found = Inner(part, name.Raw);
            if (name.Raw.SequenceEqual(part == Part.Resource ? "resource"u8 : "scope"u8))
            {
                UseAttributes(ref json, part == Part.Resource ? 6 : 4, ref shared);
                isKnown = true;
            }
            else if (found is not { } records)
            {
                json.SkipValue();
            }
            else if (isKnown)
            {
                Run(group, ref json, records, shared, sink);
            }
            else
            {
                early = json;
                inner = records;
                json.SkipValue();
            }
        }

        if (!early.IsNone)
            Run(group, ref early, inner, shared, sink);
        fields.Release(mark);
    }

    private void Run(ReadOnlySpan<byte> group, ref JsonCursor json, Part part, scoped in Reading shared, IGroupSink sink)
    {
        if (part == Part.Log)
            (_logs ??= new OtlpLogs(fields, _records)).Begin();
        Elements(group, ref json, part, shared, sink);
        if (part == Part.Log)
            _logs!.End(group, isWire: false, shared, sink);
    }

    private static Part? Inner(Part part, ReadOnlySpan<byte> name) => part switch
    {
        Part.Resource when name.SequenceEqual("scopeSpans"u8) || name.SequenceEqual("scopeLogs"u8) || name.SequenceEqual("instrumentationLibrarySpans"u8) => Part.Scope,
        Part.Scope when name.SequenceEqual("spans"u8) => Part.Span,
        Part.Scope when name.SequenceEqual("logRecords"u8) => Part.Log,
        _ => null,
    };

    private void UseAttributes(ref JsonCursor json, int level, ref Reading shared)
    {
        var kind = json.ReadValue(out _);
        if (kind == JsonKind.Array)
            json.SkipRest(kind);
        if (kind != JsonKind.Object)
            return;
        var first = true;
        while (json.NextMember(ref first, out var name))
        {
            kind = json.ReadValue(out _);
            var start = json.Position - 1;
            if (kind is JsonKind.Object or JsonKind.Array && !json.SkipRest(kind))
                return;
            if (kind == JsonKind.Array && name.Raw.SequenceEqual("attributes"u8))
                fields.Use(new OtlpAttributes(json.Since(start)), level, ref shared);
        }
    }

    private enum Part : byte
    {
        Resource,
        Scope,
        Span,
        Log,
    }
}
