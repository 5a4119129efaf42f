using System.Diagnostics;
using Stillhound.Core.Engine;
using Stillhound.Simulation;

namespace Stillhound.Cli.Evaluation;

/// <summary>Detection on fresh simulated worlds of one preset, one a seed.</summary>
internal static class QuickBench
{
    public static void Run(Func<ulong, WorldOptions> worlds, IReadOnlyList<ulong> seeds, EngineOptions options, bool totalsOnly, CancellationToken cancellation)
    {
        var scores = new List<DetectionScore>();
        foreach (var seed in seeds)
        {
            var clock = Stopwatch.StartNew();
            var world = World.Create(worlds(seed));
            var findings = WorldScan.Run(world, options, cancellation);
            var score = DetectionScore.Of(findings, WorldScan.TruthOf(world));
            scores.Add(score);
            if (totalsOnly)
            {
                Console.Out.WriteLine($"seed {seed}");
                ScoreTable.WriteTotals(Console.Out, score, findings);
            }
            else
            {
                ScoreTable.Write(Console.Out, $"seed {seed}", score, findings, clock.Elapsed);
            }
        }

        ScoreTable.WriteByKind(Console.Out, scores);
        ScoreTable.WriteOverall(Console.Out, scores);
    }
}
