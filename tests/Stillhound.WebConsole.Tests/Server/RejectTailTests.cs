using Stillhound.WebConsole.Data.Taken;

namespace Stillhound.WebConsole.Tests.Server;

public sealed class RejectTailTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public void The_newest_come_first_and_a_broken_line_is_left_out()
    {
        File.WriteAllText(_path, """
            {"at":"2026-07-01T10:00:00.000Z","reason":"not_json","source":"http","line":3,"offset":5,"length":7}
            this is no line of ours
            {"at":"2026-07-01T11:00:00.000Z","reason":"missing_time","source":"http","offset":9,"length":2,"excerpt":"<b>"}

            """.ReplaceLineEndings("\n"));
        var rows = RejectTail.Read(_path, 10);
        rows.Select(static r => r.Reason).ShouldBe(["missing_time", "not_json"]);
        rows[0].Excerpt.ShouldBe("<b>");
        rows[1].Line.ShouldBe(3);
    }

    [Fact]
    public void A_long_log_is_read_from_its_end()
    {
        File.WriteAllLines(_path, Enumerable.Range(1, 20_000).Select(static i => $$"""{"at":"2026-07-01T10:00:00.000Z","reason":"not_json","source":"http","line":{{i}},"offset":5,"length":7}"""));
        RejectTail.Read(_path, 3).Select(static r => r.Line).ShouldBe([20_000, 19_999, 19_998]);
        RejectTail.Read(_path, int.MaxValue).Count.ShouldBeInRange(1_000, 5_000);
    }

    [Fact]
    public void Without_a_log_there_is_nothing() => RejectTail.Read(_path + ".none", 10).ShouldBeEmpty();

    public void Dispose() => File.Delete(_path);
}
