namespace Stillhound.Server.Journal;

/// <summary>What a reader needs of a journal.</summary>
internal interface IJournalFrames
{
    /// <summary>The folder.</summary>
    string Folder { get; }

    /// <summary>Position after the last frame that may be read.</summary>
    long DurablePosition { get; }

    /// <summary>Position of the oldest frame that is kept.</summary>
    long OldestPosition { get; }

    /// <summary>The segments, oldest first.</summary>
    IReadOnlyList<Segment> Segments { get; }

    /// <summary>The segment that a position is in; null when it is forgotten.</summary>
    Segment? Find(long position);

    /// <summary>Waits until there is more than a position.</summary>
    /// <returns>False when the journal was closed and there is no more.</returns>
    ValueTask<bool> WaitAsync(long position, CancellationToken cancellation);
}
