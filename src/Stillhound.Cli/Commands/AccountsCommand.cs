using System.CommandLine;
using Stillhound.Cli.Evaluation.Accounts;
using Stillhound.Cli.Scanning;
using Stillhound.Core.Engine;
using Stillhound.Formats.Configuration;
using Stillhound.Formats.Inputs;

namespace Stillhound.Cli.Commands;

/// <summary><c>stillhound bench accounts</c>: what is said of single accounts.</summary>
internal static class AccountsCommand
{
    private const int MostWorlds = 100_000;
    private const int LeastAccounts = 50;
    private const int MostAccounts = 2_000_000;

    public static Command Build()
    {
        var worlds = new Option<int>("--worlds") { Description = "Number of worlds.", Required = true };
        var accounts = new Option<int>("--accounts") { Description = "Accounts of each world.", Required = true };
        var first = new Option<ulong>("--first-seed") { Description = "Seed of the first world; the others follow. Use fresh ones to report.", DefaultValueFactory = static _ => 1 };
        var lone = new Option<string[]>("--lone") { Description = LoneArgument.Description };
        var config = new Option<string?>("--config") { Description = "YAML with the engine's options." };
        var command = new Command("accounts", "Scan worlds without campaigns and count findings about single accounts.") { worlds, accounts, first, lone, config };
        command.SetAction((result, cancellation) => Task.FromResult(Edge.Guard(() =>
        {
            var (count, size, seed) = (result.GetRequiredValue(worlds), result.GetRequiredValue(accounts), result.GetValue(first));
            if (count is < 1 or > MostWorlds)
                throw new InputException($"--worlds must be from 1 to {MostWorlds}");
            if (size is < LeastAccounts or > MostAccounts)
                throw new InputException($"--accounts must be from {LeastAccounts} to {MostAccounts}");
            if (seed > ulong.MaxValue - MostWorlds)
                throw new InputException("--first-seed leaves no room for the seeds that follow it");
            var options = result.GetValue(config) is { } path ? DetectionConfig.Load(path).Engine : new EngineOptions();
            AccountBench.Run(seed, count, size, LoneArgument.ReadAll(result.GetValue(lone)), options, cancellation);
            return ExitCodes.Nothing;
        })));
        return command;
    }
}
