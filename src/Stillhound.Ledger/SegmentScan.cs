namespace Stillhound.Ledger;

/// <summary>Finds where the last segment of a ledger ends, and what a crash left behind that.</summary>
internal static class SegmentScan
{
    /// <summary>Reads a segment to its end.</summary>
    /// <param name="path">The segment.</param>
    /// <param name="first">Number of its first entry.</param>
    /// <returns>Its newest entry, or null without any; where it ends; and the bytes behind that were never acknowledged.</returns>
    /// <exception cref="LedgerException">Something that no crash leaves behind stands in it.</exception>
    public static (LedgerHead? Head, long End, long Torn) Run(string path, long first)
    {
        using var lines = new LineReader(path);
        LedgerHead? head = null;
        while (true)
        {
            var end = lines.Offset;
            if (!lines.TryRead(out var line, out var whole))
                return (head, end, 0);
            if (whole && LedgerFormat.Parse(line) is { } entry && entry.Hash == LedgerFormat.HashOf(line)
                && entry.Seq == (head?.Seq + 1 ?? first) && (head is null || entry.Prev == head.Value.Hash))
            {
                head = new LedgerHead(entry.Seq, entry.Hash);
                continue;
            }

            if (whole && !line.Contains((byte)0))
                throw Broken(path, lines.Number);
            RefuseEntries(path, lines);
            return (head, end, lines.Offset - end);
        }
    }

    /// <summary>
    /// A write that a crash broke off is the last of all: behind it nothing stands. An entry behind bytes that are none means that a
    /// durable entry was damaged, and cutting there would take the rest with it.
    /// </summary>
    private static void RefuseEntries(string path, LineReader lines)
    {
        while (lines.TryRead(out var line, out var whole))
        {
            if (whole && LedgerFormat.Parse(line) is not null)
                throw Broken(path, lines.Number);
        }
    }

    private static LedgerException Broken(string path, int line) =>
        new($"{path}:{line}: the ledger is broken here; nothing is appended to a broken ledger (see 'stillhound audit verify')");
}
