using Stillhound.Server.Ingest;

namespace Stillhound.Server.Tests.Ingest;

/// <summary>Bodies are read where no request of a gateway waits behind them.</summary>
public sealed class IngestThreadsTests
{
    [Fact]
    public async Task Work_runs_on_a_thread_of_its_own_and_not_on_one_of_the_pool()
    {
        using var threads = new IngestThreads(1);
        var (name, isPool) = await threads.RunAsync(static () => (Thread.CurrentThread.Name, Thread.CurrentThread.IsThreadPoolThread));
        name.ShouldBe("ingest");
        isPool.ShouldBeFalse();
    }

    [Fact]
    public async Task What_goes_wrong_is_told_to_whoever_waits_and_the_thread_goes_on()
    {
        using var threads = new IngestThreads(1);
        await Should.ThrowAsync<InvalidDataException>(() => threads.RunAsync<int>(static () => throw new InvalidDataException()));
        (await threads.RunAsync(static () => 7)).ShouldBe(7);
    }

    [Fact]
    public async Task What_waits_when_it_ends_is_still_done()
    {
        var threads = new IngestThreads(1);
        using var gate = new ManualResetEventSlim();
        var first = threads.RunAsync(() => gate.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        var second = threads.RunAsync(static () => 7);
        threads.Dispose();
        gate.Set();
        (await first).ShouldBeTrue();
        (await second).ShouldBe(7);
    }
}
