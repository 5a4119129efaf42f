using Stillhound.Core.Exchanges;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.Pipeline;

/// <summary>One input being read: its chunks in order and the batches asked for from them.</summary>
internal sealed class OpenLog<TBatch>(LogProbe probe, int index, int chunkBytes, int maxRecordBytes) : IDisposable
    where TBatch : class, IExchangeSink
{
    private readonly Lock _reading = new();
    private readonly Queue<Batch<TBatch>> _unread = new();
    private ChunkReader? _chunks;
    private long _storedBytes;

    /// <summary>Batches asked for and not yet delivered, oldest first. Belongs to the caller's thread.</summary>
    public Queue<Batch<TBatch>> Asked { get; } = new();

    public string Name => probe.File.Path;

    public RecordFormat Format => probe.Format!;

    /// <summary>Rank among the inputs, which decides between equal times.</summary>
    public int Index => index;

    /// <summary>Smallest time that its next batch is known or expected to have.</summary>
    public long NextTime { get; set; } = probe.FirstTime;

    /// <summary>Line ends in the batches taken so far.</summary>
    public long LinesTaken { get; set; }

    public bool IsOpen => _chunks is not null;

    public void Open() => _chunks = new ChunkReader(probe.Open(), Format.Framing, chunkBytes, Math.Max(maxRecordBytes, Format.LeastRecordLimit));

    /// <summary>Asks for one more batch; a worker must then call <see cref="ReadNext"/> once.</summary>
    public void Ask()
    {
        var batch = new Batch<TBatch>();
        Asked.Enqueue(batch);
        lock (_reading)
            _unread.Enqueue(batch);
    }

    /// <summary>Reads the chunk of the oldest batch asked for. Chunks of one input are read by one thread at a time.</summary>
    /// <param name="buffer">The worker's own buffer, which may be replaced by a larger one.</param>
    /// <param name="chunk">What was read.</param>
    /// <param name="storedBytes">Bytes that this took from the disk or pipe.</param>
    /// <returns>The batch to fill; it <see cref="Batch{TBatch}.IsEnd"/> when there was nothing left.</returns>
    public Batch<TBatch> ReadNext(ref byte[] buffer, out Chunk chunk, out long storedBytes)
    {
        lock (_reading)
        {
            var batch = _unread.Dequeue();
            chunk = default;
            storedBytes = 0;
            try
            {
                batch.IsEnd = !_chunks!.Read(ref buffer, out chunk);
                storedBytes = _chunks.StoredBytesRead - _storedBytes;
                _storedBytes += storedBytes;
            }
            catch (Exception e)
            {
                batch.IsEnd = true;
                batch.Fail(e);
            }

            return batch;
        }
    }

    public void Dispose() => _chunks?.Dispose();
}
