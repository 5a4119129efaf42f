using System.CommandLine;
using Stillhound.Cli.Scanning;
using Stillhound.Formats.Pipeline;

namespace Stillhound.Cli.Commands;

/// <summary><c>stillhound scan PATH...</c>: from request logs to campaigns.</summary>
internal static class ScanCommand
{
    public static Command Build()
    {
        var paths = new Argument<string[]>("path") { Description = "Files, folders, patterns, or - for standard input; .gz is read as such.", Arity = ArgumentArity.OneOrMore }.RefuseOptions();
        var accounts = new Option<string?>("--accounts") { Description = "Account facts (NDJSON). Found by itself beside the logs of a folder.", HelpName = "file" };
        var events = new Option<string?>("--events") { Description = "Provider events (NDJSON). Found by itself beside the logs of a folder.", HelpName = "file" };
        var format = new Option<string>("--format") { Description = "What the logs are: auto (told from the first records of each file), native, litellm (StandardLoggingPayload), otlp (OTLP/JSON traces and logs), envoy, kong (http-log, file-log), bedrock (invocation log), azure (diagnostic log), or mapped (any NDJSON or CSV; needs --map).", DefaultValueFactory = _ => "auto" };
        format.AcceptOnlyFromAmong([.. LogFormatName.All]);
        var map = new Option<string?>("--map") { Description = "YAML that names the fields of any other NDJSON or CSV, or gives names of your own for fields of a known format.", HelpName = "file" };
        var output = new Option<string>("--out") { Description = "Folder for the findings; refused when it holds anything else.", DefaultValueFactory = _ => "stillhound-out", HelpName = "folder" };
        var sweep = new Option<string?>("--sweep") { Description = "Event time between sweeps, such as 10m.", HelpName = "duration" };
        var lateness = new Option<string?>("--lateness") { Description = "How far out of order records may come, such as 10m or 30d.", HelpName = "duration" };
        var config = new Option<string?>("--config") { Description = "YAML with the engine's options; options given here count before it.", HelpName = "file" };
        var form = new Option<string>("--output", "-o") { Description = "What standard output holds: human (a summary) or json (campaigns.json and nothing else).", DefaultValueFactory = _ => "human" };
        form.AcceptOnlyFromAmong("human", "json");
        var command = new Command("scan", "Find campaigns in request logs.") { paths, accounts, events, format, map, output, sweep, lateness, config, form };
        command.SetAction((result, cancellation) => Task.FromResult(Edge.Guard(() => ScanRun.Execute(
            new ScanRequest(
                result.GetRequiredValue(paths), result.GetValue(accounts), result.GetValue(events), LogFormatName.Parse(result.GetRequiredValue(format)), result.GetValue(map),
                result.GetRequiredValue(output), result.GetValue(sweep), result.GetValue(lateness), result.GetValue(config), result.GetValue(form) == "json"),
            cancellation))));
        return command;
    }
}
