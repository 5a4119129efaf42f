using System.Collections.Concurrent;
using Stillhound.Core.Exchanges;

namespace Stillhound.Formats.Pipeline;

/// <summary>
/// The threads that read and parse. A worker reads a chunk and parses it while it is in its cache; while one decompresses
/// the next chunk of an input another parses the last, so decompression overlaps with everything else.
/// </summary>
internal sealed class WorkerThreads<TBatch> : IDisposable
    where TBatch : class, IExchangeSink
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly BlockingCollection<OpenLog<TBatch>> _work = [];
    private readonly Thread[] _threads;
    private readonly LogCounters _counters;
    private volatile bool _stopping;

    public WorkerThreads(int count, Func<ChunkParser<TBatch>> newParser, LogCounters counters)
    {
        _counters = counters;
        _threads = new Thread[count];
        for (var i = 0; i < count; i++)
        {
            _threads[i] = new Thread(() => Work(newParser())) { IsBackground = true, Name = "log reader" };
            _threads[i].Start();
        }
    }

    /// <summary>Has some worker read one chunk of the input.</summary>
    public void Add(OpenLog<TBatch> log) => _work.Add(log);

    /// <summary>Ends the workers. One that waits for a silent pipe is left to the end of the process.</summary>
    public void Stop()
    {
        _stopping = true;
        _work.CompleteAdding();
        foreach (var thread in _threads)
            thread.Join(Patience);
    }

    public void Dispose()
    {
        Stop();
        _work.Dispose();
    }

    private void Work(ChunkParser<TBatch> parser)
    {
        byte[] buffer = [];
        foreach (var log in _work.GetConsumingEnumerable())
        {
            if (_stopping)
                return;
            var batch = log.ReadNext(ref buffer, out var chunk, out var storedBytes);
            if (batch.IsEnd)
            {
                _counters.AddChunk(storedBytes, 0, 0);
                batch.Complete();
                continue;
            }

            try
            {
                parser.Parse(log, buffer.AsSpan(0, chunk.Length), chunk, storedBytes, batch);
                batch.Complete();
            }
            catch (Exception e)
            {
                batch.Fail(e);
            }
        }
    }
}
