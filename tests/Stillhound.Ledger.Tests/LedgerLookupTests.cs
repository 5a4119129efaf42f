using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Stillhound.Ledger.Tests;

public sealed class LedgerLookupTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-lookup-").FullName;

    [Fact]
    public void Any_entry_is_found_by_its_number_whatever_the_segments() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(1, 300).Zip(Gen.Choose(200, 60_000)).ToArbitrary(),
        size =>
        {
            using var ledger = Filled(size.Item1, size.Item2, out var folder);
            var lookup = new LedgerLookup(folder, TimeProvider.System);
            return ledger.Read().All(e => lookup.Find(e.Seq, ledger.Head.Seq)?.Hash == e.Hash)
                && lookup.Find(0, ledger.Head.Seq) is null && lookup.Find(ledger.Head.Seq + 1, ledger.Head.Seq) is null;
        }));

    [Fact]
    public void A_search_gives_what_reading_all_would() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(1, 300).Zip(Gen.Choose(200, 60_000)).Zip(Gen.Choose(1, 40)).ToArbitrary(),
        asked =>
        {
            using var ledger = Filled(asked.Item1.Item1, asked.Item1.Item2, out var folder);
            var query = new LedgerQuery { Type = "test.odd", Holds = [["\"name\":\"a3"u8.ToArray(), "\"name\":\"a5"u8.ToArray()]], Most = asked.Item2 };
            var found = new List<long>();
            LedgerFound page;
            do
            {
                page = Search(folder, query, ledger.Head.Seq);
                found.AddRange(page.Entries.Select(static e => e.Seq));
                query = query with { Before = page.Reached };
            }
            while (page.HasMore);
            return found.SequenceEqual(ledger.Read().Where(static e => e.Type == "test.odd" && Encoding.UTF8.GetString(e.Payload.Span) is var p && (p.Contains("\"name\":\"a3") || p.Contains("\"name\":\"a5"))).Select(static e => e.Seq).Reverse());
        }));

    [Fact]
    public void Types_can_be_asked_by_their_begin_and_times_by_their_bounds()
    {
        using var ledger = Filled(20, 1 << 20, out var folder);
        Search(folder, new LedgerQuery { Type = "test." }, 20).Entries.Count.ShouldBe(20);
        Search(folder, new LedgerQuery { Type = "test" }, 20).Entries.ShouldBeEmpty();
        var time = ledger.Read().First().Time;
        Search(folder, new LedgerQuery { From = time }, 20).Entries.Count.ShouldBe(20);
        Search(folder, new LedgerQuery { Until = time }, 20).Entries.ShouldBeEmpty();
    }

    [Fact]
    public void What_was_changed_is_told_and_the_rest_is_found()
    {
        string folder;
        using (Filled(20, 1 << 20, out folder))
        {
        }

        var segment = Directory.GetFiles(folder, "*.ndjson").Single();
        File.WriteAllText(segment, File.ReadAllText(segment).Replace("\"name\":\"a7\"", "\"name\":\"b7\"", StringComparison.Ordinal));
        var lookup = new LedgerLookup(folder, TimeProvider.System);
        var found = Search(folder, new LedgerQuery(), 20);
        found.Entries.Count.ShouldBe(19);
        found.Broken.ShouldBe([8]);
        Should.Throw<LedgerException>(() => lookup.Find(8, 20));
        lookup.Find(9, 20).ShouldNotBeNull();
    }

    [Fact]
    public void A_line_that_is_just_being_written_is_not_there_yet()
    {
        using var ledger = Filled(5, 1 << 20, out var folder);
        using (var file = new FileStream(Directory.GetFiles(folder, "*.ndjson").Single(), FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
            file.Write("{\"hash\":\"00"u8);
        var found = Search(folder, new LedgerQuery(), 5);
        found.Entries.Select(static e => e.Seq).ShouldBe([5, 4, 3, 2, 1]);
        found.Broken.ShouldBeEmpty();
        found.HasMore.ShouldBeFalse();
    }

    [Fact]
    public void An_empty_ledger_has_nothing()
    {
        using var ledger = LedgerFile.Open(Path.Combine(_folder, "empty"));
        Search(Path.Combine(_folder, "empty"), new LedgerQuery(), 0).ShouldSatisfyAllConditions(static f => f.Entries.ShouldBeEmpty(), static f => f.HasMore.ShouldBeFalse());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static LedgerFound Search(string folder, LedgerQuery query, long head) => new LedgerLookup(folder, TimeProvider.System).Search(query, head);

    private LedgerFile Filled(int entries, int segment, out string folder)
    {
        folder = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
        var ledger = LedgerFile.Open(folder, new LedgerOptions { SegmentBytes = segment });
        // In a few writes: each is flushed.
        foreach (var some in Enumerable.Range(0, entries).Chunk(40))
            ledger.Append([.. some.Select(static i => new LedgerDraft(i % 2 == 1 ? "test.odd" : "test.even", Encoding.UTF8.GetBytes($$"""{"name":"a{{i}}","rest":"{{new string('x', i * 7 % 500)}}"}""")))]);
        return ledger;
    }
}
