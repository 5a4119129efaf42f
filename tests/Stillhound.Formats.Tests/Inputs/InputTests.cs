using System.Text;
using Stillhound.Formats.Inputs;
using Stillhound.Formats.Pipeline;
using Stillhound.Formats.Records;
using Stillhound.Formats.Tests.Support;

namespace Stillhound.Formats.Tests.Inputs;

public sealed class InputTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.ndjson.gz")]
    [InlineData("a.ndjson")]
    public void Gzip_is_known_by_its_bytes(string name)
    {
        var path = _folder.Write(name, TempFolder.Gzip(Lines.Many(0, 500)));
        var run = LogRun.Of(new LogOptions { ChunkBytes = 3000 }, path);
        run.Records.Count.ShouldBe(500);
        run.Progress.StoredBytes.ShouldBe(new FileInfo(path).Length);
        run.Progress.TextBytes.ShouldBe(Lines.Many(0, 500).Length);
    }

    [Fact]
    public void Gzip_members_are_read_one_after_another()
    {
        var path = _folder.Write("a.gz", [.. TempFolder.Gzip(Lines.Many(0, 50)), .. TempFolder.Gzip(Lines.Many(50, 50))]);
        LogRun.Of(new LogOptions(), path).Records.Count.ShouldBe(100);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void A_cut_gzip_gives_what_lies_before_the_cut_and_is_reported(double keep)
    {
        var whole = TempFolder.Gzip(Lines.Many(0, 5000));
        var path = _folder.Write("a.ndjson.gz", whole[..(int)(whole.Length * keep)]);
        _folder.Write("b.ndjson", Lines.Many(0, 10));
        var run = LogRun.Of(new LogOptions(), _folder.Path);
        run.Records.Count.ShouldBeGreaterThan((int)(5000 * keep * 0.8));
        run.Progress.RejectedBy.ShouldBe([new KeyValuePair<RejectReason, long>(RejectReason.TruncatedFile, 1)]);
        run.Rejects.ShouldHaveSingleItem().Source.ShouldBe(path);
    }

    [Fact]
    public void A_damaged_gzip_is_reported()
    {
        var bytes = TempFolder.Gzip(Lines.Many(0, 20_000));
        bytes[bytes.Length / 2] ^= 0xFF;
        bytes[(bytes.Length / 2) + 1] ^= 0xFF;
        var run = LogRun.Of(new LogOptions(), _folder.Write("a.gz", bytes));
        run.Progress.RejectedBy.Keys.ShouldContain(reason => reason == RejectReason.DamagedFile || reason == RejectReason.TruncatedFile);
    }

    [Fact]
    public void Random_bytes_are_counted_and_nothing_else_happens()
    {
        var random = new Random(1);
        for (var i = 0; i < 20; i++)
        {
            var bytes = new byte[20_000];
            random.NextBytes(bytes);
            if (i % 2 == 0)
                (bytes[0], bytes[1]) = (0x1F, 0x8B);
            var run = LogRun.Of(new LogOptions { ChunkBytes = 700, MaxRecordBytes = 2000 }, _folder.Write($"{i}.log", bytes));
            run.Records.ShouldBeEmpty();
            run.Progress.Rejected.ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public void A_folder_gives_its_logs_sorted_and_leaves_out_what_is_none()
    {
        foreach (var name in new[] { "b/z.jsonl", "a.ndjson", "accounts.ndjson", "events.ndjson.gz", "truth.csv", "notes.txt", "b/c.log.gz", ".hidden.json", "d.json" })
            _folder.Write(name, Lines.Many(0, 1));
        LogFiles.Find([_folder.Path]).Select(file => Path.GetRelativePath(_folder.Path, file.Path)).ShouldBe(["a.ndjson", "d.json", "b/c.log.gz", "b/z.jsonl"]);
        LogFiles.FindBeside([_folder.Path], "events.ndjson").ShouldBe([Path.Combine(_folder.Path, "events.ndjson.gz")]);
        LogFiles.FindBeside([_folder.Path], "accounts.ndjson").ShouldBe([Path.Combine(_folder.Path, "accounts.ndjson")]);
    }

    [Theory]
    [InlineData("*.ndjson", "a.ndjson b.ndjson")]
    [InlineData("?.ndjson", "a.ndjson b.ndjson")]
    [InlineData("**/*.ndjson", "a.ndjson b.ndjson x/c.ndjson x/y/d.ndjson")]
    [InlineData("x/**", "x/c.ndjson x/e.txt x/y/d.ndjson")]
    [InlineData("*/c*", "x/c.ndjson")]
    [InlineData("**/y/*", "x/y/d.ndjson")]
    public void Patterns_find_files(string pattern, string expected)
    {
        foreach (var name in new[] { "a.ndjson", "b.ndjson", "x/c.ndjson", "x/y/d.ndjson", "x/e.txt" })
            _folder.Write(name, Lines.Many(0, 1));
        LogFiles.Find([$"{_folder.Path}/{pattern}"]).Select(file => Path.GetRelativePath(_folder.Path, file.Path)).ShouldBe(expected.Split(' '));
    }

    [Fact]
    public void A_file_that_is_named_twice_is_read_once()
    {
        var path = _folder.Write("a.ndjson", Lines.Many(0, 3));
        LogFiles.Find([path, _folder.Path, _folder.Path + "/*"]).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("/nowhere/at/all")]
    [InlineData("/nowhere/*.ndjson")]
    [InlineData("")]
    public void A_path_that_means_nothing_is_said_in_one_line(string path) =>
        Should.Throw<InputException>(() => LogFiles.Find([path])).Message.ShouldNotContain("\n");

    [Fact]
    public void A_folder_without_logs_is_said_in_one_line()
    {
        _folder.Write("notes.txt", "x");
        Should.Throw<InputException>(() => LogFiles.Find([_folder.Path])).Message.ShouldContain("no readable log");
    }

    [Fact]
    public void A_csv_needs_a_map()
    {
        var path = _folder.Write("a.csv", "time,account\n1,a\n");
        Should.Throw<InputException>(() => LogRun.Of(new LogOptions(), path)).Message.ShouldContain("--map");
        LogRun.Of(new LogOptions(), _folder.Path).Progress.RejectedBy[RejectReason.NeedsMap].ShouldBe(1);
    }

    [Fact]
    public void Standard_input_may_be_compressed()
    {
        var file = new LogFile("-", () => new DripStream(TempFolder.Gzip(Lines.Many(0, 300))));
        LogRun.Of([file], new LogOptions { ChunkBytes = 2000 }).Records.Count.ShouldBe(300);
    }

    [Fact]
    public void An_excerpt_cannot_move_the_cursor_or_turn_the_text_around() =>
        Stillhound.Formats.Rejects.ReadableExcerpt.Of([.. Encoding.UTF8.GetBytes("a\u001b[2J\n\u202eé\\"), 0xFF])
            .ShouldBe("a\\x1b[2J\\n\\u{202e}é\\\\\\xff");
}
