using Stillhound.Reporting.Sweeps;

namespace Stillhound.Reporting.Tests.Samples;

/// <summary>Sweeps of two dials over two worlds; at the end of the first nothing is found any more.</summary>
internal static class SampleSweeps
{
    public static SweepReport Two { get; } = new([11, 12], 900,
    [
        new Sweep("mixing", "Share of <honest-looking> traffic", Share: true, [Point(0, 1, 0.8), Point(0.45, 0.5, 0.3), Point(0.9, 0, 0)]),
        new Sweep("rate", "Exchanges a day", Share: false, [Point(1, 0.2, 0.4), Point(5.7, 0.6, 0.8)]),
    ]);

    private static SweepPoint Point(double value, double recall, double other) => new(value, [World(11, recall), World(12, other)]);

    private static SweepWorld World(ulong seed, double recall)
    {
        var score = new SweepScore(recall, recall > 0 ? 0.9 : double.NaN, recall / 2, 1 - recall);
        return new SweepWorld(seed, score, new Dictionary<string, SweepScore>(StringComparer.Ordinal) { ["fixed_prompt"] = score, ["relay"] = score with { Recall = 0 } });
    }
}
