using Stillhound.Simulation;
using Stillhound.Simulation.Writing;

namespace Stillhound.Cli.Tests.Support;

/// <summary>A small world with one blatant campaign, on disk; made once.</summary>
public sealed class SmallWorld : IDisposable
{
    public SmallWorld()
    {
        Folder = Directory.CreateTempSubdirectory("stillhound-world-").FullName;
        WorldFolder.Write(World.Create(Options), Folder);
    }

    /// <summary>As the command line would make it from <see cref="Arguments"/>.</summary>
    public static WorldOptions Options { get; } = WorldPresets.Quick(5) with
    {
        Days = 4,
        Accounts = 400,
        Exchanges = 8000,
        Campaigns = [new CampaignSpec(CampaignKind.FixedPrompt) { Accounts = 60, Rate = 25, Jitter = 0, Mixing = 0, Rewording = 0 }],
    };

    public static string[] Arguments { get; } =
        ["--seed", "5", "--days", "4", "--accounts", "400", "--exchanges", "8000", "--campaign", "fixed-prompt:accounts=60,rate=25,jitter=0,mixing=0,rewording=0"];

    public string Folder { get; }

    public string Exchanges => Path.Combine(Folder, "exchanges.ndjson");

    /// <summary>The account facts and events, as options; they are found by themselves only beside a folder's logs.</summary>
    public string[] Context => ["--accounts", Path.Combine(Folder, "accounts.ndjson"), "--events", Path.Combine(Folder, "events.ndjson")];

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
