using Stillhound.WebConsole.Data.Workspace;
using Stillhound.WebConsole.Tests.Samples;

namespace Stillhound.WebConsole.Tests.Workspace;

public class SeriationTests
{
    [Fact]
    public void Rows_that_are_alike_stand_together()
    {
        // Four kinds of rows, dealt out in turn.
        var rows = Enumerable.Range(0, 40).Select(static i => Enumerable.Range(0, 8).Select(c => c / 2 == i % 4 ? 1.0 : 0).ToArray()).ToList();
        var kinds = Seriation.Order(rows).Select(static i => i % 4).ToList();
        kinds.Zip(kinds.Skip(1)).Count(static p => p.First != p.Second).ShouldBe(3);
    }

    [Fact]
    public void Each_row_is_there_once()
    {
        var rows = Enumerable.Range(0, 50).Select(static i => Enumerable.Range(0, 7).Select(c => (double)((i * c) % 5)).ToArray()).ToList();
        Seriation.Order(rows).Order().ShouldBe(Enumerable.Range(0, 50));
        Seriation.Order(rows).ShouldBe(Seriation.Order(rows));
        Seriation.Order([]).ShouldBeEmpty();
        Seriation.Order([[], []]).Length.ShouldBe(2);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(60)]
    [InlineData(25_000)]
    public void A_matrix_shows_some_members_of_each_template(int members)
    {
        var detail = SampleCampaign.Folder(members).Details[0];
        var matrix = TemplateMatrix.Of(detail);
        matrix.Rows.Count.ShouldBe(Math.Min(members, TemplateMatrix.MostRows));
        matrix.Columns.Count.ShouldBeLessThanOrEqualTo(TemplateMatrix.MostColumns);
        matrix.Columns.Count(static c => c.Name.StartsWith("template ", StringComparison.Ordinal) && c.Shown > 0).ShouldBe(3);
        matrix.Columns.ShouldAllBe(c => c.Shown <= c.Accounts);
    }
}
