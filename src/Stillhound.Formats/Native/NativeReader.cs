using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Stillhound.Core.Exchanges;
using Stillhound.Formats.Json;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.Native;

/// <summary>
/// Reads the native record. Allocates nothing once its scratch room fits the longest record. Of a name that occurs
/// twice the last counts.
/// </summary>
internal sealed class NativeReader : IRecordReader
{
    private readonly TextScratch _scratch = new();
    private FieldOutcome _outcome;

    public FieldOutcome Outcome => _outcome;

    public int FailedAt { get; private set; }

    public RejectReason Read(ReadOnlySpan<byte> record, ref Exchange exchange)
    {
        exchange.Clear();
        _outcome = default;
        FailedAt = 0;
        _scratch.Reset(record.Length);
        // The cursor looks for ASCII only, so text must be known to be UTF-8 before its spans may be handed out.
        if (!Utf8.IsValid(record))
            return RejectReason.InvalidUtf8;

        var json = new JsonCursor(record);
        var kind = json.ReadValue(out _);
        if (kind == JsonKind.Object)
            ReadRecord(ref json, ref exchange);
        else if (kind == JsonKind.Array)
            json.SkipRest(kind);
        if (json.Failed || !json.AtEnd())
        {
            FailedAt = json.Position;
            return RejectReason.NotJson;
        }

        if (kind != JsonKind.Object)
            return RejectReason.NotAnObject;
        return Required.Check(_outcome);
    }

    private void ReadRecord(ref JsonCursor json, ref Exchange exchange)
    {
        var first = true;
        while (NextField(ref json, ref first, NativeField.None, out var field))
        {
            switch (field)
            {
                case NativeField.None:
                    json.SkipValue();
                    break;
                case NativeField.Params or NativeField.Usage or NativeField.Client:
                    ReadGroup(ref json, field, ref exchange);
                    break;
                case NativeField.Tools or NativeField.Phrases:
                    ReadList(ref json, field, ref exchange);
                    break;
                default:
                    ReadField(ref json, field, ref exchange);
                    break;
            }
        }
    }

    /// <summary>Moves to the value of the next member of the record or of a group of it.</summary>
    /// <returns>False at the end of the object, or on failure.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool NextField(ref JsonCursor json, ref bool first, NativeField group, out NativeField field)
    {
        field = NameTable.Of(group).Take(json.Rest, first, out var length);
        if (field == NativeField.None)
            return ReadName(ref json, ref first, group, out field);
        json.Advance(length);
        first = false;
        return true;
    }

    private bool ReadName(ref JsonCursor json, ref bool first, NativeField group, out NativeField field)
    {
        field = NativeField.None;
        if (!json.NextMember(ref first, out var name))
            return false;
        field = NativeNames.Find(group, _scratch.Text(name));
        return true;
    }

    private void ReadField(ref JsonCursor json, NativeField field, ref Exchange exchange)
    {
        var kind = json.ReadValue(out var text);
        if (kind == JsonKind.Invalid)
            return;
        if (kind is JsonKind.Object or JsonKind.Array)
            json.SkipRest(kind);
        _outcome.Note(field, FieldValue.Set(ref exchange, field, kind, text, _scratch));
    }

    private void ReadGroup(ref JsonCursor json, NativeField group, ref Exchange exchange)
    {
        if (_outcome[group] == FieldRead.Read)
            Forget(group, ref exchange);
        var kind = json.ReadValue(out _);
        if (kind != JsonKind.Object)
        {
            if (kind == JsonKind.Array)
                json.SkipRest(kind);
            _outcome.Note(group, kind == JsonKind.Null ? FieldRead.Absent : FieldRead.Ignored);
            return;
        }

        _outcome.Note(group, FieldRead.Read);
        var first = true;
        while (NextField(ref json, ref first, group, out var field))
        {
            if (field == NativeField.None)
                json.SkipValue();
            else
                ReadField(ref json, field, ref exchange);
        }
    }

    private void ReadList(ref JsonCursor json, NativeField field, ref Exchange exchange)
    {
        var kind = json.ReadValue(out _);
        exchange.ToolCount = field == NativeField.Tools ? 0 : exchange.ToolCount;
        exchange.ToolsKey = field == NativeField.Tools ? 0 : exchange.ToolsKey;
        exchange.PhraseCount = field == NativeField.Phrases ? 0 : exchange.PhraseCount;
        if (kind == JsonKind.Object)
            json.SkipRest(kind);
        if (kind != JsonKind.Array)
            _outcome.Note(field, kind == JsonKind.Null ? FieldRead.Absent : FieldRead.Ignored);
        else if (field == NativeField.Tools)
            _outcome.Note(field, ListFields.Tools(ref json, ref exchange, _scratch));
        else
            _outcome.Note(field, ListFields.Phrases(ref json, ref exchange, _scratch));
    }

    // A second params, usage or client replaces the first one whole.
    private void Forget(NativeField group, ref Exchange exchange)
    {
        var (from, to) = group switch
        {
            NativeField.Params => (NativeField.Temperature, NativeField.Reasoning),
            NativeField.Usage => (NativeField.InputTokens, NativeField.CachedTokens),
            _ => (NativeField.Ip, NativeField.RttTlsMs),
        };
        for (var field = from; field <= to; field++)
            _outcome.Note(field, FieldValue.Set(ref exchange, field, JsonKind.Null, default, _scratch));
    }
}
