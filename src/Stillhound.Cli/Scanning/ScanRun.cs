using System.Diagnostics;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Engine;
using Stillhound.Formats.Configuration;
using Stillhound.Formats.Enrichment;
using Stillhound.Formats.Inputs;
using Stillhound.Formats.Mapped;
using Stillhound.Formats.Pipeline;
using Stillhound.Formats.Rejects;
using Stillhound.Reporting;

namespace Stillhound.Cli.Scanning;

/// <summary>One scan from request to exit code.</summary>
internal static class ScanRun
{
    /// <summary>Scans and writes the findings.</summary>
    /// <exception cref="InputException">An input or the configuration could not be used.</exception>
    /// <exception cref="OutputException">The findings could not be written.</exception>
    /// <exception cref="IOException">An input failed while it was read, or the rejects or the console could not be written.</exception>
    public static int Execute(ScanRequest request, CancellationToken cancellation)
    {
        // Everything that can be wrong with the request is found before the output folder is touched.
        var files = LogFiles.Find(request.Paths);
        var settings = request.Config is null ? new DetectionSettings(new EngineOptions(), null) : DetectionConfig.Load(request.Config);
        var options = Options(settings.Engine, request);
        var log = Log(request);
        var enricher = settings.Enrichment is null ? null : Enricher.Load(settings.Enrichment);
        var folder = OutputDirectory.Prepare(request.Out);
        var path = Path.Combine(folder, OutputDirectory.RejectsFile);
        // The next reject makes it; without one, an earlier scan's must not seem to be of this one.
        File.Delete(path);
        using var rejects = new RejectFile(path);
        var context = ScanContext.Read(request, rejects);
        var scanner = new Scanner(files, log with { Rejects = rejects, Enricher = enricher }, options, context.Facts, context.Events);
        scanner.SampleLate(rejects);
        var clock = Stopwatch.StartNew();
        var findings = ScanProgress.Show(scanner, () => scanner.Run(cancellation, context.Refused));
        if (findings.Input.Exchanges == 0)
            throw new InputException(RejectSummary.NothingReadable(scanner, path));
        var written = FindingsWriter.Write(findings, folder, details: scanner.Engine.Details());
        if (request.Json)
            Console.Out.Write(File.ReadAllText(written.Campaigns));
        else
            new ScanSummary(Console.Out, Screen.OfConsole()).Write(findings, written, RejectSummary.Lines(scanner, context), clock.Elapsed);
        Console.Out.Flush();
        return findings.Campaigns.Any(static c => c.Tier >= Tier.Review) ? ExitCodes.Found : ExitCodes.Nothing;
    }

    private static EngineOptions Options(EngineOptions options, ScanRequest request)
    {
        if (request.Sweep is not null)
            options = options with { Sweep = DetectionConfig.Duration(request.Sweep, "--sweep") };
        if (request.Lateness is not null)
            options = options with { Lateness = DetectionConfig.Duration(request.Lateness, "--lateness") };
        try
        {
            options.Validate();
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new InputException($"--{DetectionConfig.Problem(e)}", e);
        }

        return options;
    }

    private static LogOptions Log(ScanRequest request)
    {
        if (request.Format == LogFormat.Mapped && request.Map is null)
            throw new InputException("--format mapped needs --map FILE");
        return new LogOptions { Format = request.Format, Map = request.Map is null ? null : FieldMap.Load(request.Map) };
    }
}
