using System.Text.Json;
using Stillhound.Formats.Records;
using Stillhound.Formats.Rejects;
using Stillhound.Server.Ingest;
using Stillhound.Server.Tests.Ingest.Following;

namespace Stillhound.Server.Tests.Ingest;

public sealed class RejectLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("stillhound-").FullName;

    private string File => Path.Combine(_folder, "rejects.ndjson");

    [Fact]
    public void It_says_where_and_why_and_nothing_of_what_was_written()
    {
        using (var log = New())
            log.Accept(Of("my secret prompt"));
        var line = System.IO.File.ReadAllText(File);
        line.ShouldBe("""{"at":"2026-11-21T12:00:00.000Z","reason":"not_json","source":"app.log","line":3,"offset":120,"length":16}""" + "\n");
    }

    [Fact]
    public void Where_excerpts_are_asked_for_hostile_text_is_spelled_out()
    {
        using (var log = New(new RejectLogOptions { Excerpts = true }))
            log.Accept(Of("\u001b[31m\nred\u202e"));
        using var line = JsonDocument.Parse(System.IO.File.ReadAllLines(File).ShouldHaveSingleItem());
        line.RootElement.GetProperty("excerpt").GetString().ShouldBe(@"\x1b[31m\nred\u{202e}");
    }

    [Fact]
    public void A_line_that_nobody_counted_is_not_named()
    {
        using (var log = New())
            log.Accept(Of("x") with { Line = 0 });
        System.IO.File.ReadAllText(File).ShouldNotContain("line");
    }

    [Fact]
    public void It_goes_on_where_it_ended_and_never_takes_more_than_twice_its_bound()
    {
        const int Bound = 64 << 10;
        for (var runs = 0; runs < 3; runs++)
        {
            using var log = New(new RejectLogOptions { Largest = Bound });
            for (var i = 0; i < 1000; i++)
                log.Accept(Of("x"));
        }

        new FileInfo(File).Length.ShouldBeLessThanOrEqualTo(Bound);
        new FileInfo(File + ".1").Length.ShouldBeLessThanOrEqualTo(Bound);
        Directory.GetFiles(_folder).Length.ShouldBe(2);
    }

    [Fact]
    public void Many_may_write_at_once()
    {
        using (var log = New())
            Parallel.For(0, 1000, _ => log.Accept(Of("x")));
        var lines = System.IO.File.ReadAllLines(File);
        lines.Length.ShouldBe(1000);
        lines.ShouldAllBe(static l => l.StartsWith('{') && l.EndsWith('}'));
    }

    [Fact]
    public void A_disk_that_refuses_stops_nothing()
    {
        Directory.CreateDirectory(File);
        using var log = New();
        log.Accept(Of("x"));
        log.Failures.ShouldBe(1);
        log.LastError.ShouldNotBeNull();
        Directory.Delete(File);
        log.Accept(Of("x"));
        log.Failures.ShouldBe(1);
        log.LastError.ShouldBeNull();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Reject Of(string text) => new(RejectReason.NotJson, "app.log", 3, 120, 16, System.Text.Encoding.UTF8.GetBytes(text));

    private RejectLog New(RejectLogOptions? options = null) => new(File, options ?? new RejectLogOptions(), new FakeClock());
}
