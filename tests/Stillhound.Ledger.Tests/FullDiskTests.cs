using Stillhound.Ledger.Tests.Support;

namespace Stillhound.Ledger.Tests;

public sealed class FullDiskTests
{
    [Fact]
    public void What_does_not_fit_is_an_error_and_leaves_nothing_behind()
    {
        using var folder = new Folder();
        var disk = new Disk();
        using var ledger = LedgerFile.Open(folder.Path, disk.Options);
        ledger.Append(Folder.Draft("before"));
        disk.Room = 100;
        Should.Throw<LedgerException>(() => ledger.Append(Folder.Draft("lost"))).Message.ShouldContain("No space left on device");
        ledger.Head.Seq.ShouldBe(1);
        folder.Verify().Whole.ShouldBeTrue();

        disk.Room = long.MaxValue;
        ledger.Append(Folder.Draft("after")).Single().Seq.ShouldBe(2);
        folder.Verify().ShouldSatisfyAllConditions(static v => v.Whole.ShouldBeTrue(), static v => v.Entries.ShouldBe(2));
    }

    [Fact]
    public void After_a_flush_that_failed_nothing_is_taken_until_the_ledger_is_opened_anew()
    {
        using var folder = new Folder();
        var disk = new Disk { FlushFails = true };
        using (var ledger = LedgerFile.Open(folder.Path, disk.Options))
        {
            Should.Throw<LedgerException>(() => ledger.Append(Folder.Draft("lost")));
            disk.FlushFails = false;
            Should.Throw<LedgerException>(() => ledger.Append(Folder.Draft("lost too"))).Message.ShouldContain("must be opened anew");
        }

        using var again = LedgerFile.Open(folder.Path);
        again.Head.ShouldBe(LedgerHead.None);
        again.Append(Folder.Draft("after")).Single().Seq.ShouldBe(1);
    }

    private sealed class Disk
    {
        public long Room { get; set; } = long.MaxValue;

        public bool FlushFails { get; set; }

        public LedgerOptions Options => new() { OpenSegment = path => new Failing(this, new SegmentFile(path)) };
    }

    private sealed class Failing(Disk disk, SegmentFile inner) : ISegmentFile
    {
        public long Length => inner.Length;

        public void Write(ReadOnlySpan<byte> bytes)
        {
            inner.Write(bytes[..(int)Math.Min(bytes.Length, disk.Room)]);
            if (bytes.Length > disk.Room)
                throw new IOException("No space left on device");
        }

        public void Flush()
        {
            if (disk.FlushFails)
                throw new IOException("Input/output error");
            inner.Flush();
        }

        public void Truncate(long length) => inner.Truncate(length);

        public void Dispose() => inner.Dispose();
    }
}
