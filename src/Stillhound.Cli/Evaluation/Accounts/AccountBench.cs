using Stillhound.Core.SingleAccounts;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Engine;
using Stillhound.Simulation;

namespace Stillhound.Cli.Evaluation.Accounts;

/// <summary>Scans worlds without campaigns and counts findings about single accounts by what the accounts really are.</summary>
internal static class AccountBench
{
    /// <summary>Scans the worlds and prints the counts.</summary>
    /// <param name="firstSeed">Seed of the first world; the others follow it.</param>
    /// <param name="count">Number of worlds.</param>
    /// <param name="accounts">Accounts of each.</param>
    /// <param name="lone">Single accounts to add to each.</param>
    /// <param name="options">The engine's options.</param>
    /// <param name="cancellation">Stops the run.</param>
    public static void Run(ulong firstSeed, int count, int accounts, IReadOnlyList<LoneSpec> lone, EngineOptions options, CancellationToken cancellation)
    {
        var seeds = Enumerable.Range(0, count).Select(i => firstSeed + (ulong)i).ToList();
        var worlds = ParallelWorlds.Map(seeds, seed => Scan(WorldPresets.Calm(seed, accounts) with { Lone = lone }, options, cancellation), cancellation);
        AccountTable.Write(Console.Out, worlds);
    }

    private static AccountWorld Scan(WorldOptions planned, EngineOptions options, CancellationToken cancellation)
    {
        var world = World.Create(planned);
        var findings = WorldScan.Run(world, options, cancellation);
        return AccountWorld.Of(planned.Seed, findings.Accounts, WorldScan.TruthOf(world));
    }
}

/// <summary>What a scan said of the single accounts of one world.</summary>
/// <param name="Seed">What the world was made from.</param>
/// <param name="Tested">Accounts that were tested.</param>
/// <param name="Groups">Accounts by what they really are.</param>
/// <param name="Named">Accounts in findings: what they really are, the kind of finding, its tier. An account in two findings is two.</param>
internal sealed record AccountWorld(
    ulong Seed, int Tested, IReadOnlyDictionary<string, int> Groups, IReadOnlyList<(string Group, AccountFindingKind Kind, Tier Tier)> Named)
{
    public static AccountWorld Of(ulong seed, AccountReport report, GroundTruth truth) => new(
        seed, report.Tested, truth.Accounts.Values.CountBy(static a => a.Group, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal),
        [.. report.Findings.SelectMany(f => f.Accounts.Select(a => (truth.Accounts.TryGetValue(a, out var t) ? t.Group : "unknown", f.Kind, f.Tier)))]);
}
