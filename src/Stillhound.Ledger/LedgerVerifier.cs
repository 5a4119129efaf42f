using System.Globalization;

namespace Stillhound.Ledger;

/// <summary>
/// Checks a ledger from its first byte to its last. It sees every change of what is there. That the end is gone, or that everything from
/// some entry on was written anew with new hashes, it can see only by a head that is known: the one noted beside the segments, or one
/// that was kept where whoever changed the ledger could not reach it.
/// </summary>
public static class LedgerVerifier
{
    private const int Tries = 3;

    /// <summary>Checks a ledger; it may be written to meanwhile.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="expected">A head that is known from elsewhere; null without.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="LedgerException">There is no ledger in the folder.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static LedgerVerdict Verify(string folder, LedgerHead? expected = null, CancellationToken cancellation = default)
    {
        if (!Directory.Exists(folder))
            throw new LedgerException($"{folder}: there is no such folder");
        for (var tries = 1; ; tries++)
        {
            // The head is noted after its entry is durable, so it is read first: the ledger may only have grown since.
            var noted = LedgerFolder.ReadHead(folder);
            var segments = LedgerFolder.Segments(folder);
            if (segments.Count == 0 && noted is null)
                throw new LedgerException($"{folder}: there is no ledger in this folder");
            var walk = new Walk(folder, [.. new[] { expected, noted }.OfType<LedgerHead>().Where(static h => h.Seq > 0)]);
            var found = walk.Run(segments, cancellation);
            // A line that was being written while it was read has its end the next time.
            if (found?.Fault != LedgerFault.Unfinished || tries == Tries)
                return new LedgerVerdict(segments.Count, walk.Head.Seq, walk.Bytes, walk.Head, walk.First, walk.Last, found);
        }
    }

    private sealed class Walk(string folder, IReadOnlyList<LedgerHead> known)
    {
        public LedgerHead Head { get; private set; } = LedgerHead.None;

        public long Bytes { get; private set; }

        public DateTimeOffset? First { get; private set; }

        public DateTimeOffset? Last { get; private set; }

        private long Due => Head.Seq + 1;

        public LedgerBreak? Run(IReadOnlyList<(string Path, long First)> segments, CancellationToken cancellation)
        {
            foreach (var (path, first) in segments)
            {
                var name = Path.GetFileName(path);
                if (first != Due)
                    return Break(LedgerFault.SegmentChain, name, 0, $"segment {name} should begin with entry {Due}; a segment is gone or was renamed");
                using var lines = new LineReader(path);
                while (true)
                {
                    cancellation.ThrowIfCancellationRequested();
                    var start = lines.Offset;
                    if (!lines.TryRead(out var line, out var whole))
                        break;
                    if (Check(line, whole, name, lines.Number) is { } found)
                        return found;
                    Bytes += lines.Offset - start;
                }
            }

            return known.FirstOrDefault(k => k.Seq > Head.Seq) is { Seq: > 0 } later
                ? Break(LedgerFault.Truncated, "", 0, $"the ledger ends at entry {Head.Seq} but entry {later.Seq} was there; its end was cut off")
                : null;
        }

        private LedgerBreak? Check(ReadOnlySpan<byte> line, bool whole, string segment, int number)
        {
            var entry = LedgerFormat.Parse(line);
            if (entry is null && !whole && line.Length < LedgerFormat.LongestLine)
                return Break(LedgerFault.Unfinished, segment, number, $"the line of entry {Due} has no end: a crash broke the write off, or the file was cut");
            if (entry is null || !whole || entry.Hash != LedgerFormat.HashOf(line))
                return Break(LedgerFault.Altered, segment, number, $"entry {Due} was altered");
            if (entry.Seq != Due)
                return OutOfOrder(entry.Seq, segment, number);
            if (entry.Prev != Head.Hash)
                return Break(LedgerFault.Replaced, segment, number, $"entry {Due} does not follow from entry {Head.Seq}; one of them was put there later");
            if (known.Any(k => k.Seq == entry.Seq && k.Hash != entry.Hash))
                return Break(LedgerFault.Rewritten, segment, number, $"entry {Due} is not the one that is known; the ledger was written anew up to here");
            Head = new LedgerHead(entry.Seq, entry.Hash);
            First ??= entry.Time;
            Last = entry.Time;
            return null;
        }

        private LedgerBreak OutOfOrder(long found, string segment, int number)
        {
            if (found > Due && !StandsLater())
                return Break(LedgerFault.Removed, segment, number, $"entry {found} stands where entry {Due} should; what was between is gone");
            return Break(LedgerFault.Reordered, segment, number, $"entry {found} stands where entry {Due} should; entries were moved or put in twice");
        }

        private bool StandsLater()
        {
            foreach (var (path, _) in LedgerFolder.Segments(folder))
            {
                using var lines = new LineReader(path);
                while (lines.TryRead(out var line, out _))
                {
                    if (LedgerFormat.Parse(line)?.Seq == Due)
                        return true;
                }
            }

            return false;
        }

        private LedgerBreak Break(LedgerFault fault, string segment, int line, FormattableString text) =>
            new(fault, Due, segment, line, text.ToString(CultureInfo.InvariantCulture));
    }
}
