using Stillhound.Core.Campaigns;

namespace Stillhound.Cli.Scanning;

/// <summary>One column.</summary>
/// <param name="Title">Its head.</param>
/// <param name="Keep">On a narrow screen the columns with the least are dropped.</param>
/// <param name="Right">Whether its values stand at the right.</param>
/// <param name="Grows">Whether it takes the room that is left; the last column only.</param>
internal sealed record TextColumn(string Title, int Keep, bool Right = false, bool Grows = false);

/// <summary>A plain table that fits a width by dropping columns, since a column of one word a line is read by nobody.</summary>
internal sealed class TextTable(IReadOnlyList<TextColumn> columns, Screen screen)
{
    private const int LeastGrowing = 30;
    private const string Gap = "  ";
    private readonly List<(Tier Tier, string[] Cells)> _rows = [];

    public void Add(Tier tier, string[] cells) => _rows.Add((tier, [.. cells.Select(Printable.Line)]));

    public void Write(TextWriter output)
    {
        var shown = Fitting();
        WriteRow(output, shown, [.. columns.Select(static c => c.Title)], "2");
        foreach (var (tier, cells) in _rows)
            WriteRow(output, shown, cells, tier switch { Tier.Act => "1;31", Tier.Review => "33", _ => "" });
    }

    private List<(int Column, int Width)> Fitting()
    {
        var kept = Enumerable.Range(0, columns.Count).ToList();
        while (true)
        {
            var fixedWidth = kept.Where(c => !columns[c].Grows).Sum(c => Natural(c) + Gap.Length);
            var room = screen.Width - Gap.Length - fixedWidth;
            var least = kept.Min(c => columns[c].Keep);
            var droppable = kept.Where(c => columns[c].Keep == least && !columns[c].Grows).ToList();
            var growing = kept.Where(c => columns[c].Grows).Select(Natural).DefaultIfEmpty(0).Max();
            if (room >= Math.Min(growing, LeastGrowing) || kept.Count - droppable.Count < 3)
                return [.. kept.Select(c => (c, columns[c].Grows ? Math.Max(8, Math.Min(growing, room)) : Natural(c)))];
            kept.RemoveAll(droppable.Contains);
        }
    }

    private int Natural(int column) => _rows.Select(r => r.Cells[column].Length).Append(columns[column].Title.Length).Max();

    private void WriteRow(TextWriter output, List<(int Column, int Width)> shown, string[] cells, string colour)
    {
        var line = Gap + string.Join(Gap, shown.Select(s => Fit(cells[s.Column], s.Width, columns[s.Column].Right)));
        line = line.TrimEnd();
        output.WriteLine(screen.Colour && colour.Length > 0 ? $"\e[{colour}m{line}\e[0m" : line);
    }

    private static string Fit(string text, int width, bool right)
    {
        if (text.Length > width)
            return text[..(width - 1)] + "…";
        return right ? text.PadLeft(width) : text.PadRight(width);
    }
}
