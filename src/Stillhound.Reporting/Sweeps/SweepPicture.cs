using System.Globalization;
using System.Net;
using System.Text;

namespace Stillhound.Reporting.Sweeps;

/// <summary>
/// Sweeps as one picture of small charts that pages which run no script can embed. The page of sweeps has the same lines
/// with their tables.
/// </summary>
internal static class SweepPicture
{
    private const int MostColumns = 4;
    private const double PanelWidth = 250;
    private const double PanelHeight = 204;
    private const double Top = 62;
    private const double Left = 46;
    private const double Inset = 36;
    private const double PlotWidth = PanelWidth - Left - 18;
    private const double PlotHeight = 124;

    // Drawn in this order, so that recall, which matters most, lies on top.
    private static readonly (string Class, string Name, Func<SweepScore, double> Part)[] Lines =
    [
        ("precision", "precision", static s => s.Precision),
        ("leak", "leak", static s => s.Leak),
        ("act", "recall at act", static s => s.RecallAtAct),
        ("recall", "recall", static s => s.Recall),
    ];

    public static void Write(SweepReport report, Stream stream)
    {
        using var svg = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 14, leaveOpen: true);
        svg.NewLine = "\n";
        // Two charts have to leave room for the key above them.
        var columns = Math.Clamp(report.Sweeps.Count, 3, MostColumns);
        var rows = (report.Sweeps.Count + columns - 1) / columns;
        var width = columns * PanelWidth;
        var height = Top + (rows * PanelHeight);
        svg.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-labelledby="title desc" font-family="system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif">"""));
        svg.WriteLine("""  <title id="title">Detection as campaigns turn one dial</title>""");
        svg.WriteLine($"""  <desc id="desc">{Encoded(Described(report))}</desc>""");
        svg.WriteLine(Style);
        svg.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""  <rect class="back" width="{width}" height="{height}" rx="10"/>"""));
        WriteKey(svg);
        for (var i = 0; i < report.Sweeps.Count; i++)
            WritePanel(svg, report.Sweeps[i], i % columns * PanelWidth, Top + (i / columns * PanelHeight));
        svg.WriteLine("</svg>");
    }

    private const string Style =
        """
          <style>
            .back { fill: #ffffff; }
            .name { fill: #17202a; font-size: 14px; font-weight: 600; }
            .label { fill: #4d5b69; font-size: 11.5px; }
            .key { fill: #17202a; font-size: 13px; }
            .grid { stroke: #dde1e6; stroke-width: 1; }
            .recall, .act, .precision, .leak { fill: none; stroke-width: 2; stroke: #0072b2; stroke-linejoin: round; }
            .recall { stroke-width: 2.5; }
            .act { stroke-dasharray: 5 4; }
            .precision { stroke: #6b7580; stroke-dasharray: 1.5 3; }
            .leak { stroke: #b8500a; }
            @media (prefers-color-scheme: dark) {
              .back { fill: #0f151c; }
              .name, .key { fill: #eef2f6; }
              .label { fill: #aab6c2; }
              .grid { stroke: #323b45; }
              .recall, .act { stroke: #56b4e9; }
              .precision { stroke: #97a3b0; }
              .leak { stroke: #f0a050; }
            }
          </style>
        """;

    private static string Described(SweepReport report)
    {
        var parts = report.Sweeps.Select(static s => string.Create(CultureInfo.InvariantCulture,
            $"{ReportText.Words(s.Dial)} from {SweepText.Value(s, s.Points[0].Value)} to {SweepText.Value(s, s.Points[^1].Value)}: recall from {SweepText.Percent(s.Points[0].Mean.Recall)} to {SweepText.Percent(s.Points[^1].Mean.Recall)}, leak from {SweepText.Percent(s.Points[0].Mean.Leak)} to {SweepText.Percent(s.Points[^1].Mean.Leak)}."));
        return string.Join(' ', parts);
    }

    private static void WriteKey(TextWriter svg)
    {
        var x = Left;
        foreach (var (style, name, _) in Lines.Reverse())
        {
            svg.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"""  <path class="{style}" d="M{x} 30h34"/><text class="key" x="{x + 42}" y="34.5">{name}</text>"""));
            x += 76 + (name.Length * 7.6);
        }
    }

    private static void WritePanel(TextWriter svg, Sweep sweep, double x, double y)
    {
        var culture = CultureInfo.InvariantCulture;
        var (left, top) = (x + Left, y + Inset);
        svg.WriteLine(string.Create(culture, $"""  <text class="name" x="{left}" y="{y + 22}">{Encoded(ReportText.Words(sweep.Dial))}</text>"""));
        foreach (var level in (double[])[0, 0.5, 1])
        {
            var at = top + ((1 - level) * PlotHeight);
            svg.WriteLine(string.Create(culture,
                $"""  <path class="grid" d="M{left} {at}h{PlotWidth}"/><text class="label" x="{left - 6}" y="{at + 4}" text-anchor="end">{SweepText.Percent(level)}</text>"""));
        }

        for (var i = 0; i < sweep.Points.Count; i++)
        {
            // Labels of every point would touch each other where there are many.
            if (i % ((sweep.Points.Count + 6) / 7) == 0)
                svg.WriteLine(string.Create(culture, $"""  <text class="label" x="{left + Across(sweep, i):0.#}" y="{top + PlotHeight + 18}" text-anchor="middle">{SweepText.Value(sweep, sweep.Points[i].Value)}</text>"""));
        }

        foreach (var (style, _, part) in Lines)
            WriteLine(svg, sweep, style, part, left, top);
    }

    /// <summary>A line with gaps where there is no share; a point between two gaps is too short a line to be seen, so it gets a little length.</summary>
    private static void WriteLine(TextWriter svg, Sweep sweep, string style, Func<SweepScore, double> part, double left, double top)
    {
        var path = new StringBuilder();
        var drawing = false;
        for (var i = 0; i < sweep.Points.Count; i++)
        {
            var share = part(sweep.Points[i].Mean);
            if (double.IsFinite(share))
            {
                path.Append(CultureInfo.InvariantCulture, $"{(drawing ? 'L' : 'M')}{left + Across(sweep, i):0.#} {top + ((1 - share) * PlotHeight):0.#}");
                if (!drawing)
                    path.Append("h0.5");
            }

            drawing = double.IsFinite(share);
        }

        if (path.Length > 0)
            svg.WriteLine($"""  <path class="{style}" d="{path}"/>""");
    }

    private static double Across(Sweep sweep, int point) => sweep.Points.Count < 2 ? PlotWidth / 2 : PlotWidth * point / (sweep.Points.Count - 1);

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
