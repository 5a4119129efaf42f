namespace Stillhound.Ledger;

/// <summary>One entry of a ledger.</summary>
public sealed class LedgerEntry
{
    /// <summary>Its number: 1 for the first, rising by one.</summary>
    public required long Seq { get; init; }

    /// <summary>Wall-clock time at which it was written, in milliseconds. Clocks are set back, so it may be before that of an earlier entry.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>What kind of thing it records.</summary>
    public required string Type { get; init; }

    /// <summary>What it says: canonical JSON in UTF-8. Text in it was written by others and is data only.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>Hash of the entry before; <see cref="LedgerHead.None"/>'s for the first.</summary>
    public required string Prev { get; init; }

    /// <summary>SHA-256 of this entry without its hash: 64 lower-case hexadecimal digits.</summary>
    public required string Hash { get; init; }
}
