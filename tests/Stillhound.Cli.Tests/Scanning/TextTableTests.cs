using Stillhound.Cli.Scanning;
using Stillhound.Core.Campaigns;

namespace Stillhound.Cli.Tests.Scanning;

public sealed class TextTableTests
{
    private static readonly string[] Row =
        ["c-3f9a02", "act", "420", "66,028", "1.2%", "2026-07-08 06:10", "payload, rhythm, identity", "software engineering, the same tool set"];

    [Theory]
    [InlineData(40, "id|tier|what")]
    [InlineData(80, "id|tier|accounts|exchanges|leak|what")]
    [InlineData(100, "id|tier|accounts|exchanges|leak|detected|what")]
    [InlineData(140, "id|tier|accounts|exchanges|leak|detected|strongest evidence|what")]
    public void Narrow_screens_show_fewer_columns(int width, string columns)
    {
        var lines = Draw(new Screen(width, Colour: false), Row);
        lines.Length.ShouldBe(2);
        lines.ShouldAllBe(line => line.Length <= width);
        string.Join('|', lines[0].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ShouldBe(columns);
    }

    [Fact]
    public void What_does_not_fit_is_cut_and_says_so()
    {
        Draw(new Screen(80, Colour: false), Row)[1].ShouldEndWith("software engineering, the same too…");
    }

    [Fact]
    public void Colours_are_for_terminals_and_controls_for_nobody()
    {
        var hostile = Row.ToArray();
        hostile[^1] = "\e[2Jnothing to see";
        Draw(new Screen(140, Colour: true), Row)[1].ShouldStartWith("\e[1;31m");
        Draw(new Screen(140, Colour: false), hostile)[1].ShouldContain("\\x1b[2Jnothing to see");
    }

    private static string[] Draw(Screen screen, string[] cells)
    {
        var table = new TextTable(CampaignColumns.All, screen);
        table.Add(Tier.Act, cells);
        using var output = new StringWriter { NewLine = "\n" };
        table.Write(output);
        return output.ToString().TrimEnd('\n').Split('\n');
    }
}
