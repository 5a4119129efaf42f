using Stillhound.Core.Cohorts;

namespace Stillhound.Core.Tests.Cohorts;

/// <summary>Rows that are packed are the rows that were given.</summary>
public sealed class PackedRowsTests
{
    [Fact]
    public void Rows_in_a_set_are_counted_however_far_apart_they_lie()
    {
        int[] rows = [0, 1, 128, 129, 16_500, 2_100_000, 2_100_001, 40_000_000];
        var packed = new PackedRows(rows);
        packed.Count.ShouldBe(rows.Length);
        foreach (var row in rows)
            packed.CountIn(SetOf(row)).ShouldBe(1);
        packed.CountIn(SetOf(0, 2, 127, 130, 16_500, 2_099_999)).ShouldBe(2);
        packed.CountIn(SetOf(rows)).ShouldBe(rows.Length);
    }

    [Fact]
    public void No_rows_are_none() => new PackedRows([]).CountIn(SetOf(0, 1)).ShouldBe(0);

    private static RowSet SetOf(params int[] rows)
    {
        var set = new RowSet();
        set.Clear(40_000_001);
        set.Add(rows);
        return set;
    }
}
