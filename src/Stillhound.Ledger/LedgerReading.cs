namespace Stillhound.Ledger;

/// <summary>Reads entries in order, checking each.</summary>
internal static class LedgerReading
{
    /// <summary>The entries after one and up to another.</summary>
    /// <exception cref="LedgerException">An entry is not what was written.</exception>
    public static IEnumerable<LedgerEntry> Entries(string folder, long after, long upTo)
    {
        var segments = LedgerFolder.Segments(folder);
        var from = Math.Max(0, segments.Count(s => s.First <= after + 1) - 1);
        LedgerHead? before = from == 0 ? LedgerHead.None : null;
        foreach (var (path, first) in segments.Skip(from))
        {
            if (before is { } known && first != known.Seq + 1)
                throw Broken(path, 1);
            using var lines = new LineReader(path);
            while ((before?.Seq ?? 0) < upTo && Next(lines, path, first, ref before) is { } entry)
            {
                if (entry.Seq > after)
                    yield return entry;
            }
        }

        if (upTo > 0 && (before?.Seq ?? 0) < upTo)
            throw new LedgerException($"{folder}: the ledger ends before entry {upTo}");
    }

    private static LedgerEntry? Next(LineReader lines, string path, long first, ref LedgerHead? before)
    {
        if (!lines.TryRead(out var line, out var whole))
            return null;
        var entry = whole ? LedgerFormat.Parse(line) : null;
        if (entry is null || entry.Hash != LedgerFormat.HashOf(line) || entry.Seq != (before?.Seq + 1 ?? first) || (before is { } known && entry.Prev != known.Hash))
            throw Broken(path, lines.Number);
        before = new LedgerHead(entry.Seq, entry.Hash);
        return entry;
    }

    private static LedgerException Broken(string path, int line) => new($"{path}:{line}: the ledger is broken here (see 'stillhound audit verify')");
}
