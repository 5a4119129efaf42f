using System.Globalization;
using System.Text;
using System.Text.Json;
using Stillhound.Reporting.Html;

namespace Stillhound.Reporting.Sweeps;

/// <summary>Fills the page of sweeps: for each dial a chart, its table, and the recall of each kind of campaign.</summary>
internal static class SweepPage
{
    public static void Write(SweepReport report, Stream stream)
    {
        using var page = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true);
        page.NewLine = "\n";
        ReportAssets.SweepPage.Fill(page, ViewOf(report));
    }

    private static View ViewOf(SweepReport report) => new()
    {
        ["policy"] = new Markup(ReportAssets.ContentPolicy),
        ["style"] = new Markup(ReportAssets.Style),
        ["script"] = new Markup(ReportAssets.Script),
        ["data"] = new Markup(Data(report)),
        ["version"] = typeof(SweepPage).Assembly.GetName().Version?.ToString(3) ?? "",
        ["worlds"] = ReportText.Count(report.Seeds.Count, "world"),
        ["accounts"] = ReportText.Count(report.Accounts),
        ["seeds"] = string.Join(", ", report.Seeds.Select(static s => s.ToString(CultureInfo.InvariantCulture))),
        ["sweeps"] = report.Sweeps.Select((sweep, i) => Sweep(report, sweep, i)),
    };

    private static View Sweep(SweepReport report, Sweep sweep, int index) => new()
    {
        ["index"] = index.ToString(CultureInfo.InvariantCulture),
        ["dial"] = ReportText.Words(sweep.Dial),
        ["meaning"] = sweep.Meaning,
        ["points"] = sweep.Points.Select(point => new View
        {
            ["value"] = SweepText.Value(sweep, point.Value),
            ["recall"] = SweepText.Percent(point.Mean.Recall),
            ["range"] = $"{SweepText.Percent(point.LowestRecall)} to {SweepText.Percent(point.HighestRecall)}",
            ["precision"] = SweepText.Percent(point.Mean.Precision),
            ["act"] = SweepText.Percent(point.Mean.RecallAtAct),
            ["leak"] = SweepText.Percent(point.Mean.Leak),
        }),
        ["heads"] = sweep.Points.Select(point => new View { ["value"] = SweepText.Value(sweep, point.Value) }).ToList(),
        ["kinds"] = report.Kinds.Select(kind => new View
        {
            ["kind"] = ReportText.Words(kind),
            ["recalls"] = sweep.Points.Select(point => new View { ["recall"] = SweepText.Percent(point.MeanOf(kind).Recall) }),
        }),
    };

    /// <summary>What the charts draw. The default encoder escapes everything that could end a script element.</summary>
    private static string Data(SweepReport report)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("sweeps");
            foreach (var sweep in report.Sweeps)
            {
                json.WriteStartObject();
                json.WriteString("dial", sweep.Dial);
                json.WriteStartArray("values");
                foreach (var point in sweep.Points)
                    json.WriteStringValue(SweepText.Value(sweep, point.Value));
                json.WriteEndArray();
                WriteLine(json, "recall", sweep, static s => s.Recall);
                WriteLine(json, "precision", sweep, static s => s.Precision);
                WriteLine(json, "act", sweep, static s => s.RecallAtAct);
                WriteLine(json, "leak", sweep, static s => s.Leak);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void WriteLine(Utf8JsonWriter json, string name, Sweep sweep, Func<SweepScore, double> part)
    {
        json.WriteStartArray(name);
        foreach (var value in sweep.Points.Select(point => part(point.Mean)))
        {
            if (double.IsFinite(value))
                json.WriteNumberValue(Math.Round(value, 4));
            else
                json.WriteNullValue();
        }

        json.WriteEndArray();
    }
}
