namespace Stillhound.Ledger;

/// <summary>How a ledger is kept.</summary>
public sealed record LedgerOptions
{
    /// <summary>Bytes after which a new segment begins.</summary>
    public long SegmentBytes { get; init; } = 64 << 20;

    /// <summary>How often the head is noted beside the segments while entries come; it is noted at each new segment and at the end too.</summary>
    public TimeSpan HeadEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The clock that entries are stamped with.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Opens a segment for appending; a test gives one that fails.</summary>
    internal Func<string, ISegmentFile> OpenSegment { get; init; } = static path => new SegmentFile(path);
}

/// <summary>What was found when a ledger was opened.</summary>
/// <param name="Head">Its newest entry.</param>
/// <param name="TornBytes">Bytes of a write that a crash broke off and that were cut; nobody was told that they are safe. 0 as a rule.</param>
/// <param name="MissingEntries">
/// Entries that the head that was noted last says there should be and that are gone; above 0 somebody or the disk took durable entries away.
/// </param>
public sealed record LedgerOpening(LedgerHead Head, long TornBytes, long MissingEntries);
