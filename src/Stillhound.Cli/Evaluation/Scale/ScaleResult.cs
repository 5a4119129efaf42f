using Stillhound.Simulation;

namespace Stillhound.Cli.Evaluation.Scale;

/// <summary>What a large world took, and what came of it.</summary>
internal sealed record ScaleResult
{
    public required ScaleWorld World { get; init; }

    public required long Exchanges { get; init; }

    public required long Accounts { get; init; }

    /// <summary>From the first exchange to the findings; planning the world and comparing are not in it.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary>Time of the simulation alone, fingerprints included.</summary>
    public required TimeSpan Playing { get; init; }

    /// <summary>Time of the engine alone, searches included.</summary>
    public required TimeSpan Applying { get; init; }

    public required SearchLog Searches { get; init; }

    /// <summary>Memory that the engine holds between searches.</summary>
    public required long EngineBytes { get; init; }

    /// <summary>The most memory that the process had at once, simulation included.</summary>
    public required long PeakBytes { get; init; }

    public required ScaleDetection Detection { get; init; }
}
