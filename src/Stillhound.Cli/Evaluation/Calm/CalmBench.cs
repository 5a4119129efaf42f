using Stillhound.Core.Campaigns;
using Stillhound.Core.Engine;
using Stillhound.Simulation;

namespace Stillhound.Cli.Evaluation.Calm;

/// <summary>Scans worlds in which nobody harvests and counts what is found all the same.</summary>
internal static class CalmBench
{
    // Worlds too small to be searched were granted nothing.
    private const double LeastBudget = 0.001;

    /// <summary>Scans the worlds, prints what was false, and answers whether the budget was kept.</summary>
    /// <param name="worldOf">A world's options by its seed.</param>
    /// <param name="firstSeed">Seed of the first world; the others follow it.</param>
    /// <param name="count">Number of worlds.</param>
    /// <param name="budget">False campaigns at act that are allowed a world; null for what the engine's own budget came to.</param>
    /// <param name="options">The engine's options.</param>
    /// <param name="cancellation">Stops the run.</param>
    public static bool Run(Func<ulong, WorldOptions> worldOf, ulong firstSeed, int count, double? budget, EngineOptions options, CancellationToken cancellation)
    {
        var seeds = Enumerable.Range(0, count).Select(i => firstSeed + (ulong)i).ToList();
        var worlds = ParallelWorlds.Map(seeds, seed => Scan(worldOf(seed), options, cancellation), cancellation);
        var granted = worlds.Average(static w => w.Errors.Granted);
        var kept = new FalseBudget(budget ?? (granted > 0 ? granted : LeastBudget), worlds.Sum(static w => w.EverAtAct), worlds.Count(static w => w.EverAtAct > 0), count);
        CalmTable.Write(Console.Out, worlds, kept);
        return kept.Kept;
    }

    private static CalmWorld Scan(WorldOptions planned, EngineOptions options, CancellationToken cancellation)
    {
        var world = World.Create(planned);
        Tier? sooner = null;
        var errors = default(CalmErrors);
        var findings = WorldScan.Run(world, options, cancellation, cohort =>
        {
            errors += CalmErrors.Of(cohort);
            if (cohort.Tier is { } tier && !(sooner >= tier))
                sooner = tier;
        });
        return CalmWorld.Of(planned.Seed, planned.Days, findings, WorldScan.TruthOf(world), sooner, errors);
    }
}
