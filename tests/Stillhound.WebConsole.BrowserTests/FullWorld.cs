using Stillhound.Cli.Tests.Support;
using Stillhound.Simulation;
using Stillhound.Simulation.Writing;

namespace Stillhound.WebConsole.BrowserTests;

/// <summary>A small world in which everything is found that has a page: a campaign, and an account that stands out by itself. On disk; made once.</summary>
public sealed class FullWorld : IDisposable
{
    public FullWorld()
    {
        Folder = Directory.CreateTempSubdirectory("stillhound-world-").FullName;
        WorldFolder.Write(World.Create(SmallWorld.Options with { Accounts = 600, Exchanges = 14_000, Lone = [new LoneSpec(LoneKind.Harvester, 1) { Rate = 600 }, new LoneSpec(LoneKind.Prober, 3) { Rate = 60 }] }), Folder);
    }

    public string Folder { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
