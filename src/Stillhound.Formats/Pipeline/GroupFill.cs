using Stillhound.Core.Exchanges;
using Stillhound.Formats.Enrichment;
using Stillhound.Formats.Records;
using Stillhound.Formats.Rejects;

namespace Stillhound.Formats.Pipeline;

/// <summary>Fills a batch from records that hold several exchanges each.</summary>
internal sealed class GroupFill<TBatch>(LogCounters counters, RejectSamples samples, AddressEnricher? enricher, int maxRecordBytes) : IGroupSink
    where TBatch : class, IExchangeSink
{
    private TBatch _sink = null!;
    private Batch<TBatch> _batch = null!;
    private RecordFormat _format = null!;
    private string _name = "";
    private TimeEdges _times;
    private long _records;
    private long _line;
    private long _offset;

    /// <summary>Reads a chunk.</summary>
    /// <returns>Exchanges.</returns>
    public long Fill(IGroupReader reader, OpenLog<TBatch> log, ReadOnlySpan<byte> bytes, Chunk chunk, TBatch sink, Batch<TBatch> batch, ref TimeEdges times)
    {
        (_sink, _batch, _format, _name, _records) = (sink, batch, log.Format, log.Name, 0);
        _times.Clear();
        var at = 0;
        var counted = 0;
        _line = 1;
        while (log.Format.Framing.Next(bytes, ref at, out var range))
        {
            var start = range.Start.Value;
            _line += bytes[counted..start].Count((byte)'\n');
            counted = start;
            _offset = chunk.Offset + start;
            var group = bytes[range];
            var reason = group.Length > Math.Max(maxRecordBytes, _format.LeastRecordLimit) ? RejectReason.TooLong : reader.Read(group, this);
            if (reason != RejectReason.None)
                Keep(reason, group, 0);
        }

        times = _times;
        return _records;
    }

    public void Accept(ref Exchange exchange, FieldOutcome outcome)
    {
        enricher?.Enrich(ref exchange);
        _sink.Accept(in exchange);
        _times.Add(exchange.Time);
        _records++;
    }

    public void Reject(RejectReason reason, ReadOnlySpan<byte> bytes, FieldOutcome outcome, int records) => Keep(reason, bytes, records - 1);

    public void Skip(int records) => counters.AddSkipped(records);

    private void Keep(RejectReason reason, ReadOnlySpan<byte> bytes, int more)
    {
        for (var i = 0; i <= more; i++)
            counters.AddReject(reason);
        if (samples.Wanted <= (_batch.Rejects?.Count ?? 0))
            return;
        (_batch.Rejects ??= []).Add(new Reject(reason, _name, _line, _offset, bytes.Length, bytes[..Math.Min(bytes.Length, Rejects.Reject.MaxExcerpt)].ToArray())
        {
            Detail = reason == RejectReason.MissingAccount ? _format.LookedFor : null,
        });
    }
}
