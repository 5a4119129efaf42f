using System.CommandLine;
using Stillhound.Cli.Evaluation.Calm;
using Stillhound.Cli.Scanning;
using Stillhound.Core.Engine;
using Stillhound.Formats.Configuration;
using Stillhound.Formats.Inputs;
using Stillhound.Simulation;

namespace Stillhound.Cli.Commands;

/// <summary><c>stillhound bench calm</c>: what is found where there is nothing to find.</summary>
internal static class CalmCommand
{
    private const int MostWorlds = 100_000;
    private const int LeastAccounts = 50;
    private const int MostAccounts = 2_000_000;

    public static Command Build()
    {
        var worlds = new Option<int>("--worlds") { Description = "Number of worlds.", Required = true };
        var accounts = new Option<int>("--accounts") { Description = "Accounts of each world.", Required = true };
        var first = new Option<ulong>("--first-seed") { Description = "Seed of the first world; the others follow. Use fresh ones to report.", DefaultValueFactory = static _ => 1 };
        var budget = new Option<double?>("--budget") { Description = "False campaigns at act that are allowed a world, above 0 and below 1; what the configuration allows unless given." };
        var preset = new Option<string>("--preset") { Description = $"The worlds: {string.Join(", ", WorldPresets.HonestNames)}.", DefaultValueFactory = static _ => "calm" };
        preset.AcceptOnlyFromAmong([.. WorldPresets.HonestNames]);
        var config = new Option<string?>("--config") { Description = "YAML with the engine's options." };
        var command = new Command("calm", "Scan worlds without campaigns and count what is found all the same.") { worlds, accounts, preset, first, budget, config };
        command.SetAction((result, cancellation) => Task.FromResult(Edge.Guard(() =>
        {
            var (count, size, seed, allowed) = (result.GetRequiredValue(worlds), result.GetRequiredValue(accounts), result.GetValue(first), result.GetValue(budget));
            if (count is < 1 or > MostWorlds)
                throw new InputException($"--worlds must be from 1 to {MostWorlds}");
            if (size is < LeastAccounts or > MostAccounts)
                throw new InputException($"--accounts must be from {LeastAccounts} to {MostAccounts}");
            if (seed > ulong.MaxValue - MostWorlds)
                throw new InputException("--first-seed leaves no room for the seeds that follow it");
            if (allowed is { } given && !(given is > 0 and < 1))
                throw new InputException("--budget must be above 0 and below 1");
            var options = result.GetValue(config) is { } path ? DetectionConfig.Load(path).Engine : new EngineOptions();
            var name = result.GetRequiredValue(preset);
            return CalmBench.Run(at => WorldPresets.FindHonest(name, at, size)!, seed, count, allowed, options, cancellation) ? ExitCodes.Nothing : ExitCodes.Found;
        })));
        return command;
    }
}
