namespace Stillhound.Ledger;

/// <summary>An append-only record in which every entry names the one before it. Thread safe.</summary>
public interface ILedger
{
    /// <summary>The newest entry that is durable.</summary>
    LedgerHead Head { get; }

    /// <summary>
    /// Adds entries, in this order and with nothing between them. Returns when they are durable; when it throws, none of them is in
    /// the ledger. After a crash a part of them may stand, always from the first on.
    /// </summary>
    /// <param name="drafts">What to add; at least one.</param>
    /// <returns>The entries.</returns>
    /// <exception cref="LedgerException">They could not be written, for example to a full disk.</exception>
    /// <exception cref="ArgumentException">A type or a payload is not allowed, or an entry is longer than <see cref="LedgerFormat.LongestLine"/>.</exception>
    IReadOnlyList<LedgerEntry> Append(params IReadOnlyList<LedgerDraft> drafts);

    /// <summary>The entries that are durable when this is called, in order; each is checked against its hash and the one before.</summary>
    /// <param name="after">Sequence number after which to begin; 0 for all.</param>
    /// <exception cref="LedgerException">An entry is not what was written.</exception>
    IEnumerable<LedgerEntry> Read(long after = 0);
}

/// <summary>An entry before it is in the ledger.</summary>
/// <param name="Type">What kind of thing it records: 1 to 64 of <c>a-z</c>, <c>0-9</c>, <c>_</c> and <c>.</c>.</param>
/// <param name="Payload">What it says: JSON in UTF-8 in which every number is whole. It is stored in canonical form.</param>
public readonly record struct LedgerDraft(string Type, ReadOnlyMemory<byte> Payload);
