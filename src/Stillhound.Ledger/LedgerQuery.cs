namespace Stillhound.Ledger;

/// <summary>Which entries are looked for. What is not given is not asked.</summary>
public sealed record LedgerQuery
{
    /// <summary>Only entries before this one; null for all.</summary>
    public long? Before { get; init; }

    /// <summary>Only entries of this type, or, where it ends in a dot, of types that begin so; null for all.</summary>
    public string? Type { get; init; }

    /// <summary>Only entries written at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only entries written before this time.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>What an entry's line must hold: of each group one text at least, as it stands in canonical JSON.</summary>
    public IReadOnlyList<IReadOnlyList<ReadOnlyMemory<byte>>> Holds { get; init; } = [];

    /// <summary>Entries that are given at most.</summary>
    public int Most { get; init; } = 50;

    /// <summary>How long to look; what was found by then is given, and where to go on.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.MaxValue;
}

/// <summary>What was found, the newest first.</summary>
/// <param name="Entries">The entries; each is what its hash was made of.</param>
/// <param name="Broken">Numbers of entries that were looked at and are not what was written.</param>
/// <param name="Reached">The oldest entry that was looked at; 1 where the ledger was read to its begin, and 0 where there is none.</param>
public sealed record LedgerFound(IReadOnlyList<LedgerEntry> Entries, IReadOnlyList<long> Broken, long Reached)
{
    /// <summary>Whether older entries were not looked at.</summary>
    public bool HasMore => Reached > 1;
}
