using FsCheck;
using FsCheck.Fluent;
using Stillhound.Ledger.Tests.Support;

namespace Stillhound.Ledger.Tests;

public sealed class LedgerVerifierTests
{
    [Fact]
    public void A_whole_ledger_is_told_with_its_counts_and_head()
    {
        using var folder = new Folder().Holding(7, segmentBytes: 500);
        var verdict = folder.Verify();
        verdict.Whole.ShouldBeTrue();
        verdict.Entries.ShouldBe(7);
        verdict.Segments.ShouldBe(folder.Segments.Count);
        verdict.Bytes.ShouldBe(folder.Segments.Sum(static s => new FileInfo(s).Length));
        using var ledger = LedgerFile.Open(folder.Path);
        verdict.Head.ShouldBe(ledger.Head);
    }

    [Fact]
    public void Any_altered_byte_is_found() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<(PositiveInt Place, byte Value)>(),
        change =>
        {
            using var folder = new Folder().Holding(6, segmentBytes: 700);
            var path = folder.Segments[change.Place.Get % folder.Segments.Count];
            var bytes = File.ReadAllBytes(path);
            var place = change.Place.Get * 31 % bytes.Length;
            if (bytes[place] == change.Value)
                return true;
            bytes[place] = change.Value;
            File.WriteAllBytes(path, bytes);
            return !folder.Verify().Whole;
        }).Label("altered"));

    [Fact]
    public void Every_single_byte_counts()
    {
        using var folder = new Folder().Holding(2);
        folder.ForgetHead();
        var path = folder.Segments[0];
        var bytes = File.ReadAllBytes(path);
        for (var place = 0; place < bytes.Length; place++)
        {
            bytes[place] ^= 0x20;
            File.WriteAllBytes(path, bytes);
            folder.Verify().Whole.ShouldBeFalse($"byte {place}");
            bytes[place] ^= 0x20;
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void An_entry_that_was_taken_out_is_found(int gone)
    {
        using var folder = new Folder().Holding(6);
        Rewrite(folder, lines => [.. lines.Where((_, i) => i != gone)]);
        var broken = folder.Verify().Break!;
        broken.Fault.ShouldBe(LedgerFault.Removed);
        broken.Seq.ShouldBe(gone + 1);
        broken.Line.ShouldBe(gone + 1);
    }

    [Fact]
    public void Entries_that_changed_places_are_found()
    {
        using var folder = new Folder().Holding(6);
        Rewrite(folder, static lines => [lines[0], lines[2], lines[1], .. lines[3..]]);
        folder.Verify().Break!.ShouldSatisfyAllConditions(static b => b.Fault.ShouldBe(LedgerFault.Reordered), static b => b.Seq.ShouldBe(2));
    }

    [Fact]
    public void An_entry_that_stands_twice_is_found()
    {
        using var folder = new Folder().Holding(6);
        Rewrite(folder, static lines => [.. lines[..3], lines[1], .. lines[3..]]);
        folder.Verify().Break!.ShouldSatisfyAllConditions(static b => b.Fault.ShouldBe(LedgerFault.Reordered), static b => b.Seq.ShouldBe(4));
    }

    [Fact]
    public void An_entry_of_another_ledger_is_found_however_well_made()
    {
        using var folder = new Folder().Holding(6);
        using var other = new Folder();
        using (var ledger = LedgerFile.Open(other.Path))
            ledger.Append([.. Enumerable.Range(0, 6).Select(static i => Folder.Draft($"other {i}"))]);
        var foreign = File.ReadAllLines(other.Segments[0])[3];
        Rewrite(folder, lines => [.. lines[..3], foreign, .. lines[4..]]);
        folder.Verify().Break!.ShouldSatisfyAllConditions(static b => b.Fault.ShouldBe(LedgerFault.Replaced), static b => b.Seq.ShouldBe(4));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_segment_that_is_gone_is_found(int gone)
    {
        using var folder = new Folder().Holding(9, segmentBytes: 500);
        File.Delete(folder.Segments[gone]);
        folder.Verify().Break!.Fault.ShouldBe(LedgerFault.SegmentChain);
    }

    [Fact]
    public void A_segment_under_another_name_is_found()
    {
        using var folder = new Folder().Holding(6, segmentBytes: 500);
        File.Move(folder.Segments[1], Path.Combine(folder.Path, "ledger-000000000099.ndjson"));
        folder.Verify().Break!.Fault.ShouldBe(LedgerFault.SegmentChain);
    }

    [Fact]
    public void An_end_that_was_cut_off_is_seen_by_the_noted_head_and_by_one_kept_elsewhere()
    {
        using var folder = new Folder().Holding(6);
        var head = folder.Verify().Head;
        Rewrite(folder, static lines => lines[..4]);
        folder.Verify().Break!.Fault.ShouldBe(LedgerFault.Truncated);
        folder.ForgetHead();
        folder.Verify().Whole.ShouldBeTrue("without a head nothing tells that there was more");
        folder.Verify(head).Break!.Fault.ShouldBe(LedgerFault.Truncated);
    }

    [Fact]
    public void A_ledger_that_was_written_anew_is_seen_by_a_head_kept_elsewhere()
    {
        using var folder = new Folder().Holding(4);
        var head = folder.Verify().Head;
        using var other = new Folder();
        using (var ledger = LedgerFile.Open(other.Path))
            ledger.Append([.. Enumerable.Range(0, 6).Select(static i => Folder.Draft($"other {i}"))]);
        LedgerVerifier.Verify(other.Path, null, TestContext.Current.CancellationToken).Whole.ShouldBeTrue();
        LedgerVerifier.Verify(other.Path, head, TestContext.Current.CancellationToken).Break!.Fault.ShouldBe(LedgerFault.Rewritten);
    }

    [Fact]
    public void A_line_without_an_end_is_told_as_such()
    {
        using var folder = new Folder().Holding(2);
        File.AppendAllText(folder.Segments[0], "{\"hash\":");
        folder.Verify().Break!.ShouldSatisfyAllConditions(static b => b.Fault.ShouldBe(LedgerFault.Unfinished), static b => b.Seq.ShouldBe(3));
    }

    [Fact]
    public void An_endless_line_is_read_in_bounded_space()
    {
        using var folder = new Folder().Holding(2);
        File.AppendAllText(folder.Segments[0], new string('x', 3 << 20) + "\n");
        folder.Verify().Break!.Fault.ShouldBe(LedgerFault.Altered);
    }

    [Fact]
    public void A_folder_without_a_ledger_is_an_error()
    {
        using var folder = new Folder();
        Should.Throw<LedgerException>(() => folder.Verify()).Message.ShouldContain("no ledger");
        Should.Throw<LedgerException>(() => LedgerVerifier.Verify(folder.Path + "-none")).Message.ShouldContain("no such folder");
    }

    [Theory]
    [InlineData("3:" + "ab")]
    [InlineData("x:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("-1:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("1:000000000000000000000000000000000000000000000000000000000000000G")]
    [InlineData("")]
    [InlineData(null)]
    public void A_head_that_is_none_is_refused(string? text) => LedgerHead.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void A_head_is_read_as_it_is_written()
    {
        var head = new LedgerHead(17, new string('a', 64));
        LedgerHead.TryParse(head.ToString(), out var read).ShouldBeTrue();
        read.ShouldBe(head);
    }

    private static void Rewrite(Folder folder, Func<string[], string[]> change)
    {
        var path = folder.Segments.Single();
        File.WriteAllText(path, string.Concat(change(File.ReadAllLines(path)).Select(static l => l + "\n")));
    }
}
