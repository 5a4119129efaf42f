using System.Text.Unicode;
using Stillhound.Core.Exchanges;
using Stillhound.Formats.Json;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.Aliases;

/// <summary>Reads one JSON object a record through a table of names: access logs of gateways and invocation logs of clouds.</summary>
internal sealed class AliasedReader(AliasTable table) : IRecordReader
{
    private readonly AliasReader _reader = new(table);
    private FieldOutcome _outcome;

    public FieldOutcome Outcome => _outcome;

    public int FailedAt { get; private set; }

    /// <summary>Whether the last record is a call of a model; the others of a gateway's log are none.</summary>
    public bool IsModelCall { get; private set; }

    /// <summary>Names of the last record that tell the format.</summary>
    public int Marks { get; private set; }

    public RejectReason Read(ReadOnlySpan<byte> record, ref Exchange exchange)
    {
        exchange.Clear();
        _outcome = default;
        (FailedAt, Marks, IsModelCall) = (0, 0, true);
        _reader.Scratch.Reset(record.Length);
        if (!Utf8.IsValid(record))
            return RejectReason.InvalidUtf8;
        var reading = default(Reading);
        reading.Clear();
        var json = new JsonCursor(record);
        var kind = json.ReadValue(out _);
        if (kind == JsonKind.Object)
            _reader.Walk(ref json, table.Root, 0, ref reading);
        else if (kind == JsonKind.Array)
            json.SkipRest(kind);
        if (json.Failed || !json.AtEnd())
        {
            FailedAt = json.Position;
            return RejectReason.NotJson;
        }

        if (kind != JsonKind.Object)
            return RejectReason.NotAnObject;
        var reason = reading.Finish();
        exchange = reading.Exchange;
        _outcome = reading.Outcome;
        (Marks, IsModelCall) = (reading.Marks, reading.IsModelCall);
        return reason;
    }
}
