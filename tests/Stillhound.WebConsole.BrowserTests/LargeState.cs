using Stillhound.Benchmarks;
using Stillhound.Server.Configuration;
using Stillhound.Server.Journal;
using Stillhound.Server.Live;

namespace Stillhound.WebConsole.BrowserTests;

/// <summary>The state folder of a server that has seen a million accounts and holds more than 200 campaigns, one of 25,000.</summary>
internal static class LargeState
{
    public const int Accounts = 1_000_000;

    // Some of them are one to the detector.
    public const int Campaigns = 216;
    public const int Largest = 25_000;

    /// <summary>Makes it below a folder that holds a configuration; what takes a minute is kept where <paramref name="kept"/> says.</summary>
    public static void Make(string folder, string? kept, TextWriter output)
    {
        var options = ServerConfig.Load(Path.Combine(folder, "stillhound.yaml"));
        if (kept is not null && Directory.Exists(kept))
        {
            Copy(kept, options.State);
            return;
        }

        using (var journal = FrameJournal.Open(options.JournalFolder, options.Journal, TimeProvider.System))
        {
            new Checkpoints(options.CheckpointFolder, options.Checkpoint.Keep).Save(
                journal.DurablePosition, LargeEngine.Make(Accounts, Campaigns, Largest, output), new ExchangeIntake(journal, new RecentIds(options.Journal.RememberedIds)), new KnownFacts());
        }

        if (kept is not null)
            Copy(options.State, kept);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }
}
