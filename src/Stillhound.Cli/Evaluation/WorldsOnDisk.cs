using System.Diagnostics;
using Stillhound.Cli.Scanning;
using Stillhound.Core.Engine;
using Stillhound.Formats.Facts;
using Stillhound.Formats.Inputs;
using Stillhound.Formats.Pipeline;

namespace Stillhound.Cli.Evaluation;

/// <summary>Scans worlds on disk and prints how the findings compare with their truth.</summary>
internal static class WorldsOnDisk
{
    /// <summary>Scans a world, or every world in a folder of worlds.</summary>
    /// <param name="folder">A folder with <c>truth.csv</c>, or a folder of such folders.</param>
    /// <param name="options">The engine's options.</param>
    /// <param name="totalsOnly">Whether to print only totals: for worlds that must not be tuned on.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <exception cref="InputException">There is no world in the folder.</exception>
    public static void Run(string folder, EngineOptions options, bool totalsOnly, CancellationToken cancellation)
    {
        var worlds = File.Exists(Path.Combine(folder, "truth.csv"))
            ? [folder]
            : Directory.Exists(folder) ? Directory.GetDirectories(folder).Where(static d => File.Exists(Path.Combine(d, "truth.csv"))).Order(StringComparer.Ordinal).ToArray() : [];
        if (worlds.Length == 0)
            throw new InputException($"{folder}: no world here (a folder with exchanges.ndjson, accounts.ndjson, events.ndjson, truth.csv)");
        var scores = new List<DetectionScore>();
        foreach (var world in worlds)
            scores.Add(One(world, options, totalsOnly, cancellation));
        if (scores.Count > 1)
            ScoreTable.WriteOverall(Console.Out, scores);
    }

    private static DetectionScore One(string world, EngineOptions options, bool totalsOnly, CancellationToken cancellation)
    {
        string[] paths = [world];
        var facts = LogFiles.FindBeside(paths, "accounts.ndjson").SelectMany(static f => AccountFactsFile.Read(f).Items);
        var events = LogFiles.FindBeside(paths, "events.ndjson").SelectMany(static f => ProviderEventsFile.Read(f).Items);
        var clock = Stopwatch.StartNew();
        var scanner = new Scanner(LogFiles.Find(paths), new LogOptions { Format = LogFormat.Native }, options, facts, events);
        var findings = scanner.Run(cancellation);
        var score = DetectionScore.Of(findings, GroundTruth.Read(Path.Combine(world, "truth.csv")));
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(world)));
        if (totalsOnly)
        {
            Console.Out.WriteLine($"world {name}");
            ScoreTable.WriteTotals(Console.Out, score, findings);
        }
        else
        {
            ScoreTable.Write(Console.Out, name, score, findings, clock.Elapsed);
        }

        return score;
    }
}
