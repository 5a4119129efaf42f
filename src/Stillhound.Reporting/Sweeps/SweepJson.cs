using System.Text.Json;
using Stillhound.Reporting.Files;

namespace Stillhound.Reporting.Sweeps;

/// <summary>Sweeps for programs: means, and every world they were taken from.</summary>
internal static class SweepJson
{
    public static void Write(SweepReport report, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteString("version", typeof(SweepJson).Assembly.GetName().Version?.ToString(3));
        json.WriteStartArray("seeds");
        foreach (var seed in report.Seeds)
            json.WriteNumberValue(seed);
        json.WriteEndArray();
        json.WriteNumber("accounts", report.Accounts);
        json.WriteStartArray("dials");
        foreach (var sweep in report.Sweeps)
            WriteSweep(json, sweep, report.Kinds);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSweep(Utf8JsonWriter json, Sweep sweep, IReadOnlyList<string> kinds)
    {
        json.WriteStartObject();
        json.WriteString("dial", sweep.Dial);
        json.WriteString("meaning", sweep.Meaning);
        json.WriteStartArray("points");
        foreach (var point in sweep.Points)
        {
            json.WriteStartObject();
            json.WriteNumber("value", point.Value);
            WriteScore(json, point.Mean);
            json.WriteStartObject("kinds");
            foreach (var kind in kinds)
            {
                json.WriteStartObject(kind);
                WriteScore(json, point.MeanOf(kind));
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteStartArray("worlds");
            foreach (var world in point.Worlds)
            {
                json.WriteStartObject();
                json.WriteNumber("seed", world.Seed);
                WriteScore(json, world.All);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteScore(Utf8JsonWriter json, SweepScore score)
    {
        json.WriteFinite("recall", Rounded(score.Recall));
        json.WriteFinite("precision", Rounded(score.Precision));
        json.WriteFinite("recall_at_act", Rounded(score.RecallAtAct));
        json.WriteFinite("leak", Rounded(score.Leak));
    }

    // Shares of a few thousand accounts have no more digits than this to tell.
    private static double Rounded(double share) => Math.Round(share, 5);
}
