using System.Globalization;

namespace Stillhound.Server.Journal;

/// <summary>One file of the journal.</summary>
/// <param name="path">The file.</param>
/// <param name="header">Its first bytes.</param>
/// <param name="end">Position after its last frame; <see cref="long.MaxValue"/> while it is written.</param>
internal sealed class Segment(string path, SegmentHeader header, long end)
{
    /// <summary>What the names of segments end with.</summary>
    public const string Extension = ".journal";

    private long _end = end;

    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>Its first bytes.</summary>
    public SegmentHeader Header { get; } = header;

    /// <summary>Position of its first frame.</summary>
    public long Base => Header.Base;

    /// <summary>Position after its last frame; <see cref="long.MaxValue"/> while it is written.</summary>
    public long End
    {
        get => Volatile.Read(ref _end);
        set => Volatile.Write(ref _end, value);
    }

    /// <summary>When it was begun.</summary>
    public DateTimeOffset Created => DateTimeOffset.FromUnixTimeMilliseconds(Header.Created);

    /// <summary>Where a position stands in the file.</summary>
    public long OffsetOf(long position) => SegmentHeader.Size + (position - Base);

    /// <summary>Whether this build can read its fingerprints.</summary>
    public bool IsReadable => Header is { Version: SegmentHeader.Current } && Header.Layout == FingerprintLayout.Id;

    /// <summary>Whether not even its first bytes can be read; known of segments that are skipped only.</summary>
    public bool IsDamaged => Header.Version == 0;

    /// <summary>The error of who wants to read it all the same.</summary>
    public JournalLayoutException Unreadable() => new(string.Create(CultureInfo.InvariantCulture,
        $"{Path}: written by another build (format {Header.Version}, fingerprints {Header.Layout:x16}; this build reads format {SegmentHeader.Current}, fingerprints {FingerprintLayout.Id:x16}). Read it with the build that wrote it, or begin after it"));

    /// <summary>The name of the segment that begins at a position.</summary>
    public static string NameOf(long first) => first.ToString("D20", CultureInfo.InvariantCulture) + Extension;
}
