using Stillhound.Core.Exchanges;
using Stillhound.Formats.Enrichment;
using Stillhound.Formats.Records;
using Stillhound.Formats.Rejects;

namespace Stillhound.Formats.Live;

/// <summary>Reads the records of a body that hold several exchanges each.</summary>
internal sealed class GroupBody(IGroupReader reader, AddressEnricher? enricher, string? lookedFor) : IGroupSink
{
    private IPlacedSink? _sink;
    private BodyOutcome? _outcome;
    private string _source = "";
    private int _samples;
    private int _start;
    private long _line;
    private int _taken;

    /// <summary>Reads one record.</summary>
    public void Read(ReadOnlySpan<byte> body, Range range, string source, IPlacedSink sink, BodyOutcome outcome, int samples)
    {
        (_sink, _outcome, _source, _samples, _start, _taken) = (sink, outcome, source, samples, range.Start.Value, 0);
        _line = outcome.Samples.Count < samples ? 1 + body[.._start].Count((byte)'\n') : 0;
        var reason = reader.Read(body[range], this);
        if (reason != RejectReason.None)
            Reject(reason, body[range], default!, 1);
        (_sink, _outcome) = (null, null);
    }

    /// <inheritdoc/>
    public void Accept(ref Exchange exchange, FieldOutcome outcome)
    {
        enricher?.Enrich(ref exchange);
        // A record is longer than it holds exchanges, so that each has a place of its own.
        _sink!.Accept(in exchange, _start + _taken++);
        _outcome!.Accepted++;
    }

    /// <inheritdoc/>
    public void Reject(RejectReason reason, ReadOnlySpan<byte> bytes, FieldOutcome outcome, int records)
    {
        _outcome!.Refuse(reason, records);
        if (_outcome.Samples.Count >= _samples)
            return;
        _outcome.Samples.Add(new Reject(reason, _source, _line, _start, bytes.Length, bytes[..Math.Min(bytes.Length, Rejects.Reject.MaxExcerpt)].ToArray())
        {
            Detail = reason == RejectReason.MissingAccount ? lookedFor : null,
        });
    }

    /// <inheritdoc/>
    public void Skip(int records) => _outcome!.Skipped += records;
}
