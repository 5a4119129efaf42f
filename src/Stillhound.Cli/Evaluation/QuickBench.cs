using System.Diagnostics;
using Stillhound.Cli.Evaluation.Explanations;
using Stillhound.Core.Engine;
using Stillhound.Simulation;

namespace Stillhound.Cli.Evaluation;

/// <summary>Detection on fresh simulated worlds of one preset, one a seed.</summary>
/// <param name="worlds">A world's options by its seed.</param>
/// <param name="options">The engine's options.</param>
/// <param name="totalsOnly">Whether to print only totals a world.</param>
/// <param name="explanations">Collects which explanations were chosen; null where nobody asks.</param>
internal sealed class QuickBench(Func<ulong, WorldOptions> worlds, EngineOptions options, bool totalsOnly, ExplanationTally? explanations)
{
    public void Run(IReadOnlyList<ulong> seeds, CancellationToken cancellation)
    {
        var scores = new List<DetectionScore>();
        foreach (var seed in seeds)
            scores.Add(One(seed, cancellation));
        ScoreTable.WriteByKind(Console.Out, scores);
        ScoreTable.WriteOverall(Console.Out, scores);
        if (explanations is not null)
            ExplanationTable.Write(Console.Out, explanations);
    }

    private DetectionScore One(ulong seed, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var world = World.Create(worlds(seed));
        var truth = WorldScan.TruthOf(world);
        var tally = explanations?.Begin(truth);
        var findings = WorldScan.Run(world, options, cancellation, lastSearch: tally is null ? null : tally.Add);
        var score = DetectionScore.Of(findings, truth);
        tally?.End(score);
        if (totalsOnly)
        {
            Console.Out.WriteLine($"seed {seed}");
            ScoreTable.WriteTotals(Console.Out, score, findings);
        }
        else
        {
            ScoreTable.Write(Console.Out, $"seed {seed}", score, findings, clock.Elapsed);
        }

        return score;
    }
}
