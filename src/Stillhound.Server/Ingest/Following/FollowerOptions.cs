namespace Stillhound.Server.Ingest.Following;

/// <summary>How files are followed; the same for all of them.</summary>
internal sealed record FollowerOptions
{
    /// <summary>Time between two looks at a file that has nothing new.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a file that was rotated away must have been quiet before it is left: its writer may not know yet.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Bytes that are taken in at a time; a longer line is taken alone.</summary>
    public int ChunkBytes { get; init; } = 1 << 20;

    /// <summary>Lines that are taken in at a time.</summary>
    public int ChunkLines { get; init; } = 8192;

    /// <summary>Longest line in bytes; a longer one is refused and passed over.</summary>
    public int LongestRecord { get; init; } = 8 << 20;
}
