using Stillhound.Server.Journal;

namespace Stillhound.Server.Tests.Journal;

/// <summary>A journal that is read while its own process may be writing it, and that reading leaves as it is.</summary>
public sealed class StoredJournalTests : IDisposable
{
    private static readonly JournalOptions Small = new() { SegmentBytes = 4096 };
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_durable_when_it_was_opened_is_read_while_its_owner_writes_on()
    {
        using var journal = _folder.Open(Small);
        await FillAsync(journal, 0, 100);
        var stored = StoredJournal.Open(_folder.Path, skipDamage: false);
        var end = journal.DurablePosition;
        await FillAsync(journal, 100, 50);

        (stored.OldestPosition, stored.DurablePosition, stored.Segments.Count > 1).ShouldBe((0, end, true));
        Times(stored).ShouldBe(Enumerable.Range(0, 100).Select(static t => (long)t));
        using var reader = stored.Read();
        (await stored.WaitAsync(0, TestContext.Current.CancellationToken)).ShouldBeTrue();
        (await stored.WaitAsync(end, TestContext.Current.CancellationToken)).ShouldBeFalse("nothing more comes to it");
        Times(StoredJournal.Open(_folder.Path, skipDamage: false)).Count.ShouldBe(150);
    }

    [Fact]
    public async Task Every_position_of_what_is_kept_is_in_one_segment()
    {
        await FillAsync(100);
        var stored = StoredJournal.Open(_folder.Path, skipDamage: false);
        for (var position = stored.OldestPosition; position < stored.DurablePosition; position += 8)
            stored.Segments.Count(s => s == stored.Find(position)).ShouldBe(1);
        stored.Find(stored.DurablePosition).ShouldBeNull();
    }

    [Fact]
    public async Task Reading_changes_no_file()
    {
        await FillAsync(100);
        File.AppendAllBytes(_folder.Segments[^1], new byte[100]);
        var before = Files();
        Times(StoredJournal.Open(_folder.Path, skipDamage: true)).Count.ShouldBe(100);
        Files().ShouldBe(before);
    }

    [Fact]
    public async Task A_write_that_ends_anywhere_leaves_the_whole_frames()
    {
        var ends = await FillAsync(5);
        var (file, bytes) = (_folder.Segments[0], File.ReadAllBytes(_folder.Segments[0]));
        for (var length = SegmentHeader.Size; length <= bytes.Length; length++)
        {
            File.WriteAllBytes(file, bytes[..length]);
            var whole = ends.Count(end => SegmentHeader.Size + end <= length);
            var stored = StoredJournal.Open(_folder.Path, skipDamage: false);
            stored.DurablePosition.ShouldBe(whole == 0 ? 0 : ends[whole - 1]);
            Times(stored).ShouldBe(Enumerable.Range(0, whole).Select(static t => (long)t));
            new FileInfo(file).Length.ShouldBe(length, "its owner cuts off the rest, and nobody else");
        }
    }

    [Theory]
    [InlineData(1)] // between others
    [InlineData(-1)] // the newest
    public async Task What_was_acknowledged_and_is_damaged_is_told_or_left_out(int which)
    {
        await FillAsync(100);
        var file = which < 0 ? _folder.Segments[^1] : _folder.Segments[which];
        var bytes = File.ReadAllBytes(file);
        bytes[SegmentHeader.Size + 50] ^= 4;
        File.WriteAllBytes(file, bytes);

        var error = Should.Throw<JournalDamagedException>(() => Times(StoredJournal.Open(_folder.Path, skipDamage: false)));
        (error.File, error.Offset).ShouldBe((file, SegmentHeader.Size));
        Times(StoredJournal.Open(_folder.Path, skipDamage: true)).Count.ShouldBe(99);
    }

    [Fact]
    public async Task What_was_forgotten_before_is_not_missed()
    {
        using var journal = _folder.Open(Small);
        var ends = await FillAsync(journal, 0, 100);
        journal.ForgetBefore(ends[59]).ShouldBeGreaterThan(0);
        var stored = StoredJournal.Open(_folder.Path, skipDamage: false);
        stored.OldestPosition.ShouldBe(journal.OldestPosition);
        stored.Find(0).ShouldBeNull();
        Times(stored).ShouldBe(Enumerable.Range(0, 100).Select(static t => (long)t).Where(t => t == 0 ? stored.OldestPosition == 0 : ends[(int)t - 1] >= stored.OldestPosition));
    }

    [Fact]
    public async Task What_is_forgotten_while_it_is_read_ends_the_reading_with_the_reason()
    {
        using var journal = _folder.Open(Small);
        await FillAsync(journal, 0, 100);
        var stored = StoredJournal.Open(_folder.Path, skipDamage: false);
        using var reader = stored.Read();
        reader.TryRead().ShouldBeTrue();
        journal.ForgetBefore(long.MaxValue);
        Should.Throw<JournalException>(() => reader.Times()).Message.ShouldStartWith(stored.Segments[1].Path);
    }

    [Fact]
    public void Where_there_is_no_journal_the_error_names_the_folder()
    {
        Should.Throw<JournalException>(() => StoredJournal.Open(_folder.Path, skipDamage: false)).Message.ShouldStartWith(_folder.Path);
        Directory.CreateDirectory(_folder.Path);
        Should.Throw<JournalException>(() => StoredJournal.Open(_folder.Path, skipDamage: true)).Message.ShouldBe($"{_folder.Path}: there is no journal in it");
    }

    private static List<long> Times(StoredJournal stored)
    {
        using var reader = stored.Read();
        return reader.Times();
    }

    private static async Task<List<long>> FillAsync(FrameJournal journal, int first, int count)
    {
        var ends = new List<long>();
        for (var i = first; i < first + count; i++)
            ends.Add(await journal.AppendAsync(Samples.Frame(i)));
        return ends;
    }

    private async Task<List<long>> FillAsync(int count)
    {
        using var journal = _folder.Open(Small);
        return await FillAsync(journal, 0, count);
    }

    private string[] Files() => [.. Directory.GetFiles(_folder.Path).Order(StringComparer.Ordinal).Select(static path => path + " " + Convert.ToHexString(File.ReadAllBytes(path)))];
}
