using Stillhound.Core.Exchanges;
using Stillhound.Server.Journal;

namespace Stillhound.Server.Tests.Journal;

public sealed class FrameJournalTests : IDisposable
{
    private static readonly JournalOptions Small = new() { SegmentBytes = 4096 };
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Frames_of_every_kind_are_read_in_order()
    {
        using var journal = _folder.Open();
        var batch = Samples.Random(3, 20);
        var frame = new JournalFrame();
        frame.SetExchanges(batch.Fingerprints, batch.Identities, 10);
        var first = await journal.AppendAsync(frame);
        frame.SetFacts([new AccountFacts("a") { Org = "o" }], 11);
        var second = await journal.AppendAsync(frame);
        frame.SetEvent(new ProviderEvent(DateTimeOffset.UnixEpoch, ProviderEventType.AccountSuspended) { Account = "a" }, 12);
        await journal.AppendAsync(frame);
        frame.SetTick(13);
        var end = await journal.AppendAsync(frame);

        journal.DurablePosition.ShouldBe(end);
        using var reader = journal.ReadFrom(0);
        reader.TryRead().ShouldBeTrue();
        (reader.Kind, reader.Items, reader.Watermark, reader.Start, reader.Position).ShouldBe((FrameKind.Exchanges, 20, 10, 0, first));
        var back = new IdentifiedBatch();
        reader.ReadExchanges(back.Fingerprints);
        Samples.Text(back.Fingerprints, reader.Identities.ToArray()).ShouldBe(Samples.Text(batch.Fingerprints, batch.Identities.ToArray()));
        reader.TryRead().ShouldBeTrue();
        (reader.Kind, reader.Watermark, reader.Position).ShouldBe((FrameKind.AccountFacts, 11, second));
        reader.ReadFacts().ShouldBe([new AccountFacts("a") { Org = "o" }]);
        reader.TryRead().ShouldBeTrue();
        reader.ReadEvent().ShouldBe(new ProviderEvent(DateTimeOffset.UnixEpoch, ProviderEventType.AccountSuspended) { Account = "a" });
        reader.TryRead().ShouldBeTrue();
        (reader.Kind, reader.Watermark, reader.Position).ShouldBe((FrameKind.Tick, 13, end));
        reader.TryRead().ShouldBeFalse();
    }

    [Fact]
    public async Task Many_writers_share_flushes_and_keep_their_order()
    {
        const int Writers = 16, Each = 200;
        var disk = new FaultyDisk();
        using var journal = _folder.Open(new JournalOptions { SegmentBytes = 1 << 16 }, disk);
        var ends = new long[Writers][];
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => Task.Run(async () =>
        {
            ends[w] = new long[Each];
            for (var i = 0; i < Each; i++)
                ends[w][i] = await journal.AppendAsync(Samples.Frame((w * Each) + i));
        })));

        journal.Flushes.ShouldBeLessThan(Writers * Each);
        ends.ShouldAllBe(static own => own.Order().SequenceEqual(own));
        ends.SelectMany(static own => own).Distinct().Count().ShouldBe(Writers * Each);
        ends.Max(static own => own[^1]).ShouldBe(journal.DurablePosition);
        var times = journal.Times();
        times.Order().ShouldBe(Enumerable.Range(0, Writers * Each).Select(static t => (long)t));
        times.GroupBy(static t => t / Each).ShouldAllBe(static own => own.Order().SequenceEqual(own));
    }

    [Fact]
    public async Task What_comes_during_a_flush_goes_to_disk_with_the_next()
    {
        using var flushing = new ManualResetEventSlim();
        using var proceed = new ManualResetEventSlim();
        var disk = new FaultyDisk();
        using var journal = _folder.Open(disk: disk);
        disk.Flushing = () =>
        {
            flushing.Set();
            proceed.Wait();
        };
        var first = journal.AppendAsync(Samples.Frame(0)).AsTask();
        flushing.Wait(TestContext.Current.CancellationToken);
        var others = Enumerable.Range(1, 50).Select(i => journal.AppendAsync(Samples.Frame(i)).AsTask()).ToList();
        (first.IsCompleted, others.Any(static t => t.IsCompleted), journal.DurablePosition).ShouldBe((false, false, 0));
        journal.Times().ShouldBeEmpty("nothing is read before it is durable");
        proceed.Set();
        await Task.WhenAll(others);
        journal.Flushes.ShouldBe(2);
    }

    [Fact]
    public async Task A_group_waits_as_long_as_it_was_told()
    {
        var time = new ManualTime(DateTimeOffset.UnixEpoch);
        using var journal = _folder.Open(new JournalOptions { GroupWait = TimeSpan.FromMilliseconds(5) }, time: time);
        var appends = Enumerable.Range(0, 3).Select(i => journal.AppendAsync(Samples.Frame(i)).AsTask()).ToList();
        time.Waiting.ShouldBe(1);
        time.Advance(TimeSpan.FromMilliseconds(4));
        (appends.Any(static a => a.IsCompleted), journal.Flushes).ShouldBe((false, 0));
        time.Advance(TimeSpan.FromMilliseconds(1));
        await Task.WhenAll(appends);
        journal.Flushes.ShouldBe(1);
    }

    [Fact]
    public async Task A_reader_waits_for_more()
    {
        using var journal = _folder.Open(Small);
        using var reader = journal.ReadFrom(0);
        for (var i = 0; i < 100; i++)
        {
            var more = reader.WaitAsync(TestContext.Current.CancellationToken).AsTask();
            more.IsCompleted.ShouldBeFalse();
            await journal.AppendAsync(Samples.Frame(i));
            (await more).ShouldBeTrue();
            reader.Times().ShouldBe([i]);
        }
    }

    [Fact]
    public async Task Readers_follow_many_writers_over_segments()
    {
        const int Writers = 4, Each = 300;
        using var journal = _folder.Open(Small);
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            var times = new List<long>();
            using var reader = journal.ReadFrom(0);
            while (times.Count < Writers * Each && await reader.WaitAsync(TestContext.Current.CancellationToken))
                times.AddRange(reader.Times());
            return times;
        })).ToList();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
                await journal.AppendAsync(Samples.Frame((w * Each) + i));
        })));
        var expected = journal.Times();
        expected.Count.ShouldBe(Writers * Each);
        foreach (var times in await Task.WhenAll(readers))
            times.ShouldBe(expected);
    }

    [Fact]
    public async Task A_reader_that_waits_is_told_when_the_journal_closes()
    {
        var journal = _folder.Open();
        using var reader = journal.ReadFrom(0);
        var more = reader.WaitAsync(TestContext.Current.CancellationToken).AsTask();
        var append = journal.AppendAsync(Samples.Frame(7)).AsTask();
        journal.Dispose();
        await append;
        (await more).ShouldBeTrue();
        reader.Times().ShouldBe([7]);
        (await reader.WaitAsync(TestContext.Current.CancellationToken)).ShouldBeFalse();
        await Should.ThrowAsync<ObjectDisposedException>(async () => await journal.AppendAsync(Samples.Frame(8)));
    }

    [Fact]
    public async Task A_reader_stops_waiting_when_it_is_cancelled()
    {
        using var journal = _folder.Open();
        using var reader = journal.ReadFrom(0);
        using var stop = new CancellationTokenSource();
        var more = reader.WaitAsync(stop.Token).AsTask();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => more);
    }

    [Fact]
    public async Task Segments_follow_each_other_and_reading_begins_anywhere()
    {
        var ends = new List<long> { 0 };
        using (var journal = _folder.Open(Small))
        {
            for (var i = 0; i < 100; i++)
                ends.Add(await journal.AppendAsync(Samples.Frame(i)));
            _folder.Segments.Length.ShouldBeGreaterThan(3);
            journal.BytesOnDisk.ShouldBe(_folder.Segments.Sum(static f => new FileInfo(f).Length));
        }

        using var again = _folder.Open(Small);
        (again.CutBytes, again.DurablePosition, again.OldestPosition).ShouldBe((0, ends[^1], 0));
        for (var i = 0; i < 100; i++)
            again.Times(ends[i]).ShouldBe(Enumerable.Range(i, 100 - i).Select(static t => (long)t));
        await again.AppendAsync(Samples.Frame(100));
        again.Times(ends[^1]).ShouldBe([100]);
    }

    [Fact]
    public async Task Forgetting_drops_whole_segments_and_never_what_comes_after()
    {
        using var journal = _folder.Open(Small);
        var ends = new List<long>();
        for (var i = 0; i < 100; i++)
            ends.Add(await journal.AppendAsync(Samples.Frame(i)));
        var before = journal.BytesOnDisk;
        journal.ForgetBefore(ends[59]).ShouldBeGreaterThan(0);
        journal.OldestPosition.ShouldBeLessThanOrEqualTo(ends[59]);
        journal.BytesOnDisk.ShouldBeLessThan(before);
        journal.Times(ends[59]).ShouldBe(Enumerable.Range(60, 40).Select(static t => (long)t));
        Should.Throw<JournalException>(() => journal.ReadFrom(0)).Message.ShouldContain("forgotten");
        journal.ForgetBefore(long.MaxValue);
        _folder.Segments.Length.ShouldBe(1, "the segment that is written stays");
        await journal.AppendAsync(Samples.Frame(100));
        journal.Times(ends[^1]).ShouldBe([100]);
    }

    [Fact]
    public async Task A_reader_that_is_overtaken_by_forgetting_says_so()
    {
        using var journal = _folder.Open(Small);
        using var reader = journal.ReadFrom(0);
        for (var i = 0; i < 100; i++)
            await journal.AppendAsync(Samples.Frame(i));
        journal.ForgetBefore(journal.DurablePosition);
        Should.Throw<JournalException>(() => reader.TryRead()).Message.ShouldContain("forgotten");
    }

    [Fact]
    public async Task What_is_old_or_too_much_is_forgotten_once_nothing_needs_it()
    {
        var time = new ManualTime(DateTimeOffset.UnixEpoch);
        using var journal = _folder.Open(Small with { KeepFor = TimeSpan.FromHours(10), KeepBytes = 1 << 20 }, time: time);
        for (var i = 0; i < 100; i++)
        {
            await journal.AppendAsync(Samples.Frame(i));
            time.Advance(TimeSpan.FromHours(1));
        }

        journal.ForgetOld(needed: 0).ShouldBe(0);
        journal.ForgetOld(journal.DurablePosition).ShouldBeGreaterThan(0);
        journal.Times().Count.ShouldBeInRange(10, 35);
        (time.GetUtcNow() - journal.OldestTime).ShouldBeLessThan(TimeSpan.FromHours(35));
        journal.Dispose();
        using var narrow = _folder.Open(Small with { KeepBytes = 1 });
        narrow.ForgetOld(narrow.DurablePosition);
        _folder.Segments.Length.ShouldBe(1);
    }

    [Fact]
    public void One_folder_serves_one_process()
    {
        using var journal = _folder.Open();
        Should.Throw<JournalInUseException>(() => _folder.Open()).Message.ShouldContain("another process");
        journal.Dispose();
        Should.NotThrow(() => _folder.Open().Dispose());
    }

    [Fact]
    public void A_folder_that_cannot_be_used_is_an_error_with_its_name()
    {
        File.WriteAllText(_folder.Path, "");
        Should.Throw<JournalException>(() => _folder.Open()).Message.ShouldStartWith(_folder.Path);
        File.Delete(_folder.Path);
    }

    [Fact]
    public async Task A_position_after_the_end_is_an_error()
    {
        using var journal = _folder.Open();
        var end = await journal.AppendAsync(Samples.Frame(0));
        Should.Throw<JournalException>(() => journal.ReadFrom(end + 8)).Message.ShouldContain("after the journal's end");
    }

    [Fact]
    public async Task A_frame_cannot_be_appended_twice_at_once()
    {
        using var proceed = new ManualResetEventSlim();
        var disk = new FaultyDisk();
        using var journal = _folder.Open(disk: disk);
        disk.Flushing = proceed.Wait;
        var frame = Samples.Frame(0);
        var append = journal.AppendAsync(frame).AsTask();
        await Should.ThrowAsync<InvalidOperationException>(async () => await journal.AppendAsync(frame));
        Should.Throw<InvalidOperationException>(() => frame.SetTick(1));
        proceed.Set();
        await append;
        await journal.AppendAsync(frame);
        journal.Times().ShouldBe([0, 0]);
    }

    [Fact]
    public async Task Segments_of_another_build_are_kept_and_not_read()
    {
        long end;
        using (var journal = _folder.Open())
            end = await journal.AppendAsync(Samples.Frame(1));
        var file = _folder.Segments[0];
        var bytes = File.ReadAllBytes(file);
        new SegmentHeader(SegmentHeader.Current, 42, 0, 0).ToBytes().CopyTo(bytes, 0);
        File.WriteAllBytes(file, bytes);

        using var other = _folder.Open();
        other.DurablePosition.ShouldBe(end);
        await other.AppendAsync(Samples.Frame(2));
        other.Times(end).ShouldBe([2]);
        var error = Should.Throw<JournalLayoutException>(() => other.Times(0)).Message;
        error.ShouldStartWith(file);
        error.ShouldContain("another build");
    }

    [Fact]
    public void An_empty_segment_of_another_build_is_replaced()
    {
        _folder.Open().Dispose();
        File.WriteAllBytes(_folder.Segments[0], new SegmentHeader(SegmentHeader.Current, 42, 0, 0).ToBytes());
        using var journal = _folder.Open();
        _folder.Segments.Length.ShouldBe(1);
        journal.Times().ShouldBeEmpty();
    }

    [Fact]
    public void Nobody_else_may_read_the_files()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has other rights");
            return;
        }

        using var journal = _folder.Open();
        (File.GetUnixFileMode(_folder.Segments[0]) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)).ShouldBe(UnixFileMode.None);
        (File.GetUnixFileMode(_folder.Path) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.OtherExecute)).ShouldBe(UnixFileMode.None);
    }
}
