using System.Globalization;
using Stillhound.Core.Exchanges;
using Stillhound.Formats.Pipeline;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.Explain;

/// <summary>Explains the first exchange of a record that holds several, or the first that is refused where there is none.</summary>
internal sealed class GroupExplainer(LogProbe probe, LogOptions options) : IGroupSink
{
    private RecordExplanation? _accepted;
    private RecordExplanation? _refused;
    private int _exchanges;
    private int _rejected;
    private int _skipped;

    public RecordExplanation Explain(ReadOnlySpan<byte> group)
    {
        var format = probe.Format!;
        var reader = format.NewGroupReader!();
        var reason = group.Length > Math.Max(options.MaxRecordBytes, format.LeastRecordLimit) ? RejectReason.TooLong : reader.Read(group, this);
        if (reason != RejectReason.None)
        {
            int? failedAt = reason is RejectReason.NotJson or RejectReason.NotOtlp ? reader.FailedAt : null;
            return new RecordExplanation(format.Name, probe.Recognised, reason, failedAt, [], []);
        }

        Exchange none = default;
        none.Clear();
        var shown = _accepted ?? _refused ?? RecordExplainer.Explain(ref none, default, RejectReason.None, null, probe, options) with { Families = EvidenceFamilies.Of(default) };
        return shown with { Note = Note() };
    }

    public void Accept(ref Exchange exchange, FieldOutcome outcome)
    {
        _exchanges++;
        _accepted ??= RecordExplainer.Explain(ref exchange, outcome, RejectReason.None, null, probe, options);
    }

    public void Reject(RejectReason reason, ReadOnlySpan<byte> bytes, FieldOutcome outcome, int records)
    {
        _rejected += records;
        if (_refused is not null)
            return;
        Exchange none = default;
        none.Clear();
        _refused = RecordExplainer.Explain(ref none, outcome, reason, null, probe, options, hasValues: false) with
        {
            Detail = reason == RejectReason.MissingAccount ? probe.Format!.LookedFor : null,
        };
    }

    public void Skip(int records) => _skipped += records;

    private string? Note() => (_exchanges, _rejected, _skipped) switch
    {
        (1, 0, 0) or (0, 1, 0) => null,
        (0, 0, _) => string.Create(CultureInfo.InvariantCulture, $"no call of a model: {_skipped} other records"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{_exchanges} exchanges, {_rejected} refused, {_skipped} that are no call of a model; the first is shown"),
    };
}
