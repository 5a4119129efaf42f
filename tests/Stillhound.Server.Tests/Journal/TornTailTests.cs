using Stillhound.Server.Journal;

namespace Stillhound.Server.Tests.Journal;

/// <summary>A journal whose files are not as it left them.</summary>
public sealed class TornTailTests : IDisposable
{
    private static readonly JournalOptions Skip = new() { SkipDamage = true };
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_write_that_ends_anywhere_leaves_the_whole_frames_and_is_reported()
    {
        var (bytes, ends) = await Written(6);
        var file = _folder.Segments[0];
        for (var length = SegmentHeader.Size; length <= bytes.Length; length++)
        {
            File.WriteAllBytes(file, bytes[..length]);
            var whole = ends.Count(end => SegmentHeader.Size + end <= length);
            var last = whole == 0 ? 0 : ends[whole - 1];
            using var journal = _folder.Open();
            (journal.DurablePosition, journal.CutBytes).ShouldBe((last, length - SegmentHeader.Size - last));
            journal.Times().ShouldBe(Enumerable.Range(0, whole).Select(static t => (long)t));
            (await journal.AppendAsync(Samples.Frame(99))).ShouldBeGreaterThan(last);
            journal.Times(last).ShouldBe([99]);
        }
    }

    [Fact]
    public async Task Rubbish_after_the_last_frame_is_cut_off()
    {
        var (bytes, ends) = await Written(3);
        foreach (var rubbish in new byte[][] { new byte[4096], [.. Enumerable.Range(0, 4096).Select(static i => (byte)(i * 37))], bytes[SegmentHeader.Size..] })
        {
            File.WriteAllBytes(_folder.Segments[0], [.. bytes, .. rubbish]);
            using var journal = _folder.Open();
            (journal.DurablePosition, journal.CutBytes).ShouldBe((ends[^1], rubbish.Length));
            new FileInfo(_folder.Segments[0]).Length.ShouldBe(bytes.Length);
        }
    }

    [Fact]
    public async Task A_bit_that_flips_in_the_last_write_costs_its_frame()
    {
        var (bytes, ends) = await Written(4);
        for (var at = (int)(SegmentHeader.Size + ends[2]); at < bytes.Length; at++)
        {
            Flip(bytes, at);
            using var journal = _folder.Open();
            (journal.DurablePosition, journal.CutBytes).ShouldBe((ends[2], ends[3] - ends[2]));
            journal.Times().ShouldBe([0, 1, 2]);
        }
    }

    [Fact]
    public async Task A_bit_that_flips_in_what_was_acknowledged_stops_the_journal_at_its_place()
    {
        var (bytes, ends) = await Written(4);
        for (var at = SegmentHeader.Size; at < SegmentHeader.Size + ends[2]; at += 3)
        {
            Flip(bytes, at);
            var frame = ends.Count(end => SegmentHeader.Size + end <= at);
            var error = Should.Throw<JournalDamagedException>(() => _folder.Open());
            (error.File, error.Offset).ShouldBe((_folder.Segments[0], SegmentHeader.Size + (frame == 0 ? 0 : ends[frame - 1])));
            error.Message.ShouldContain("on_damage: skip");
            File.ReadAllBytes(_folder.Segments[0]).Length.ShouldBe(bytes.Length, "nothing is cut off");

            using var journal = _folder.Open(Skip);
            journal.Times().ShouldBe(Enumerable.Range(0, 4).Where(i => i != frame).Select(static t => (long)t));
            journal.DamagedBytes.ShouldBe(ends[1] - ends[0]);
        }
    }

    [Fact]
    public async Task A_hole_in_the_last_write_is_torn_and_not_damaged()
    {
        using var proceed = new ManualResetEventSlim();
        using var flushing = new ManualResetEventSlim();
        var disk = new FaultyDisk();
        long first;
        using (var journal = _folder.Open(disk: disk))
        {
            disk.Flushing = () =>
            {
                flushing.Set();
                proceed.Wait();
            };
            var append = journal.AppendAsync(Samples.Frame(0)).AsTask();
            flushing.Wait(TestContext.Current.CancellationToken);
            var group = Enumerable.Range(1, 5).Select(i => journal.AppendAsync(Samples.Frame(i)).AsTask()).ToList();
            proceed.Set();
            first = await append;
            await Task.WhenAll(group);
        }

        var bytes = File.ReadAllBytes(_folder.Segments[0]);
        Flip(bytes, (int)(SegmentHeader.Size + first + 40));
        using var again = _folder.Open();
        again.Times().ShouldBe([0]);
        again.CutBytes.ShouldBe(5 * first);
    }

    [Fact]
    public async Task Damage_in_an_older_segment_is_told_by_its_reader()
    {
        await Fill(100);
        var file = _folder.Segments[1];
        var bytes = File.ReadAllBytes(file);
        bytes[SegmentHeader.Size + 50] ^= 4;
        File.WriteAllBytes(file, bytes);
        using (var journal = _folder.Open())
        {
            var error = Should.Throw<JournalDamagedException>(() => journal.Times());
            (error.File, error.Offset).ShouldBe((file, SegmentHeader.Size));
        }

        using var skipping = _folder.Open(Skip);
        using var reader = skipping.ReadFrom(0);
        reader.Times().Count.ShouldBe(99);
        reader.SkippedBytes.ShouldBe(skipping.DurablePosition / 100);
    }

    [Fact]
    public async Task A_missing_segment_is_told()
    {
        await Fill(100);
        var lost = new FileInfo(_folder.Segments[1]);
        var bytes = lost.Length - SegmentHeader.Size;
        lost.Delete();
        Should.Throw<JournalDamagedException>(() => _folder.Open()).File.ShouldBe(_folder.Segments[0]);
        using var journal = _folder.Open(Skip);
        journal.DamagedBytes.ShouldBe(bytes);
        journal.Times().Count.ShouldBeInRange(70, 99);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_segment_that_lost_its_first_bytes_is_told(int which)
    {
        var end = await Fill(100);
        var file = which < 0 ? _folder.Segments[^1] : _folder.Segments[which];
        var bytes = File.ReadAllBytes(file);
        bytes[3] ^= 1;
        File.WriteAllBytes(file, bytes);
        Should.Throw<JournalDamagedException>(() => _folder.Open()).File.ShouldBe(file);
        using var journal = _folder.Open(Skip);
        journal.DurablePosition.ShouldBe(end, "no position is given out twice");
        journal.DamagedBytes.ShouldBe(bytes.Length - SegmentHeader.Size);
        journal.Times().Count.ShouldBeInRange(70, 99);
        await journal.AppendAsync(Samples.Frame(100));
        journal.Times(end).ShouldBe([100]);
    }

    [Fact]
    public async Task A_segment_that_was_never_finished_is_deleted()
    {
        await Fill(3);
        File.WriteAllText(Path.Combine(_folder.Path, Segment.NameOf(5000) + ".new"), "x");
        using var journal = _folder.Open();
        journal.Times().ShouldBe([0, 1, 2]);
        Directory.GetFiles(_folder.Path, "*.new").ShouldBeEmpty();
    }

    private async Task<(byte[] Bytes, List<long> Ends)> Written(int frames)
    {
        var ends = new List<long>();
        using (var journal = _folder.Open())
        {
            for (var i = 0; i < frames; i++)
                ends.Add(await journal.AppendAsync(Samples.Frame(i)));
        }

        return (File.ReadAllBytes(_folder.Segments[0]), ends);
    }

    private async Task<long> Fill(int frames)
    {
        using var journal = _folder.Open(new JournalOptions { SegmentBytes = 4096 });
        for (var i = 0; i < frames; i++)
            await journal.AppendAsync(Samples.Frame(i));
        return journal.DurablePosition;
    }

    private void Flip(byte[] bytes, int at)
    {
        var altered = bytes.ToArray();
        altered[at] ^= (byte)(1 << (at % 8));
        File.WriteAllBytes(_folder.Segments[0], altered);
    }
}
