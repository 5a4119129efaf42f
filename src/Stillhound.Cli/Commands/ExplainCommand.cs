using System.CommandLine;
using System.Text;
using Stillhound.Cli.Scanning;
using Stillhound.Formats.Configuration;
using Stillhound.Formats.Enrichment;
using Stillhound.Formats.Explain;
using Stillhound.Formats.Inputs;
using Stillhound.Formats.Mapped;
using Stillhound.Formats.Pipeline;
using Stillhound.Formats.Records;

namespace Stillhound.Cli.Commands;

/// <summary><c>stillhound explain</c>: how one record is read, and what evidence it can serve.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var file = new Argument<string?>("FILE") { Description = "A log; - for standard input.", Arity = ArgumentArity.ZeroOrOne }.RefuseOptions();
        var number = new Option<long>("--number", "-n") { Description = "Which record of FILE, from 1.", DefaultValueFactory = _ => 1 };
        var line = new Option<string?>("--line") { Description = "One record, instead of FILE." };
        var format = new Option<string>("--format") { Description = string.Join(", ", LogFormatName.All) + ".", DefaultValueFactory = _ => "auto" };
        var map = new Option<string?>("--map") { Description = "What the fields of a mapped log mean, or names for fields of other formats (YAML)." };
        var config = new Option<string?>("--config") { Description = "A scan's YAML; what the lists of its key enrichment add to the record is shown." };
        var output = new Option<string>("--output", "-o") { Description = "human or json.", DefaultValueFactory = _ => "human" };
        output.AcceptOnlyFromAmong("human", "json");
        format.AcceptOnlyFromAmong([.. LogFormatName.All]);

        var command = new Command("explain", "Show how one record is read and which evidence it can feed.") { file, number, line, format, map, config, output };
        command.SetAction(result =>
        {
            var console = result.InvocationConfiguration;
            return Edge.Guard(
                () =>
                {
                    var options = new LogOptions
                    {
                        Format = LogFormatName.Parse(result.GetValue(format)!),
                        Map = result.GetValue(map) is { } path ? FieldMap.Load(path) : null,
                        Enricher = result.GetValue(config) is { } yaml && DetectionConfig.Load(yaml).Enrichment is { } lists ? Enricher.Load(lists) : null,
                    };
                    var source = Source(result.GetValue(file), result.GetValue(line));
                    var explanation = RecordExplainer.Explain(source, Positive(result.GetValue(number)), options);
                    if (string.Equals(result.GetValue(output), "json", StringComparison.Ordinal))
                        ExplanationJson.Write(console.Output, explanation);
                    else if (explanation.Reason == RejectReason.None)
                        new ExplanationText(console.Output, !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null).Write(explanation);
                    if (explanation.Reason == RejectReason.None)
                        return ExitCodes.Nothing;
                    throw new InputException($"the record cannot be read: {explanation.Reason.Describe()}{Where(explanation)}");
                },
                console.Error);
        });
        return command;
    }

    private static LogFile Source(string? file, string? line)
    {
        if (file is not null && line is not null)
            throw new InputException("give FILE or --line, not both");
        if (line is not null)
            return new LogFile("--line", () => new MemoryStream(Encoding.UTF8.GetBytes(line)));
        if (file is null)
            throw new InputException("give FILE or --line");
        if (Directory.Exists(file))
            throw new InputException($"{file}: it is a folder; name one file");
        var found = LogFiles.Find([file]);
        return found.Count == 1 ? found[0] : throw new InputException($"{file}: it means {found.Count} files; name one");
    }

    private static long Positive(long number) => number > 0 ? number : throw new InputException("--number counts from 1");

    private static string Where(RecordExplanation explanation) => explanation switch
    {
        { Detail: { } detail } => $"; {detail}",
        { FailedAt: { } at } => $" (at byte {at} of the record)",
        { Reason: RejectReason.MissingTime or RejectReason.UnreadableTime } => " (field time)",
        { Reason: RejectReason.MissingAccount } => " (field account)",
        _ => "",
    };
}
