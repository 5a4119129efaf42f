using System.CommandLine;
using Stillhound.Cli.Evaluation;
using Stillhound.Cli.Evaluation.Explanations;
using Stillhound.Cli.Scanning;
using Stillhound.Core.Engine;
using Stillhound.Formats.Configuration;
using Stillhound.Simulation;

namespace Stillhound.Cli.Commands;

/// <summary><c>stillhound bench</c>: how well and how fast.</summary>
internal static class BenchCommand
{
    public static Command Build() => new("bench", "Measure detection on worlds with known truth.") { Quick(), Worlds(), Compare(), EvasionCommand.Build(), CalmCommand.Build(), AlertCommand.Build(), AccountsCommand.Build(), ScaleCommand.Build() };

    private static Command Quick()
    {
        var seeds = new Option<ulong[]>("--seeds") { Description = "Seeds of the worlds; use fresh ones to report.", AllowMultipleArgumentsPerToken = true, Required = true };
        var totals = new Option<bool>("--totals") { Description = "Print totals only." };
        var explanations = new Option<bool>("--explanations") { Description = "Also print which benign explanation was chosen for whom." };
        var config = new Option<string?>("--config") { Description = "YAML with the engine's options." };
        var preset = new Option<string>("--preset") { Description = $"The worlds: {string.Join(", ", WorldPresets.Names)}.", DefaultValueFactory = static _ => "quick" };
        preset.AcceptOnlyFromAmong([.. WorldPresets.Names]);
        var corpus = new Option<string[]>("--corpus") { Description = "Real text to mix in, as for simulate.", AllowMultipleArgumentsPerToken = true };
        var command = new Command("quick", "Simulate small worlds with campaigns and look-alikes and compare with their truth.") { seeds, preset, corpus, totals, explanations, config };
        command.SetAction((result, cancellation) => Task.FromResult(Edge.Guard(() =>
        {
            var path = result.GetValue(config);
            var text = result.GetValue(corpus) is { Length: > 0 } files ? CorpusFiles.Read(files) : null;
            var name = result.GetRequiredValue(preset);
            var bench = new QuickBench(
                seed => WorldPresets.Find(name, seed)! with { Corpus = text }, path is null ? new EngineOptions() : DetectionConfig.Load(path).Engine,
                result.GetValue(totals), result.GetValue(explanations) ? new ExplanationTally() : null);
            bench.Run(result.GetRequiredValue(seeds), cancellation);
            return ExitCodes.Nothing;
        })));
        return command;
    }

    private static Command Worlds()
    {
        var folder = new Argument<string>("dir") { Description = "A world (exchanges.ndjson[.gz], accounts.ndjson, events.ndjson, truth.csv), or a folder of worlds." }.RefuseOptions();
        var totals = new Option<bool>("--totals") { Description = "Print totals only." };
        var config = new Option<string?>("--config") { Description = "YAML with the engine's options." };
        var command = new Command("worlds", "Scan worlds on disk and compare with their truth.") { folder, totals, config };
        command.SetAction((result, cancellation) => Task.FromResult(Edge.Guard(() =>
        {
            var path = result.GetValue(config);
            WorldsOnDisk.Run(result.GetRequiredValue(folder), path is null ? new EngineOptions() : DetectionConfig.Load(path).Engine, result.GetValue(totals), cancellation);
            return ExitCodes.Nothing;
        })));
        return command;
    }

    private static Command Compare()
    {
        var findings = new Argument<string>("findings") { Description = "The folder that a scan wrote: campaigns.json and members.csv." }.RefuseOptions();
        var world = new Argument<string>("world") { Description = "The folder of the world that was scanned: truth.csv." }.RefuseOptions();
        var totals = new Option<bool>("--totals") { Description = "Print totals only." };
        var command = new Command("compare", "Compare the findings of a scan with the truth of its world.") { findings, world, totals };
        command.SetAction((result, _) => Task.FromResult(Edge.Guard(() =>
        {
            FindingsComparison.Run(result.GetRequiredValue(findings), result.GetRequiredValue(world), result.GetValue(totals));
            return ExitCodes.Nothing;
        })));
        return command;
    }
}
