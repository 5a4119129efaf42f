using System.Globalization;
using Stillhound.Reporting.Sweeps;

namespace Stillhound.Cli.Evaluation.Evasion;

/// <summary>Prints sweeps as plain tables.</summary>
internal static class EvasionTable
{
    /// <summary>Prints one dial, and below it the kinds that were asked for.</summary>
    public static void Write(TextWriter output, Sweep sweep, IReadOnlyList<string> kinds)
    {
        output.WriteLine($"{sweep.Dial}: {char.ToLowerInvariant(sweep.Meaning[0])}{sweep.Meaning[1..]}");
        output.WriteLine(Row(sweep.Dial, ["recall", "lowest", "highest", "precision", "at act", "leak"]));
        foreach (var point in sweep.Points)
            output.WriteLine(Row(SweepText.Value(sweep, point.Value), Cells(point.Mean, point.LowestRecall, point.HighestRecall)));
        foreach (var kind in kinds)
        {
            output.WriteLine($"  {kind}");
            foreach (var point in sweep.Points)
            {
                var recalls = point.Worlds.Where(w => w.Kinds.ContainsKey(kind)).Select(w => w.Kinds[kind].Recall).DefaultIfEmpty(double.NaN).ToList();
                output.WriteLine(Row(SweepText.Value(sweep, point.Value), Cells(point.MeanOf(kind), recalls.Min(), recalls.Max())));
            }
        }
    }

    private static string[] Cells(SweepScore mean, double lowest, double highest) =>
        [Percent(mean.Recall), Percent(lowest), Percent(highest), Percent(mean.Precision), Percent(mean.RecallAtAct), Percent(mean.Leak)];

    private static string Percent(double share) => double.IsFinite(share) ? share.ToString("P1", CultureInfo.InvariantCulture) : "-";

    private static string Row(string first, string[] cells) => $"  {first,-12}" + string.Concat(cells.Select(static c => c.PadLeft(11)));
}
