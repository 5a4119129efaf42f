using System.Globalization;
using Stillhound.Core.Engine;
using Stillhound.Simulation;

namespace Stillhound.Cli.Evaluation.Alerts;

/// <summary>What to play.</summary>
/// <param name="Cases">How campaigns begin.</param>
/// <param name="Seeds">Worlds of each case.</param>
/// <param name="Honest">Honest accounts of a world.</param>
internal sealed record AlertRequest(IReadOnlyList<AlertCase> Cases, IReadOnlyList<ulong> Seeds, int Honest);

/// <summary>Lets one campaign begin in an honest world and tells how long after its twentieth account it is told of.</summary>
internal static class AlertBench
{
    private const double Wanted = 15;
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    public static void Run(AlertRequest request, EngineOptions options, bool totals, CancellationToken cancellation)
    {
        var output = Console.Out;
        output.WriteLine(string.Create(Plain, $"one hydra campaign in {request.Honest} honest accounts, {request.Seeds.Count} worlds a case; delay in minutes of event time after the twentieth account"));
        output.WriteLine("  accounts  rate  hours        seed  first account     twentieth         detected            delay  exchanges  false");
        var items = request.Cases.SelectMany(c => request.Seeds.Select(seed => (Case: c, Seed: seed))).ToList();
        var results = ParallelWorlds.Map(items, item => Play(item.Case, item.Seed, request.Honest, options, cancellation), cancellation);
        foreach (var result in totals ? [] : results)
            output.WriteLine(Line(result));
        output.WriteLine("  accounts  rate  hours      worlds  within 15 min  median delay  90 in 100   found  exchanges  false");
        foreach (var group in results.GroupBy(static r => r.Case))
            output.WriteLine(Total(group.Key, [.. group]));
    }

    private static AlertResult Play(AlertCase begun, ulong seed, int honest, EngineOptions options, CancellationToken cancellation)
    {
        var world = World.Create(begun.World(seed, honest));
        var times = new FirstTimes(WorldScan.TruthOf(world));
        return AlertResult.Of(begun, seed, times, WorldScan.Run(world, options, cancellation, through: times.On));
    }

    private static string Line(AlertResult r) => string.Create(Plain,
        $"{Of(r.Case)}{r.Seed,12}  {Time(r.First),-16}  {Time(r.Twentieth),-16}  {Time(r.Detected),-16}  {Minutes(r.Delay),7}{r.Exchanges,11}{r.False,7}");

    private static string Total(AlertCase begun, List<AlertResult> results)
    {
        // What was never found comes after everything that was.
        var delays = results.Select(static r => double.IsNaN(r.Delay) ? double.PositiveInfinity : r.Delay).Order().ToList();
        return string.Create(Plain,
            $"{Of(begun)}{results.Count,12}{delays.Count(static d => d <= Wanted),15}{Minutes(delays[(delays.Count - 1) / 2]),14}{Minutes(delays[(int)Math.Ceiling(0.9 * delays.Count) - 1]),11}{results.Count(static r => r.Detected is not null),8}{results.Average(static r => r.Exchanges),11:F0}{results.Sum(static r => r.False),7}");
    }

    private static string Of(AlertCase begun) => string.Create(Plain, $"{begun.Accounts,10}{begun.Rate?.ToString("0.#", Plain) ?? "drawn",6}{begun.JoinHours,7:0.#}");

    private static string Time(DateTimeOffset? time) => time?.ToString("MM-dd HH:mm", Plain) ?? "-";

    private static string Minutes(double delay) => double.IsFinite(delay) ? delay.ToString("F0", Plain) : "-";
}
