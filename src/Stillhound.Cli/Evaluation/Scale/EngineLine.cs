using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Stillhound.Core.Engine;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Simulation;

namespace Stillhound.Cli.Evaluation.Scale;

/// <summary>
/// Plays a world on one thread and applies it on another, in one order. Each side's own time is measured without what it waits for
/// the other.
/// </summary>
internal sealed class EngineLine(DetectionEngine engine, CancellationToken cancellation)
{
    private const int BatchSize = 512;
    private const int Batches = 64;

    private readonly BlockingCollection<(FingerprintBatch Batch, long Watermark)> _full = new(Batches);
    private readonly ConcurrentBag<FingerprintBatch> _empty = [];
    private ExceptionDispatchInfo? _failure;
    private long _played;

    /// <summary>Exchanges played so far; from any thread.</summary>
    public long Played => Volatile.Read(ref _played);

    /// <summary>Time that the simulation took, fingerprints included.</summary>
    public TimeSpan Playing { get; private set; }

    /// <summary>Time that the engine took, searches included.</summary>
    public TimeSpan Applying { get; private set; }

    /// <summary>Plays the whole world into the engine.</summary>
    public void Run(World world)
    {
        var player = new Thread(() => Play(world)) { IsBackground = true };
        player.Start();
        foreach (var (batch, watermark) in _full.GetConsumingEnumerable(cancellation))
        {
            var start = Stopwatch.GetTimestamp();
            engine.Accept(batch, watermark);
            Applying += Stopwatch.GetElapsedTime(start);
            batch.Clear();
            _empty.Add(batch);
        }

        player.Join();
        _failure?.Throw();
    }

    private void Play(World world)
    {
        var sink = new Sink(this);
        var start = Stopwatch.GetTimestamp();
        try
        {
            world.Play(sink, cancellation);
            sink.HandOver(long.MaxValue / 2);
        }
#pragma warning disable CA1031 // Thrown again on the thread that waits for this one.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _failure = ExceptionDispatchInfo.Capture(e);
        }

        Playing = Stopwatch.GetElapsedTime(start) - sink.Waited;
        _full.CompleteAdding();
    }

    private sealed class Sink(EngineLine line) : IExchangeSink
    {
        private FingerprintBatch _batch = new(BatchSize);

        public TimeSpan Waited { get; private set; }

        public void Accept(in Exchange exchange)
        {
            _batch.Accept(exchange);
            if (_batch.Count == BatchSize)
                HandOver(exchange.Time);
        }

        public void HandOver(long watermark)
        {
            Volatile.Write(ref line._played, line._played + _batch.Count);
            var start = Stopwatch.GetTimestamp();
            line._full.Add((_batch, watermark), line.CancellationOf());
            Waited += Stopwatch.GetElapsedTime(start);
            _batch = line._empty.TryTake(out var empty) ? empty : new FingerprintBatch(BatchSize);
        }
    }

    private CancellationToken CancellationOf() => cancellation;
}
