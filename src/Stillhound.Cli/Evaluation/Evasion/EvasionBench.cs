using Stillhound.Core.Engine;
using Stillhound.Reporting.Sweeps;
using Stillhound.Simulation;

namespace Stillhound.Cli.Evaluation.Evasion;

/// <summary>What a sweep is asked to do.</summary>
/// <param name="Dials">The dials, one sweep each.</param>
/// <param name="Seeds">Worlds of each point.</param>
/// <param name="Points">Values of each dial.</param>
/// <param name="Accounts">Accounts of a world.</param>
/// <param name="Kinds">Kinds of campaigns to print on their own.</param>
internal sealed record EvasionRequest(IReadOnlyList<EvasionDial> Dials, IReadOnlyList<ulong> Seeds, int Points, int Accounts, IReadOnlyList<string> Kinds);

/// <summary>Sweeps dials over simulated worlds and prints each as soon as it is done.</summary>
internal static class EvasionBench
{
    public static SweepReport Run(EvasionRequest request, EngineOptions options, CancellationToken cancellation)
    {
        Console.Out.WriteLine($"every kind of campaign in worlds of about {request.Accounts} accounts, {request.Seeds.Count} a point (seeds {string.Join(' ', request.Seeds)})");
        var sweeps = new List<Sweep>();
        foreach (var dial in request.Dials)
        {
            var sweep = Of(dial, request, options, cancellation);
            EvasionTable.Write(Console.Out, sweep, request.Kinds);
            sweeps.Add(sweep);
        }

        return new SweepReport(request.Seeds, request.Accounts, sweeps);
    }

    private static Sweep Of(EvasionDial dial, EvasionRequest request, EngineOptions options, CancellationToken cancellation)
    {
        var values = dial.Values(request.Points);
        var worlds = values.SelectMany(value => request.Seeds.Select(seed => new EvasionWorld(dial, value, seed, request.Accounts))).ToList();
        var scores = ParallelWorlds.Map(worlds, world => Scan(world, options, cancellation), cancellation);
        var points = values.Select((value, i) => new SweepPoint(value, scores[(i * request.Seeds.Count)..((i + 1) * request.Seeds.Count)]));
        return new Sweep(dial.Name, dial.Meaning, dial.Share, [.. points]);
    }

    private static SweepWorld Scan(EvasionWorld planned, EngineOptions options, CancellationToken cancellation)
    {
        var world = World.Create(planned.Options());
        return EvasionScore.Of(planned.Seed, WorldScan.Run(world, options, cancellation), world.Truth);
    }
}
