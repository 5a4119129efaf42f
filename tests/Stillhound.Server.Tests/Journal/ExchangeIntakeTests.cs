using Stillhound.Server.Journal;

namespace Stillhound.Server.Tests.Journal;

public sealed class ExchangeIntakeTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly FaultyDisk _disk = new();
    private ManualResetEventSlim _proceed = null!;
    private ManualResetEventSlim _flushing = null!;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_retry_is_acknowledged_and_not_counted_twice()
    {
        using var journal = _folder.Open();
        var intake = new ExchangeIntake(journal, new RecentIds(100));
        (await intake.AppendAsync(Samples.Many("a", (1, 11), (2, 12)), 0)).ShouldBe(new IntakeResult(2, 0));
        (await intake.AppendAsync(Samples.Many("a", (1, 11), (2, 12), (3, 13)), 0)).ShouldBe(new IntakeResult(1, 2));
        (await intake.AppendAsync(Samples.Many("a", (1, 11)), 0)).ShouldBe(new IntakeResult(0, 1));
        journal.Times().ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task A_record_that_is_twice_in_a_batch_counts_once_and_those_without_identity_each_time()
    {
        using var journal = _folder.Open();
        var intake = new ExchangeIntake(journal, new RecentIds(100));
        (await intake.AppendAsync(Samples.Many("a", (1, 11), (1, 11), (5, 0), (5, 0)), 0)).ShouldBe(new IntakeResult(3, 1));
        journal.Times().ShouldBe([1, 5, 5]);
    }

    [Fact]
    public async Task A_retry_waits_for_the_flush_of_the_first_copy()
    {
        using var proceed = Hold(out var flushing);
        using var journal = _folder.Open(disk: _disk);
        var intake = new ExchangeIntake(journal, new RecentIds(100));
        Start();
        var first = intake.AppendAsync(Samples.One(1, 11), 0).AsTask();
        flushing.Wait(TestContext.Current.CancellationToken);
        var retry = intake.AppendAsync(Samples.One(1, 11), 0).AsTask();
        (first.IsCompleted, retry.IsCompleted).ShouldBe((false, false));
        proceed.Set();
        (await first).ShouldBe(new IntakeResult(1, 0));
        (await retry).ShouldBe(new IntakeResult(0, 1));
        journal.Times().ShouldBe([1]);
    }

    [Fact]
    public async Task A_retry_fails_with_the_first_copy_and_the_next_one_is_taken()
    {
        using var proceed = Hold(out var flushing);
        using var journal = _folder.Open(disk: _disk);
        var intake = new ExchangeIntake(journal, new RecentIds(100));
        Start();
        var before = intake.AppendAsync(Samples.One(0, 10), 0).AsTask();
        flushing.Wait(TestContext.Current.CancellationToken);
        _disk.Room = 10;
        var first = intake.AppendAsync(Samples.One(1, 11), 0).AsTask();
        var retry = intake.AppendAsync(Samples.One(1, 11), 0).AsTask();
        proceed.Set();
        await before;
        await Should.ThrowAsync<JournalFullException>(() => first);
        await Should.ThrowAsync<JournalFullException>(() => retry);
        _disk.Room = long.MaxValue;
        (await intake.AppendAsync(Samples.One(1, 11), 0)).ShouldBe(new IntakeResult(1, 0));
        journal.Times().ShouldBe([0, 1]);
    }

    [Fact]
    public async Task Many_senders_that_retry_at_once_leave_every_record_once()
    {
        using var journal = _folder.Open(new JournalOptions { SegmentBytes = 1 << 16 });
        var intake = new ExchangeIntake(journal, new RecentIds(100_000));
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(seed => Task.Run(async () =>
        {
            var random = new Random(seed % 4);
            var total = 0;
            for (var i = 0; i < 200; i++)
            {
                var from = random.Next(1, 3000);
                total += (await intake.AppendAsync(Samples.Many("a", [.. Enumerable.Range(from, 10).Select(static n => ((long)n, (ulong)n))]), 0)).Added;
            }

            return total;
        })));
        var times = journal.Times();
        times.Distinct().Count().ShouldBe(times.Count);
        results.Sum().ShouldBe(times.Count);
    }

    [Fact]
    public async Task What_is_remembered_outlives_a_restart_with_or_without_a_checkpoint()
    {
        var checkpoint = new MemoryStream();
        using (var journal = _folder.Open())
        {
            var intake = new ExchangeIntake(journal, new RecentIds(5));
            for (var i = 1; i <= 7; i++)
                await intake.AppendAsync(Samples.One(i, (ulong)i), 0);
            intake.Save(checkpoint).ShouldBe(journal.DurablePosition);
            for (var i = 8; i <= 9; i++)
                await intake.AppendAsync(Samples.One(i, (ulong)i), 0);
        }

        checkpoint.Position = 0;
        foreach (var recent in new[] { RecentIdsFile.Load(checkpoint, 5), new RecentIds(5) })
        {
            using var journal = _folder.Open();
            var intake = new ExchangeIntake(journal, recent);
            recent.Oldest.ShouldBe([5ul, 6, 7, 8, 9]);
            (await intake.AppendAsync(Samples.One(9, 9), 0)).ShouldBe(new IntakeResult(0, 1));
        }
    }

    [Fact]
    public void Remembered_identities_of_another_journal_are_refused()
    {
        using var journal = _folder.Open();
        var recent = new RecentIds(5);
        recent.Take([1], 4096);
        Should.Throw<JournalException>(() => new ExchangeIntake(journal, recent)).Message.ShouldContain("after the journal's end");
    }

    private ManualResetEventSlim Hold(out ManualResetEventSlim flushing)
    {
        (_proceed, _flushing) = (new ManualResetEventSlim(), new ManualResetEventSlim());
        flushing = _flushing;
        return _proceed;
    }

    // Not before the journal is open: that flushes too.
    private void Start() => _disk.Flushing = () =>
    {
        _flushing.Set();
        _proceed.Wait();
    };
}
