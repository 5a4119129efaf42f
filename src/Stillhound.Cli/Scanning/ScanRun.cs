using System.Diagnostics;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Engine;
using Stillhound.Core.Exchanges;
using Stillhound.Formats.Facts;
using Stillhound.Formats.Inputs;
using Stillhound.Formats.Mapped;
using Stillhound.Formats.Pipeline;
using Stillhound.Formats.Rejects;
using Stillhound.Reporting;

namespace Stillhound.Cli.Scanning;

/// <summary>One scan from request to exit code.</summary>
internal static class ScanRun
{
    public static int Execute(ScanRequest request, CancellationToken cancellation) =>
        Edge.Guard(() => Run(request, cancellation));

    private static int Run(ScanRequest request, CancellationToken cancellation)
    {
        var files = LogFiles.Find(request.Paths);
        var options = Options(request);
        OutputDirectory.Prepare(request.Out);
        using var rejects = new RejectFile(Path.Combine(request.Out, "rejects.ndjson"));
        var log = new LogOptions { Format = FormatOf(request), Map = request.Map is null ? null : FieldMap.Load(request.Map), Rejects = rejects };
        var (facts, events, refused) = Context(request, rejects);
        var scanner = new Scanner(files, log, options, facts, events);
        var clock = Stopwatch.StartNew();
        var findings = ScanProgress.Show(scanner, () => scanner.Run(cancellation));
        if (findings.Input.Exchanges == 0)
            throw new InputException(ScanSummary.NothingReadable(scanner.Progress));
        var written = FindingsWriter.Write(findings, request.Out);
        if (request.Json)
            Console.Out.Write(File.ReadAllText(written.Campaigns));
        else
            ScanSummary.Write(findings, written, scanner, refused, clock.Elapsed);
        return findings.Campaigns.Any(static c => c.Tier >= Tier.Review) ? ExitCodes.Found : ExitCodes.Nothing;
    }

    private static EngineOptions Options(ScanRequest request)
    {
        var options = request.Config is null ? new EngineOptions() : ScanConfig.Load(request.Config);
        if (request.Sweep is not null)
            options = options with { Sweep = ScanConfig.Duration(request.Sweep, "--sweep") };
        if (request.Lateness is not null)
            options = options with { Lateness = ScanConfig.Duration(request.Lateness, "--lateness") };
        try
        {
            options.Validate();
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new InputException(e.Message.Split('\n')[0], e);
        }

        return options;
    }

    private static LogFormat FormatOf(ScanRequest request) => request.Format switch
    {
        "auto" => request.Map is null ? LogFormat.Auto : LogFormat.Mapped,
        "native" => LogFormat.Native,
        "litellm" => LogFormat.LiteLlm,
        "mapped" => request.Map is null ? throw new InputException("--format mapped needs --map FILE") : LogFormat.Mapped,
        _ => throw new InputException($"--format {request.Format}: known are auto, native, litellm, mapped"),
    };

    private static (List<AccountFacts> Facts, List<ProviderEvent> Events, long Refused) Context(ScanRequest request, RejectFile rejects)
    {
        var facts = new List<AccountFacts>();
        var events = new List<ProviderEvent>();
        var refused = 0L;
        foreach (var path in request.Accounts is null ? LogFiles.FindBeside(request.Paths, "accounts.ndjson") : [request.Accounts])
        {
            var read = AccountFactsFile.Read(path, rejects);
            facts.AddRange(read.Items);
            refused += read.RejectedBy.Values.Sum();
        }

        foreach (var path in request.Events is null ? LogFiles.FindBeside(request.Paths, "events.ndjson") : [request.Events])
        {
            var read = ProviderEventsFile.Read(path, rejects);
            events.AddRange(read.Items);
            refused += read.RejectedBy.Values.Sum();
        }

        return (facts, events, refused);
    }
}
