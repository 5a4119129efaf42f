namespace Stillhound.Server.Journal;

/// <summary>How the journal is kept.</summary>
internal sealed record JournalOptions
{
    /// <summary>Least bytes of a segment that can be chosen.</summary>
    public const long LeastSegment = 1 << 20;

    /// <summary>Folder of the journal; null leaves it to the host, which keeps it in its state folder.</summary>
    public string? Folder { get; init; }

    /// <summary>Bytes after which a new segment is begun. A frame is never split, so that a segment can be longer by one group.</summary>
    public long SegmentBytes { get; init; } = 128 << 20;

    /// <summary>
    /// How long the first frame of a group may wait for others before they go to disk. Zero waits for nothing: what comes during
    /// one flush is the next group, which is enough wherever a flush takes as long as frames need to come.
    /// </summary>
    public TimeSpan GroupWait { get; init; } = TimeSpan.Zero;

    /// <summary>Segments that ended longer ago may be forgotten, once nothing needs them.</summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(14);

    /// <summary>The oldest segments may be forgotten while all of them take more bytes than this, once nothing needs them.</summary>
    public long KeepBytes { get; init; } = 64L << 30;

    /// <summary>How many identities of the newest exchanges are remembered, so that a retry is not counted twice.</summary>
    public int RememberedIds { get; init; } = 1 << 21;

    /// <summary>
    /// What to do where acknowledged frames turn out damaged: false stops with an error that names the place, true goes on at the
    /// next whole frame and counts the bytes left out.
    /// </summary>
    public bool SkipDamage { get; init; }
}
