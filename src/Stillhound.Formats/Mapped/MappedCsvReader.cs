using System.Text.Unicode;
using Stillhound.Core.Exchanges;
using Stillhound.Formats.Json;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.Mapped;

/// <summary>Reads the rows of one CSV file through a map.</summary>
internal sealed class MappedCsvReader(FieldMap map, NativeField[] columns) : IRecordReader
{
    private readonly TextScratch _scratch = new();
    private byte[] _undoubled = [];
    private FieldOutcome _outcome;

    public FieldOutcome Outcome => _outcome;

    public int FailedAt { get; private set; }

    public RejectReason Read(ReadOnlySpan<byte> record, ref Exchange exchange)
    {
        exchange.Clear();
        _outcome = default;
        FailedAt = 0;
        _scratch.Reset(0);
        if (_undoubled.Length < record.Length)
            _undoubled = new byte[record.Length * 2];
        if (!Utf8.IsValid(record))
            return RejectReason.InvalidUtf8;
        Constants.Set(map, ref exchange, ref _outcome, _scratch);
        var used = 0;
        var column = 0;
        for (var at = 0; at <= record.Length; column++)
        {
            if (!CsvRow.Next(record, map.Delimiter, ref at, out var value, out var doubled))
            {
                FailedAt = at;
                return RejectReason.BadRow;
            }

            // More fields than the header has belong to nothing that could be named.
            if (column >= columns.Length)
                return RejectReason.BadRow;
            var field = columns[column];
            if (field == NativeField.None || value.IsEmpty)
                continue;
            if (doubled)
            {
                var into = _undoubled.AsSpan(used, value.Length);
                var written = CsvRow.Undouble(value, into);
                value = into[..written];
                used += written;
            }

            _outcome.Note(field, MappedValue.Set(ref exchange, field, JsonKind.String, new JsonText(value, escaped: false), map.Time, _scratch));
        }

        return Required.Check(_outcome);
    }
}
