namespace Stillhound.Ledger;

/// <summary>What is wrong at the first broken entry.</summary>
public enum LedgerFault : byte
{
    /// <summary>The entry's bytes are not those that its hash was made of, or are no entry.</summary>
    Altered,

    /// <summary>Entries before it are gone.</summary>
    Removed,

    /// <summary>It stands out of order, or twice.</summary>
    Reordered,

    /// <summary>It is whole in itself but does not follow from the entry before: one of the two was put there later.</summary>
    Replaced,

    /// <summary>A segment is gone, or begins with another entry than its name says.</summary>
    SegmentChain,

    /// <summary>The last line has no end: a crash broke a write off (the next start cuts it), or somebody cut the file.</summary>
    Unfinished,

    /// <summary>The ledger ends before an entry that is known to have been there.</summary>
    Truncated,

    /// <summary>It differs from what is known of it: the ledger was written anew from here, or from earlier, on.</summary>
    Rewritten,
}

/// <summary>The first broken entry.</summary>
/// <param name="Fault">What is wrong.</param>
/// <param name="Seq">Number of the entry that should stand there.</param>
/// <param name="Segment">Name of the segment's file; empty when it is none's.</param>
/// <param name="Line">Line in the segment, from 1; 0 when it is none's.</param>
/// <param name="Text">What is wrong, in a sentence.</param>
public sealed record LedgerBreak(LedgerFault Fault, long Seq, string Segment, int Line, string Text);

/// <summary>Whether a ledger is whole.</summary>
/// <param name="Segments">Segments there are.</param>
/// <param name="Entries">Entries that are whole, up to the first that is not.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Head">The newest of them.</param>
/// <param name="First">When the first was written; null without any.</param>
/// <param name="Last">When the newest of them was written; null without any.</param>
/// <param name="Break">The first broken entry; null when the ledger is whole.</param>
public sealed record LedgerVerdict(int Segments, long Entries, long Bytes, LedgerHead Head, DateTimeOffset? First, DateTimeOffset? Last, LedgerBreak? Break)
{
    /// <summary>Whether nothing is wrong with it.</summary>
    public bool Whole => Break is null;
}
