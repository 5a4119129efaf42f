using System.CommandLine;
using Stillhound.Cli.Evaluation.Scale;
using Stillhound.Cli.Scanning;
using Stillhound.Core.Engine;
using Stillhound.Formats.Configuration;
using Stillhound.Formats.Inputs;
using Stillhound.Simulation;

namespace Stillhound.Cli.Commands;

/// <summary><c>stillhound bench scale</c>: what a world of a million accounts takes, and what comes of it.</summary>
internal static class ScaleCommand
{
    private const double LeastFraction = 0.0005;
    private const int LeastAccounts = 100_000;
    private const int MostAccounts = 1_900_000;
    private const int MostDays = 400;

    public static Command Build()
    {
        var fraction = new Option<double>("--fraction") { Description = "Size of the world in all counts, 1 for the whole.", DefaultValueFactory = static _ => 1 };
        var accounts = new Option<int>("--accounts") { Description = "Honest accounts of the whole.", DefaultValueFactory = static _ => 1_000_000 };
        var share = new Option<double>("--share") { Description = "The campaign's share of all exchanges.", DefaultValueFactory = static _ => 0.25 };
        var days = new Option<int>("--days") { Description = "Length of the world.", DefaultValueFactory = static _ => ScaleWorld.LetterDays };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the world; use a fresh one to report.", DefaultValueFactory = static _ => 1 };
        var steps = new Option<bool>("--steps") { Description = "Print on standard error how long the steps of each search took." };
        var config = new Option<string?>("--config") { Description = "YAML with the engine's options." };
        var command = new Command("scale", "Play a campaign of 25,000 accounts hidden among a million, and measure speed, memory and detection.") { fraction, accounts, share, days, seed, steps, config };
        command.SetAction((result, cancellation) => Task.FromResult(Edge.Guard(() =>
        {
            var world = new ScaleWorld(result.GetValue(seed))
            {
                Fraction = Within("--fraction", result.GetValue(fraction), LeastFraction, 1),
                HonestAccounts = (int)Within("--accounts", result.GetValue(accounts), LeastAccounts, MostAccounts),
                Share = Within("--share", result.GetValue(share), 0.001, 0.9),
                Days = (int)Within("--days", result.GetValue(days), 1, MostDays),
            };
            var options = result.GetValue(config) is { } path ? DetectionConfig.Load(path).Engine : new EngineOptions();
            ScaleTable.Write(Console.Out, new ScaleBench(world, options, result.GetValue(steps) ? Console.Error.WriteLine : null).Run(cancellation));
            return ExitCodes.Nothing;
        })));
        return command;
    }

    private static double Within(string option, double value, double least, double most) => value >= least && value <= most
        ? value
        : throw new InputException(FormattableString.Invariant($"{option} must be from {least} to {most}"));
}
