using Stillhound.Core.Exchanges;
using Stillhound.Formats.Inputs;
using Stillhound.Formats.Records;
using Stillhound.Formats.Rejects;

namespace Stillhound.Formats.Pipeline;

/// <summary>
/// Reads logs in parallel and delivers their exchanges in batches, on one thread and in one order: within a file as they
/// stand, over files by the time at which each batch begins. The order, and where batches are cut, depend on the input
/// and the options only. Memory is bounded by the read-ahead: some batches a worker, and one for each input that overlaps
/// in time with another.
/// </summary>
/// <typeparam name="TBatch">What the caller makes of a batch of exchanges. Filled by one thread, handed over, reused.</typeparam>
public sealed class LogReader<TBatch>
    where TBatch : class, IExchangeSink
{
    // Enough to read on while the caller is busy for a tenth of a second, as it is with a search; a batch holds a third of a
    // megabyte. Against two a worker, bench/speed takes three hundredths less time.
    private const int BatchesAhead = 24;

    private readonly IReadOnlyList<LogFile> _files;
    private readonly LogOptions _options;
    private readonly BatchPool<TBatch> _pool;
    private readonly LogCounters _counters;
    private readonly RejectSamples _samples;
    private readonly PriorityQueue<OpenLog<TBatch>, (long Time, int Index)> _next = new();
    private long _watermark = long.MinValue;
    private int _open;

    /// <summary>Makes a reader for one run.</summary>
    /// <param name="files">What to read, as <see cref="LogFiles.Find"/> gives it.</param>
    /// <param name="options">How.</param>
    /// <param name="create">Makes a batch; called on worker threads.</param>
    /// <param name="reset">Empties a batch for reuse; called on worker threads, never while the batch is delivered.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public LogReader(IReadOnlyList<LogFile> files, LogOptions options, Func<TBatch> create, Action<TBatch> reset)
    {
        options.Check();
        _files = files;
        _options = options;
        _pool = new BatchPool<TBatch>(create, reset);
        _counters = new LogCounters(files);
        _samples = new RejectSamples(options.Rejects, options.MaxRejectSamples);
    }

    /// <summary>How far the run has come; may be asked for from any thread.</summary>
    public LogProgress Progress => _counters.Snapshot();

    /// <summary>Reads everything. Called once.</summary>
    /// <param name="deliver">
    /// Takes a batch, on the calling thread, and the watermark: the smallest time in milliseconds since the Unix epoch that
    /// can still arrive when every file is in order. The watermark never falls. The batch must not be kept after the call.
    /// </param>
    /// <param name="cancellation">Stops the run within one chunk.</param>
    /// <exception cref="InputException">An input cannot be opened, or its format needs a map that is not there.</exception>
    /// <exception cref="RejectFileException">A reject could not be written.</exception>
    /// <exception cref="IOException">An input failed while it was read.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public void Run(Action<TBatch, long> deliver, CancellationToken cancellation = default)
    {
        var logs = Probe(cancellation);
        using var workers = new WorkerThreads<TBatch>(
            _options.Workers, () => new ChunkParser<TBatch>(_pool, _counters, _samples, _options.Enricher?.ForThread(), _options.MaxRecordBytes), _counters);
        try
        {
            while (_next.TryDequeue(out var log, out _))
            {
                cancellation.ThrowIfCancellationRequested();
                if (!log.IsOpen)
                {
                    log.Open();
                    _open++;
                    Ask(log, workers);
                }
                else
                {
                    Deliver(log, deliver, workers);
                }

                AwaitNext(log, workers, cancellation);
            }
        }
        finally
        {
            workers.Stop();
            foreach (var log in logs)
                log.Dispose();
        }
    }

    private List<OpenLog<TBatch>> Probe(CancellationToken cancellation)
    {
        var detector = new LogDetector(_options);
        var chunkBytes = _options.ChunkBytesFor(_files.Count);
        var logs = new List<OpenLog<TBatch>>();
        for (var i = 0; i < _files.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var probe = detector.Probe(_files[i]);
            if (probe.LeftOut != RejectReason.None)
            {
                _counters.AddReject(probe.LeftOut);
                _samples.Take(new Reject(probe.LeftOut, probe.File.Path, 1, 0, -1, probe.Start[..Math.Min(probe.Start.Length, Reject.MaxExcerpt)]));
            }

            if (probe.Format is null)
            {
                _counters.AddFileDone();
                continue;
            }

            var log = new OpenLog<TBatch>(probe, i, chunkBytes, _options.MaxRecordBytes);
            logs.Add(log);
            _next.Enqueue(log, (log.NextTime, i));
        }

        return logs;
    }

    // Asks for batches up to this input's share of the read-ahead, at least one.
    private void Ask(OpenLog<TBatch> log, WorkerThreads<TBatch> workers)
    {
        var share = Math.Max(1, ((BatchesAhead * _options.Workers) + 2) / Math.Max(1, _open));
        while (log.Asked.Count < share)
        {
            log.Ask();
            workers.Add(log);
        }
    }

    // Takes what is at the head of an input until there is a batch with records, and puts the input back in the order.
    private void AwaitNext(OpenLog<TBatch> log, WorkerThreads<TBatch> workers, CancellationToken cancellation)
    {
        while (true)
        {
            var head = log.Asked.Peek();
            head.Wait(cancellation);
            if (head.Sink is not null)
            {
                log.NextTime = head.FirstTime;
                _next.Enqueue(log, (log.NextTime, log.Index));
                return;
            }

            if (head.IsEnd)
            {
                // Batches asked for beyond the end are answered too, and must not outlive the input.
                foreach (var asked in log.Asked)
                {
                    asked.Wait(cancellation);
                    asked.Dispose();
                }

                log.Asked.Clear();
                log.Dispose();
                _open--;
                _counters.AddFileDone();
                return;
            }

            Take(log);
            Ask(log, workers);
        }
    }

    private void Deliver(OpenLog<TBatch> log, Action<TBatch, long> deliver, WorkerThreads<TBatch> workers)
    {
        var batch = Take(log);
        Ask(log, workers);
        var least = _next.TryPeek(out _, out var other) ? Math.Min(batch.LastTime, other.Time) : batch.LastTime;
        _watermark = Math.Max(_watermark, least);
        deliver(batch.Sink!, _watermark);
        _pool.Return(batch.Sink!);
    }

    private Batch<TBatch> Take(OpenLog<TBatch> log)
    {
        var batch = log.Asked.Dequeue();
        foreach (var reject in batch.Rejects ?? [])
            _samples.Take(reject with { Line = log.LinesTaken + reject.Line });
        log.LinesTaken += batch.Lines;
        batch.Dispose();
        return batch;
    }
}
