using System.Diagnostics;
using System.Globalization;
using Stillhound.Cli.Scanning;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Engine;
using Stillhound.Simulation;

namespace Stillhound.Cli.Evaluation.Scale;

/// <summary>Plays one large world through an engine and measures what that takes and what comes of it.</summary>
/// <param name="world">The world.</param>
/// <param name="options">The engine's options.</param>
/// <param name="steps">Receives how long the steps of each search took; null where nobody asks.</param>
internal sealed class ScaleBench(ScaleWorld world, EngineOptions options, Action<string>? steps)
{
    /// <summary>Runs it; progress goes to standard error.</summary>
    public ScaleResult Run(CancellationToken cancellation)
    {
        var whole = Stopwatch.StartNew();
        EngineLine? line = null;
        DetectionEngine? engine = null;
        return ProgressLine.Show(
            () => Progress(line, engine, whole.Elapsed),
            () =>
            {
                var made = World.Create(world.Options());
                cancellation.ThrowIfCancellationRequested();
                var planned = GC.GetTotalMemory(forceFullCollection: true);
                engine = new DetectionEngine(options, made.AccountFacts, made.Events) { Timed = steps };
                line = new EngineLine(engine);
                return Measure(made, engine, line, planned, cancellation);
            });
    }

    private ScaleResult Measure(World made, DetectionEngine engine, EngineLine line, long planned, CancellationToken cancellation)
    {
        var searches = new SearchLog(engine);
        var clock = Stopwatch.StartNew();
        line.Run(made, cancellation);
        var played = clock.Elapsed;
        // What is only in use while a day is played or a search runs is gone by then.
        var held = GC.GetTotalMemory(forceFullCollection: true) - planned;
        clock.Restart();
        var findings = engine.Complete();
        var completing = clock.Elapsed;
        return new ScaleResult
        {
            World = world,
            Exchanges = findings.Input.Exchanges,
            Accounts = findings.Input.Accounts,
            Took = played + completing,
            Playing = line.Playing,
            Applying = line.Applying + completing,
            Searches = searches,
            EngineBytes = held,
            PeakBytes = PeakBytes(),
            Detection = ScaleDetection.Of(findings, made.Truth, made.Options.Start),
        };
    }

    private static long PeakBytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    private static string Progress(EngineLine? line, DetectionEngine? engine, TimeSpan since) => line is null || engine is null
        ? "planning the world"
        : string.Create(CultureInfo.InvariantCulture,
            $"{line.Played:N0} exchanges after {since.TotalSeconds:N0} s, event time {engine.EventTime?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "starting"}");
}
