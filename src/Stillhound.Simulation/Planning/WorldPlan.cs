using Stillhound.Core.Exchanges;

namespace Stillhound.Simulation.Planning;

/// <summary>Everything that is decided before the first exchange.</summary>
internal sealed class WorldPlan
{
    public List<AccountPlan> Accounts { get; } = [];

    public List<Stream> Streams { get; } = [];

    public List<ProviderEvent> Events { get; } = [];

    /// <summary>Number of queues that accounts draw items from together.</summary>
    public int Queues { get; set; }

    /// <summary>Names of the models by index, and the release that follows each.</summary>
    public byte[][] Models { get; set; } = [];

    public long Start { get; init; }

    public long End { get; init; }

    public double DropShare { get; set; }
}
