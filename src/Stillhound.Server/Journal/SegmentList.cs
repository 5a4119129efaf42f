using System.Globalization;

namespace Stillhound.Server.Journal;

/// <summary>Finds the segments of a folder and checks that nothing is missing between them.</summary>
internal static class SegmentList
{
    /// <summary>Reads the headers of all segments.</summary>
    /// <returns>The segments, oldest first, and the bytes that are missing between them.</returns>
    /// <exception cref="JournalDamagedException">A header is unreadable or bytes are missing, and <paramref name="skipDamage"/> is false.</exception>
    public static (IReadOnlyList<Segment> Segments, long Missing) Read(string folder, bool skipDamage)
    {
        var missing = 0L;
        var segments = new List<Segment>();
        foreach (var path in Directory.GetFiles(folder, "*" + Segment.Extension).Order(StringComparer.Ordinal))
        {
            var segment = Load(path) ?? (skipDamage ? Damaged(path) : throw new JournalDamagedException(path, 0, "these are not the first bytes of a segment"));
            if (segment is null)
                continue;
            if (segment.IsDamaged)
                missing += Math.Max(0, new FileInfo(path).Length - SegmentHeader.Size);
            if (segments is [.., var before])
                missing += Join(before, segment, skipDamage);
            segments.Add(segment);
        }

        return (segments, missing);
    }

    private static Segment? Load(string path)
    {
        var bytes = new byte[SegmentHeader.Size];
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var read = RandomAccess.Read(file, bytes, 0);
        var isWhole = SegmentHeader.TryRead(bytes.AsSpan(0, read), out var header) && Path.GetFileName(path) == Segment.NameOf(header.Base);
        return isWhole ? new Segment(path, header, long.MaxValue) : null;
    }

    /// <summary>A segment of which nothing is known but its name, so that its positions are not given out again.</summary>
    private static Segment? Damaged(string path) =>
        long.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            ? new Segment(path, new SegmentHeader(0, 0, first, 0), long.MaxValue)
            : null;

    /// <summary>Says where a segment ends: where the next begins, if its file reaches that far.</summary>
    private static long Join(Segment before, Segment next, bool skipDamage)
    {
        var end = before.Base + Math.Max(0, new FileInfo(before.Path).Length - SegmentHeader.Size);
        before.End = Math.Min(end, next.Base);
        // A file that reaches further holds a write that failed and was taken back, which a crash undid.
        if (end >= next.Base)
            return 0;
        if (!skipDamage)
        {
            throw new JournalDamagedException(before.Path, before.OffsetOf(before.End), string.Create(CultureInfo.InvariantCulture,
                $"the file ends at position {end}, and {Path.GetFileName(next.Path)} begins at {next.Base}"));
        }

        return next.Base - end;
    }
}
