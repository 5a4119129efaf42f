using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Stillhound.Ledger;

/// <summary>
/// Finds entries of a ledger from its end back, without an index and without reading what is not asked for: numbers rise by one, so a place
/// is found by halving a segment. It sees what stands there, not whether all of it is whole; <see cref="LedgerVerifier"/> tells that.
/// Thread safe; the ledger may be written to meanwhile.
/// </summary>
/// <param name="folder">The ledger's folder.</param>
/// <param name="time">Runs while it looks.</param>
public sealed class LedgerLookup(string folder, TimeProvider time)
{
    private const long Near = 1 << 16;
    private const int Probe = 1 << 14;

    /// <summary>One entry; null when there is none of that number.</summary>
    /// <param name="seq">Its number.</param>
    /// <param name="head">Number of the newest entry that counts.</param>
    /// <exception cref="LedgerException">What stands there is not what was written.</exception>
    /// <exception cref="IOException">The ledger cannot be read.</exception>
    public LedgerEntry? Find(long seq, long head)
    {
        if (seq < 1 || seq > head || SegmentOf(seq) is not { } path)
            return null;
        using var lines = new LineReader(path, LineBefore(path, seq));
        while (lines.TryRead(out var line, out var whole))
        {
            if (!whole || !LedgerFormat.TryReadEnd(line, out var found, out _, out _) || found > seq)
                break;
            if (found == seq)
                return Whole(line) ?? throw Broken(path, seq);
        }

        throw Broken(path, seq);
    }

    /// <summary>Looks for entries, from the newest back.</summary>
    /// <param name="query">Which.</param>
    /// <param name="head">Number of the newest entry that counts.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="LedgerException">A line has no end.</exception>
    /// <exception cref="IOException">The ledger cannot be read.</exception>
    public LedgerFound Search(LedgerQuery query, long head, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var matches = new LineMatch(query);
        var (entries, broken) = (new List<LedgerEntry>(), new List<long>());
        var begun = time.GetTimestamp();
        var due = Math.Min(head, (query.Before ?? long.MaxValue) - 1);
        var reached = Math.Max(0, due + 1);
        foreach (var (path, first) in LedgerFolder.Segments(folder).Reverse())
        {
            if (first > due)
                continue;
            using var lines = new BackwardLines(path, due < head ? LineBefore(path, due + 1) : null);
            for (var looked = 0; lines.TryRead(out var line); looked++)
            {
                cancellation.ThrowIfCancellationRequested();
                if (!LedgerFormat.TryReadEnd(line, out var seq, out var stamp, out var type) || seq > due)
                {
                    // After its durable end a segment may hold what is just being written.
                    if (seq <= due)
                        broken.Add(reached - 1);
                    continue;
                }

                reached = seq;
                if (matches.Is(line, stamp, type))
                {
                    if (Whole(line) is { } entry)
                        entries.Add(entry);
                    else
                        broken.Add(seq);
                }

                if (entries.Count + broken.Count >= query.Most || (looked % 256 == 255 && time.GetElapsedTime(begun) > query.Within))
                    return new LedgerFound(entries, broken, reached);
            }

            due = first - 1;
        }

        return new LedgerFound(entries, broken, head == 0 ? 0 : 1);
    }

    private static LedgerEntry? Whole(ReadOnlySpan<byte> line) => LedgerFormat.Parse(line) is { } entry && entry.Hash == LedgerFormat.HashOf(line) ? entry : null;

    private static LedgerException Broken(string path, long seq) => new($"{path}: entry {seq} is not there or not what was written (see 'stillhound audit verify')");

    /// <summary>Begin of a line at or before the one of a number, near it; where there is none of that number, near where it would be.</summary>
    private static long LineBefore(string path, long seq)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var (low, high) = (0L, RandomAccess.GetLength(file));
        while (high - low > Near)
        {
            var middle = (low + high) / 2;
            if ((NearLine(file, middle, high) ?? LineFrom(path, middle, high)) is not var (start, found) || found > seq)
                high = middle;
            else
                low = start;
        }

        // From there line by line: the begin of the very line, so that who reads backwards begins before it.
        using var lines = new LineReader(path, low);
        var at = low;
        while (lines.TryRead(out var line, out var whole) && whole && LedgerFormat.TryReadEnd(line, out var number, out _, out _) && number < seq)
            at = lines.Offset;
        return at;
    }

    /// <summary>The same as <see cref="LineFrom"/> where it stands near; null where it does not.</summary>
    private static (long Start, long Seq)? NearLine(SafeFileHandle file, long place, long before)
    {
        var bytes = new byte[Probe];
        var held = bytes.AsSpan(0, RandomAccess.Read(file, bytes, place));
        var start = held.IndexOf((byte)'\n') + 1;
        var length = held[start..].IndexOf((byte)'\n');
        return start > 0 && length > 0 && place + start < before && LedgerFormat.TryReadEnd(held.Slice(start, length), out var seq, out _, out _) ? (place + start, seq) : null;
    }

    /// <summary>The first whole line that begins after a place and before another.</summary>
    private static (long Start, long Seq)? LineFrom(string path, long place, long before)
    {
        using var lines = new LineReader(path, place);
        if (!lines.TryRead(out _, out var ended) || !ended)
            return null;
        var start = lines.Offset;
        return start < before && lines.TryRead(out var line, out var whole) && whole && LedgerFormat.TryReadEnd(line, out var seq, out _, out _) ? (start, seq) : null;
    }

    private string? SegmentOf(long seq) => LedgerFolder.Segments(folder).LastOrDefault(s => s.First <= seq).Path;

    /// <summary>Whether a line is looked for.</summary>
    private sealed class LineMatch(LedgerQuery query)
    {
        private readonly byte[]? _type = query.Type is { Length: > 0 } type ? Encoding.UTF8.GetBytes(type) : null;
        private readonly byte[]? _from = query.From is { } from ? LedgerFormat.StampOf(from) : null;
        private readonly byte[]? _until = query.Until is { } until ? LedgerFormat.StampOf(until) : null;

        public bool Is(ReadOnlySpan<byte> line, ReadOnlySpan<byte> stamp, ReadOnlySpan<byte> type)
        {
            if (_from is not null && stamp.SequenceCompareTo(_from) < 0)
                return false;
            if (_until is not null && stamp.SequenceCompareTo(_until) >= 0)
                return false;
            if (_type is not null && !(_type[^1] == (byte)'.' ? type.StartsWith(_type) : type.SequenceEqual(_type)))
                return false;
            foreach (var group in query.Holds)
            {
                if (!HoldsOne(line, group))
                    return false;
            }

            return true;
        }

        private static bool HoldsOne(ReadOnlySpan<byte> line, IReadOnlyList<ReadOnlyMemory<byte>> group)
        {
            foreach (var text in group)
            {
                if (line.IndexOf(text.Span) >= 0)
                    return true;
            }

            return false;
        }
    }
}
