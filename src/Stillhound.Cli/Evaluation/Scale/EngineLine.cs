using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Stillhound.Core.Engine;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Simulation;

namespace Stillhound.Cli.Evaluation.Scale;

/// <summary>
/// Plays a world on one thread and applies it on another, in one order. The time of each side is measured without what it waits
/// for the other.
/// </summary>
internal sealed class EngineLine(DetectionEngine engine)
{
    private const int BatchSize = 512;
    private const int Batches = 64;

    private readonly ConcurrentBag<FingerprintBatch> _empty = [];
    private long _played;

    /// <summary>Exchanges played so far; from any thread.</summary>
    public long Played => Volatile.Read(ref _played);

    /// <summary>Time that the simulation took, fingerprints included.</summary>
    public TimeSpan Playing { get; private set; }

    /// <summary>Time that the engine took, searches included.</summary>
    public TimeSpan Applying { get; private set; }

    /// <summary>Plays the whole world into the engine.</summary>
    public void Run(World world, CancellationToken cancellation)
    {
        using var full = new BlockingCollection<(FingerprintBatch Batch, long Watermark)>(Batches);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ExceptionDispatchInfo? failure = null;
        var player = new Thread(() => failure = Play(world, full, stop.Token)) { IsBackground = true };
        player.Start();
        try
        {
            foreach (var (batch, watermark) in full.GetConsumingEnumerable(cancellation))
                Apply(batch, watermark);
        }
        finally
        {
            stop.Cancel();
            player.Join();
        }

        failure?.Throw();
    }

    private void Apply(FingerprintBatch batch, long watermark)
    {
        var start = Stopwatch.GetTimestamp();
        engine.Accept(batch, watermark);
        Applying += Stopwatch.GetElapsedTime(start);
        batch.Clear();
        _empty.Add(batch);
    }

    private ExceptionDispatchInfo? Play(World world, BlockingCollection<(FingerprintBatch, long)> full, CancellationToken stop)
    {
        var sink = new Sink(this, full, stop);
        var start = Stopwatch.GetTimestamp();
        try
        {
            world.Play(sink, stop);
            sink.HandOver(long.MaxValue / 2);
            return null;
        }
#pragma warning disable CA1031 // Thrown again on the thread that waits for this one.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return ExceptionDispatchInfo.Capture(e);
        }
        finally
        {
            Playing = Stopwatch.GetElapsedTime(start) - sink.Waited;
            full.CompleteAdding();
        }
    }

    private sealed class Sink(EngineLine line, BlockingCollection<(FingerprintBatch, long)> full, CancellationToken stop) : IExchangeSink
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
            full.Add((_batch, watermark), stop);
            Waited += Stopwatch.GetElapsedTime(start);
            _batch = line._empty.TryTake(out var empty) ? empty : new FingerprintBatch(BatchSize);
        }
    }
}
