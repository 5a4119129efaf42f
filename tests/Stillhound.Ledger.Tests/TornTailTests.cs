using FsCheck;
using FsCheck.Fluent;
using Stillhound.Ledger.Tests.Support;

namespace Stillhound.Ledger.Tests;

public sealed class TornTailTests
{
    [Fact]
    public void A_write_that_a_crash_broke_off_anywhere_is_cut_and_told() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<PositiveInt>(),
        lost =>
        {
            using var folder = new Folder().Holding(3);
            folder.ForgetHead();
            var path = folder.Segments[0];
            var lines = File.ReadAllBytes(path);
            var last = lines.AsSpan(..^1).LastIndexOf((byte)'\n') + 1;
            var kept = last + (lost.Get % (lines.Length - last));
            File.WriteAllBytes(path, lines[..kept]);

            using (var ledger = LedgerFile.Open(folder.Path))
            {
                ledger.Opening.TornBytes.ShouldBe(kept - last);
                ledger.Head.Seq.ShouldBe(2);
                ledger.Append(Folder.Draft("after"));
                ledger.Read().Last().Payload.Length.ShouldBeGreaterThan(0);
                if (kept > last)
                    ledger.Read().Single(static e => e.Type == "ledger.cut").Seq.ShouldBe(3);
            }

            return folder.Verify().Whole;
        }));

    [Fact]
    public void Blocks_that_were_never_written_are_cut()
    {
        using var folder = new Folder().Holding(2);
        File.AppendAllText(folder.Segments[0], new string('\0', 4096));
        using var ledger = LedgerFile.Open(folder.Path);
        ledger.Opening.TornBytes.ShouldBe(4096);
        ledger.Head.Seq.ShouldBe(2);
    }

    [Fact]
    public void A_new_segment_that_was_never_written_to_is_taken_away()
    {
        using var folder = new Folder().Holding(2);
        File.WriteAllText(Path.Combine(folder.Path, "ledger-000000000003.ndjson"), "{\"hash\":\"");
        using var ledger = LedgerFile.Open(folder.Path);
        ledger.Opening.TornBytes.ShouldBe(9);
        ledger.Append(Folder.Draft("after"));
        ledger.Read().Count().ShouldBe(4);
    }

    [Fact]
    public void A_damaged_entry_is_no_torn_tail_and_nothing_is_appended_behind_it()
    {
        using var folder = new Folder().Holding(3);
        var bytes = File.ReadAllBytes(folder.Segments[0]);
        bytes[80] = 0;
        File.WriteAllBytes(folder.Segments[0], bytes);
        Should.Throw<LedgerException>(() => LedgerFile.Open(folder.Path)).Message.ShouldContain("the ledger is broken here");
        File.ReadAllBytes(folder.Segments[0]).ShouldBe(bytes);
    }

    [Fact]
    public void Durable_entries_that_are_gone_are_told_at_the_next_start()
    {
        using var folder = new Folder().Holding(3);
        var lines = File.ReadAllLines(folder.Segments[0]);
        File.WriteAllText(folder.Segments[0], lines[0] + "\n");
        using var ledger = LedgerFile.Open(folder.Path);
        ledger.Opening.MissingEntries.ShouldBe(2);
    }
}
