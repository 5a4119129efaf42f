// The sink contract passes exchanges by reference; only their fields are read, so nothing is copied.
#pragma warning disable RCS1242
using System.Diagnostics;
using Stillhound.Core.Exchanges;

namespace Stillhound.Simulation.Tests.Playing;

/// <summary>Playing is fast enough to feed an engine, and leaves the garbage collector alone.</summary>
public sealed class PlayRateTests(ITestOutputHelper output)
{
    [Fact]
    public void Play_is_fast_and_does_not_allocate_for_exchanges()
    {
        var world = World.Create(WorldPresets.Quick(9));
        var sink = new Summing();
        world.Play(sink, TestContext.Current.CancellationToken);

        var best = 0.0;
        var allocated = long.MaxValue;
        for (var round = 0; round < 3; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            var played = world.Play(sink, TestContext.Current.CancellationToken);
            best = Math.Max(best, played / watch.Elapsed.TotalSeconds);
            allocated = Math.Min(allocated, (GC.GetAllocatedBytesForCurrentThread() - before) / played);
        }

        output.WriteLine($"{best:N0} exchanges/s, {allocated} bytes an exchange, {sink.Bytes / sink.Count} bytes of prompt");
        allocated.ShouldBeLessThan(32);
        // The aim is 200,000; a shared machine may be slower, a regression is slower still.
        best.ShouldBeGreaterThan(60_000);
    }

    private sealed class Summing : IExchangeSink
    {
        public long Bytes { get; private set; }

        public long Count { get; private set; }

        public void Accept(in Exchange exchange)
        {
            Bytes += exchange.Prompt.Length;
            Count++;
        }
    }
}
