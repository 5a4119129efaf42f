using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Stillhound.Ledger.Tests.Support;

namespace Stillhound.Ledger.Tests;

public sealed class LedgerFileTests
{
    [Fact]
    public void An_entry_is_one_line_of_canonical_json_with_sorted_keys()
    {
        using var folder = new Folder();
        using (var ledger = LedgerFile.Open(folder.Path, new LedgerOptions { Time = new TestClock() }))
            ledger.Append(new LedgerDraft("test", "{\"b\":2, \"a\":1}"u8.ToArray()));
        File.ReadAllText(folder.Segments.Single()).ShouldBe(
            "{\"hash\":\"40ec5eb1f7716254994ff3d24fc6da7213ba820adf31d059c5174497032a1370\",\"payload\":{\"a\":1,\"b\":2},"
            + "\"prev\":\"0000000000000000000000000000000000000000000000000000000000000000\",\"seq\":1,\"time\":\"2026-11-21T12:00:00.000Z\",\"type\":\"test\"}\n");
    }

    [Fact]
    public void What_was_appended_is_read_after_a_restart()
    {
        using var folder = new Folder().Holding(5, segmentBytes: 400);
        folder.Segments.Count.ShouldBeGreaterThan(1);
        using var ledger = LedgerFile.Open(folder.Path);
        ledger.Append(Folder.Draft("entry 5"));
        ledger.Opening.ShouldBe(new LedgerOpening(ledger.Opening.Head, 0, 0));
        ledger.Read().Select(static e => e.Seq).ShouldBe([1, 2, 3, 4, 5, 6]);
        ledger.Read(after: 4).Select(Text).ShouldBe(["entry 4", "entry 5"]);
        ledger.Read(after: 6).ShouldBeEmpty();
    }

    [Fact]
    public void Hostile_text_stays_one_line_and_comes_back_as_it_was() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(),
        hostile =>
        {
            var text = new string([.. hostile.Get.Where(static c => !char.IsSurrogate(c))]) + "\n\",\"type\":\"x\",\"seq\":9,\"prev\":\"\r\u2028\0";
            using var folder = new Folder();
            using var ledger = LedgerFile.Open(folder.Path);
            ledger.Append(Folder.Draft(text), Folder.Draft(text));
            return ledger.Read().All(e => Text(e) == text) && File.ReadAllLines(folder.Segments[0]).Length == 2 && LedgerVerifier.Verify(folder.Path).Whole;
        }));

    [Fact]
    public void One_process_writes()
    {
        using var folder = new Folder();
        using var ledger = LedgerFile.Open(folder.Path);
        Should.Throw<LedgerException>(() => LedgerFile.Open(folder.Path)).Message.ShouldContain("another process writes this ledger");
    }

    [Fact]
    public void Entries_of_many_threads_are_one_chain_and_those_of_one_call_stand_together()
    {
        using var folder = new Folder();
        using (var ledger = LedgerFile.Open(folder.Path, new LedgerOptions { SegmentBytes = 4096 }))
        {
            Parallel.For(0, 8, thread =>
            {
                for (var i = 0; i < 20; i++)
                {
                    var entries = ledger.Append(Folder.Draft($"{thread}"), Folder.Draft($"{thread}"));
                    entries[1].Seq.ShouldBe(entries[0].Seq + 1);
                }
            });
        }

        folder.Verify().ShouldSatisfyAllConditions(v => v.Whole.ShouldBeTrue(), v => v.Entries.ShouldBe(320));
    }

    [Theory]
    [InlineData("Test")]
    [InlineData("")]
    [InlineData("a\"b")]
    public void A_type_is_a_plain_word(string type)
    {
        using var folder = new Folder();
        using var ledger = LedgerFile.Open(folder.Path);
        Should.Throw<ArgumentException>(() => ledger.Append(new LedgerDraft(type, "{}"u8.ToArray())));
        ledger.Head.ShouldBe(LedgerHead.None);
    }

    [Fact]
    public void A_line_is_bounded()
    {
        using var folder = new Folder();
        using var ledger = LedgerFile.Open(folder.Path);
        var longest = new string('x', LedgerFormat.LongestPayload - "{\"text\":\"\"}".Length);
        ledger.Append(Folder.Draft(longest));
        Should.Throw<ArgumentException>(() => ledger.Append(Folder.Draft(longest + "x")));
        ledger.Append(Folder.Draft("after"));
        ledger.Read().Count().ShouldBe(2);
        folder.Verify().Whole.ShouldBeTrue();
    }

    [Fact]
    public void A_clock_that_is_set_back_does_not_disturb_the_chain()
    {
        using var folder = new Folder();
        var clock = new TestClock();
        using var ledger = LedgerFile.Open(folder.Path, new LedgerOptions { Time = clock });
        ledger.Append(Folder.Draft("a"));
        clock.Now -= TimeSpan.FromDays(400);
        ledger.Append(Folder.Draft("b"));
        folder.Verify().Whole.ShouldBeTrue();
    }

    [Fact]
    public void The_head_is_noted_once_in_a_while_and_at_the_end()
    {
        using var folder = new Folder();
        var clock = new TestClock();
        var head = Path.Combine(folder.Path, "head");
        using (var ledger = LedgerFile.Open(folder.Path, new LedgerOptions { Time = clock }))
        {
            ledger.Append(Folder.Draft("a"));
            File.Exists(head).ShouldBeFalse();
            clock.Ticks += TimeSpan.FromMinutes(1).Ticks;
            ledger.Append(Folder.Draft("b"));
            File.ReadAllText(head).ShouldBe(ledger.Head + "\n");
            ledger.Append(Folder.Draft("c"));
        }

        File.ReadAllText(head).ShouldStartWith("3:");
    }

    private static string Text(LedgerEntry entry) => JsonDocument.Parse(entry.Payload).RootElement.GetProperty("text").GetString()!;
}
