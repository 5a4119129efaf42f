using System.CommandLine;
using Stillhound.Cli.Evaluation.Evasion;
using Stillhound.Cli.Scanning;
using Stillhound.Core.Engine;
using Stillhound.Formats.Configuration;
using Stillhound.Formats.Inputs;
using Stillhound.Reporting.Sweeps;
using Stillhound.Simulation;

namespace Stillhound.Cli.Commands;

/// <summary><c>stillhound bench evasion</c>: what becomes of detection as campaigns turn one dial.</summary>
internal static class EvasionCommand
{
    private const int LeastAccounts = 200;
    private const int MostAccounts = 200_000;

    public static Command Build()
    {
        var dials = new Option<string[]>("--dial") { Description = $"Dials to sweep, all unless given: {string.Join(", ", EvasionDial.All.Select(static d => d.Name))}.", AllowMultipleArgumentsPerToken = true };
        dials.AcceptOnlyFromAmong([.. EvasionDial.All.Select(static d => d.Name)]);
        var seeds = new Option<ulong[]>("--seeds") { Description = "Seeds of the worlds of each point; use fresh ones to report.", AllowMultipleArgumentsPerToken = true, Required = true };
        var kinds = new Option<string[]>("--kinds") { Description = "Also print these kinds of campaigns on their own; all of them when none is named.", AllowMultipleArgumentsPerToken = true, Arity = ArgumentArity.ZeroOrMore };
        var points = new Option<int>("--points") { Description = "Values of each dial, 2 to 50.", DefaultValueFactory = static _ => 6 };
        var accounts = new Option<int>("--accounts") { Description = "Accounts of a world.", DefaultValueFactory = static _ => 5000 };
        var output = new Option<string?>("--out") { Description = $"Folder for {SweepWriter.JsonFile}, {SweepWriter.PageFile} and {SweepWriter.PictureFile}." };
        var config = new Option<string?>("--config") { Description = "YAML with the engine's options." };
        var command = new Command("evasion", "Sweep one dial of the campaigns at a time and show recall, precision and leak.") { dials, seeds, kinds, points, accounts, output, config };
        command.SetAction((result, cancellation) => Task.FromResult(Edge.Guard(() =>
        {
            var chosen = result.GetValue(dials) is { Length: > 0 } names ? EvasionDial.All.Where(d => names.Contains(d.Name, StringComparer.Ordinal)).ToList() : EvasionDial.All;
            var shown = result.GetResult(kinds) is null ? [] : KindsOf(result.GetValue(kinds) ?? []);
            var request = new EvasionRequest(
                chosen, [.. result.GetRequiredValue(seeds).Distinct()], InRange("--points", result.GetValue(points), 2, 50),
                InRange("--accounts", result.GetValue(accounts), LeastAccounts, MostAccounts), shown);
            var options = result.GetValue(config) is { } path ? DetectionConfig.Load(path).Engine : new EngineOptions();
            // A sweep takes minutes; that its folder is refused has to be known before.
            var folder = result.GetValue(output) is { } given ? SweepWriter.Prepare(given) : null;
            var report = EvasionBench.Run(request, options, cancellation);
            if (folder is not null)
                SweepWriter.Write(report, folder);
            return ExitCodes.Nothing;
        })));
        return command;
    }

    private static List<string> KindsOf(string[] names) => names.Length == 0
        ? [.. Enum.GetValues<CampaignKind>().Select(KindNames.Of)]
        : [.. names.Select(static name => KindNames.TryParse<CampaignKind>(name, out var kind)
            ? KindNames.Of(kind)
            : throw new InputException($"unknown campaign kind '{name}'; use one of {string.Join(", ", Enum.GetValues<CampaignKind>().Select(KindNames.Of))}"))];

    private static int InRange(string option, int value, int least, int most) => value >= least && value <= most
        ? value
        : throw new InputException($"{option} must be from {least} to {most}");
}
