using Stillhound.Core.Exchanges;
using Stillhound.Formats.Enrichment;
using Stillhound.Formats.Records;
using Stillhound.Formats.Rejects;

namespace Stillhound.Formats.Pipeline;

/// <summary>Takes chunks apart and fills batches from their records. One for each worker.</summary>
internal sealed class ChunkParser<TBatch>(BatchPool<TBatch> pool, LogCounters counters, RejectSamples samples, AddressEnricher? enricher, int maxRecordBytes)
    where TBatch : class, IExchangeSink
{
    // A reader a format, or a file where the format is the file's own; kept few because readers hold scratch room.
    private const int MaxReaders = 8;
    private readonly Dictionary<RecordFormat, IRecordReader> _readers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<RecordFormat, IGroupReader> _groupReaders = new(ReferenceEqualityComparer.Instance);
    private readonly GroupFill<TBatch> _groups = new(counters, samples, enricher, maxRecordBytes);
    private TimeEdges _times;
    private int _lines;

    public void Parse(OpenLog<TBatch> log, ReadOnlySpan<byte> bytes, Chunk chunk, long storedBytes, Batch<TBatch> batch)
    {
        var sink = pool.Rent();
        var records = log.Format.NewGroupReader is { } newReader
            ? _groups.Fill(GroupReaderFor(log.Format, newReader), log, bytes, chunk, sink, batch, ref _times)
            : Fill(log, bytes, chunk, sink, batch);
        if (log.Format.NewGroupReader is not null)
            _lines = bytes.Count((byte)'\n');
        batch.Lines = _lines + chunk.BrokenLines;
        batch.FirstTime = _times.First;
        batch.LastTime = _times.Last;
        if (chunk.Broken != RejectReason.None)
            RejectBroken(log, bytes, chunk, batch);
        counters.AddChunk(storedBytes, chunk.Length + chunk.BrokenBytes, records);
        if (records > 0)
            batch.Sink = sink;
        else
            pool.Return(sink);
    }

    private long Fill(OpenLog<TBatch> log, ReadOnlySpan<byte> bytes, Chunk chunk, TBatch sink, Batch<TBatch> batch)
    {
        var reader = ReaderFor(log.Format);
        var framing = log.Format.Framing;
        var records = 0L;
        var at = 0;
        var header = log.Format.HasHeader && chunk.IsFirst;
        Exchange exchange = default;
        _times.Clear();
        _lines = 0;
        var counted = 0;
        while (framing.Next(bytes, ref at, out var range))
        {
            // Record by record, while the bytes are in the nearest cache.
            _lines += bytes[counted..at].Count((byte)'\n');
            counted = at;
            if (header)
            {
                header = false;
                continue;
            }

            var record = bytes[range];
            var reason = record.Length > maxRecordBytes ? RejectReason.TooLong : reader.Read(record, ref exchange);
            if (reason == RejectReason.None)
            {
                enricher?.Enrich(ref exchange);
                sink.Accept(in exchange);
                _times.Add(exchange.Time);
                records++;
                continue;
            }

            counters.AddReject(reason);
            var lineStart = range.Start.Value;
            if (samples.Wanted > (batch.Rejects?.Count ?? 0))
            {
                Keep(batch, new Reject(reason, log.Name, 1 + bytes[..lineStart].Count((byte)'\n'), chunk.Offset + lineStart,
                    record.Length, record[..Math.Min(record.Length, Reject.MaxExcerpt)].ToArray()));
            }
        }

        _lines += bytes[counted..].Count((byte)'\n');
        return records;
    }

    private void RejectBroken(OpenLog<TBatch> log, ReadOnlySpan<byte> bytes, Chunk chunk, Batch<TBatch> batch)
    {
        counters.AddReject(chunk.Broken);
        if (samples.Wanted > (batch.Rejects?.Count ?? 0))
        {
            Keep(batch, new Reject(chunk.Broken, log.Name, 1 + _lines, chunk.BrokenAt,
                chunk.BrokenBytes > 0 ? chunk.BrokenBytes : -1, chunk.BrokenExcerpt));
        }
    }

    private static void Keep(Batch<TBatch> batch, Reject reject) => (batch.Rejects ??= []).Add(reject);

    private IRecordReader ReaderFor(RecordFormat format)
    {
        if (_readers.TryGetValue(format, out var reader))
            return reader;
        if (_readers.Count >= MaxReaders)
            _readers.Clear();
        reader = format.NewReader();
        _readers.Add(format, reader);
        return reader;
    }

    private IGroupReader GroupReaderFor(RecordFormat format, Func<IGroupReader> newReader)
    {
        if (_groupReaders.TryGetValue(format, out var reader))
            return reader;
        if (_groupReaders.Count >= MaxReaders)
            _groupReaders.Clear();
        reader = newReader();
        _groupReaders.Add(format, reader);
        return reader;
    }
}
