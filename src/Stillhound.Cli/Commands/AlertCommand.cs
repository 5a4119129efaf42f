using System.CommandLine;
using Stillhound.Cli.Evaluation.Alerts;
using Stillhound.Cli.Scanning;
using Stillhound.Core.Engine;
using Stillhound.Formats.Configuration;
using Stillhound.Formats.Inputs;

namespace Stillhound.Cli.Commands;

/// <summary><c>stillhound bench alert</c>: how soon a campaign that begins is told of.</summary>
internal static class AlertCommand
{
    private const int LeastHonest = 200;
    private const int MostHonest = 200_000;

    public static Command Build()
    {
        var seeds = new Option<ulong[]>("--seeds") { Description = "Seeds of the worlds of each case; use fresh ones to report.", AllowMultipleArgumentsPerToken = true, Required = true };
        var sizes = new Option<int[]>("--sizes") { Description = "Accounts of the campaign.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = static _ => [160] };
        var rates = new Option<double[]>("--rates") { Description = "Exchanges a day of each account; as drawn unless given.", AllowMultipleArgumentsPerToken = true };
        var hours = new Option<double[]>("--hours") { Description = "Hours over which the accounts join.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = static _ => [24] };
        var honest = new Option<int>("--accounts") { Description = "Honest accounts of a world.", DefaultValueFactory = static _ => 3000 };
        var totals = new Option<bool>("--totals") { Description = "Print totals only." };
        var config = new Option<string?>("--config") { Description = "YAML with the engine's options." };
        var command = new Command("alert", "Let a campaign begin among honest accounts and tell how long after its twentieth account it is found.") { seeds, sizes, rates, hours, honest, totals, config };
        command.SetAction((result, cancellation) => Task.FromResult(Edge.Guard(() =>
        {
            if (result.GetValue(honest) is < LeastHonest or > MostHonest)
                throw new InputException($"--accounts must be from {LeastHonest} to {MostHonest}");
            var given = result.GetValue(rates) is { Length: > 0 } some ? some.Select(static r => (double?)r).ToArray() : [null];
            List<AlertCase> cases = [.. result.GetRequiredValue(sizes).SelectMany(size => given.SelectMany(rate => result.GetRequiredValue(hours).Select(join => Case(size, rate, join))))];
            var options = result.GetValue(config) is { } path ? DetectionConfig.Load(path).Engine : new EngineOptions { Early = true };
            AlertBench.Run(new AlertRequest(cases, [.. result.GetRequiredValue(seeds).Distinct()], result.GetValue(honest)), options, result.GetValue(totals), cancellation);
            return ExitCodes.Nothing;
        })));
        return command;
    }

    private static AlertCase Case(int accounts, double? rate, double hours) => (accounts, rate, hours) switch
    {
        ( < 20 or > 100_000, _, _) => throw new InputException("--sizes must be from 20 to 100000"),
        (_, <= 0 or > 10_000, _) => throw new InputException("--rates must be above 0 and at most 10000 a day"),
        (_, _, not (>= 0 and <= 96)) => throw new InputException("--hours must be from 0 to 96"),
        _ => new AlertCase(accounts, rate, hours),
    };
}
