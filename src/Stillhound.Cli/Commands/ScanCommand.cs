using System.CommandLine;
using Stillhound.Cli.Scanning;

namespace Stillhound.Cli.Commands;

/// <summary><c>stillhound scan PATH...</c>: from request logs to campaigns.</summary>
internal static class ScanCommand
{
    public static Command Build()
    {
        var paths = new Argument<string[]>("path") { Description = "Files, folders, patterns, or - for standard input; .gz is read as such.", Arity = ArgumentArity.OneOrMore };
        var accounts = new Option<string?>("--accounts") { Description = "Account facts (NDJSON). Found by itself beside the logs of a folder." };
        var events = new Option<string?>("--events") { Description = "Provider events (NDJSON). Found by itself beside the logs of a folder." };
        var format = new Option<string>("--format") { Description = "auto, native, litellm or mapped.", DefaultValueFactory = _ => "auto" };
        var map = new Option<string?>("--map") { Description = "YAML that names the fields of any other NDJSON or CSV." };
        var output = new Option<string>("--out") { Description = "Folder for the findings.", DefaultValueFactory = _ => "stillhound-out" };
        var sweep = new Option<string?>("--sweep") { Description = "Event time between sweeps, such as 10m." };
        var lateness = new Option<string?>("--lateness") { Description = "How far out of order records may come, such as 10m or 30d." };
        var config = new Option<string?>("--config") { Description = "YAML with the engine's options." };
        var form = new Option<string>("--output", "-o") { Description = "human or json (findings on standard output).", DefaultValueFactory = _ => "human" };
        form.AcceptOnlyFromAmong("human", "json");
        var command = new Command("scan", "Find campaigns in request logs.") { paths, accounts, events, format, map, output, sweep, lateness, config, form };
        command.SetAction((result, cancellation) => Task.FromResult(ScanRun.Execute(
            new ScanRequest(
                result.GetRequiredValue(paths), result.GetValue(accounts), result.GetValue(events), result.GetRequiredValue(format), result.GetValue(map),
                result.GetRequiredValue(output), result.GetValue(sweep), result.GetValue(lateness), result.GetValue(config), result.GetValue(form) == "json"),
            cancellation)));
        return command;
    }
}
