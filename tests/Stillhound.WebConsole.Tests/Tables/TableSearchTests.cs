using Stillhound.WebConsole.Tables;

namespace Stillhound.WebConsole.Tests.Tables;

public sealed class TableSearchTests
{
    private static readonly DateTimeOffset Noon = new(2026, 7, 6, 12, 0, 0, TimeSpan.Zero);

    private static readonly Table<Row> Rows = new("rows", "Rows",
        [new("Ada", 41, 0.5, Noon, "one Card"), new("ben", 41, 0.5, Noon, "one Card"), new("cy", 7, 0.25, Noon.AddMilliseconds(120), null), new("di", 41, 0.5, Noon, "one Card")],
        new Column<Row>("name", "Name", static r => r.Name), new Column<Row>("count", "Count", static r => r.Count), new Column<Row>("share", "Share", static r => r.Share),
        new Column<Row>("at", "At", static r => r.At), new Column<Row>("tie", "Tie", static r => r.Tie) { Hidden = true },
        new Column<Row>("shown", "Shown", static r => "shown " + r.Name) { Exported = static r => r.Count > 10 });

    [Theory]
    [InlineData("ADA", "Ada")]
    [InlineData("41", "Ada ben di")]
    [InlineData("0.25", "cy")]
    [InlineData("12:00:00Z", "Ada ben di")]
    [InlineData("00.12Z", "cy")]
    [InlineData("CARD", "Ada ben di")]
    [InlineData("false", "cy")]
    [InlineData("shown", "")]
    [InlineData("nowhere", "")]
    public void Rows_are_found_by_every_column_as_it_is_exported_in_any_case_also_where_rows_repeat_each_other(string words, string found) =>
        string.Join(' ', Rows.Page(new TableQuery("rows", null, 1, words)).Rows.Select(static r => r.Name)).ShouldBe(found);

    private sealed record Row(string Name, int Count, double Share, DateTimeOffset At, string? Tie);
}
