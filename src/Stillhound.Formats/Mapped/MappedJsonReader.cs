using System.Text.Unicode;
using Stillhound.Core.Exchanges;
using Stillhound.Formats.Json;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.Mapped;

/// <summary>Reads JSON objects of any shape through a map.</summary>
internal sealed class MappedJsonReader(FieldMap map) : IRecordReader
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
        if (!Utf8.IsValid(record))
            return RejectReason.InvalidUtf8;
        Constants.Set(map, ref exchange, ref _outcome, _scratch);
        var json = new JsonCursor(record);
        var kind = json.ReadValue(out _);
        if (kind == JsonKind.Object)
            ReadObject(ref json, map.Paths, ref exchange, 0);
        else if (kind == JsonKind.Array)
            json.SkipRest(kind);
        if (json.Failed || !json.AtEnd())
        {
            FailedAt = json.Position;
            return RejectReason.NotJson;
        }

        return kind == JsonKind.Object ? Required.Check(_outcome) : RejectReason.NotAnObject;
    }

    private void ReadObject(ref JsonCursor json, PathNode node, ref Exchange exchange, int depth)
    {
        var first = true;
        while (json.NextMember(ref first, out var member))
        {
            var child = node.Find(_scratch.Text(member));
            if (child is null)
            {
                json.SkipValue();
                continue;
            }

            var kind = json.ReadValue(out var text);
            if (kind == JsonKind.Object && depth < JsonCursor.MaxDepth)
                ReadObject(ref json, child, ref exchange, depth + 1);
            else if (kind == JsonKind.Array && child.Field == NativeField.Tools)
                Note(child.Field, ListFields.Tools(ref json, ref exchange, _scratch));
            else if (kind == JsonKind.Array && child.Field == NativeField.Phrases)
                Note(child.Field, ListFields.Phrases(ref json, ref exchange, _scratch));
            else
                ReadScalar(ref json, child.Field, kind, text, ref exchange);
        }
    }

    private void ReadScalar(ref JsonCursor json, NativeField field, JsonKind kind, scoped in JsonText text, ref Exchange exchange)
    {
        if (kind is JsonKind.Object or JsonKind.Array)
            json.SkipRest(kind);
        // A null does not undo a constant, nor what another path gave.
        if (field == NativeField.None || kind is JsonKind.Invalid or JsonKind.Null)
            return;
        Note(field, MappedValue.Set(ref exchange, field, kind, text, map.Time, _scratch));
    }

    private void Note(NativeField field, FieldRead read) => _outcome.Note(field, read);
}
