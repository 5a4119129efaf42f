namespace Stillhound.Server.Journal;

/// <summary>The segments of a journal, and the one that is written. One thread writes; any may ask.</summary>
internal sealed class SegmentFolder : IDisposable
{
    private const string Unfinished = ".new";
    private readonly string _folder;
    private readonly IJournalDisk _disk;
    private readonly TimeProvider _time;
    private readonly Lock _forgetting = new();
    private readonly Lock _listing = new();
    private IJournalFile _active;
    private volatile Segment[] _segments;

    private SegmentFolder(string folder, IJournalDisk disk, TimeProvider time)
    {
        (_folder, _disk, _time) = (folder, disk, time);
        (_segments, _active) = ([], null!);
    }

    /// <summary>What was cut off and passed over when it was opened.</summary>
    public TailScan Opened { get; private set; }

    /// <summary>The segments, oldest first; never empty.</summary>
    public IReadOnlyList<Segment> Segments => _segments;

    /// <summary>Opens the segments of a folder, cuts off what was never finished, and makes sure that the rest is on the disk.</summary>
    /// <exception cref="JournalException">The segments are not what a journal left behind.</exception>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static SegmentFolder Open(string folder, bool skipDamage, IJournalDisk disk, TimeProvider time)
    {
        foreach (var unfinished in Directory.GetFiles(folder, "*" + Unfinished))
            disk.Delete(unfinished);
        var opened = new SegmentFolder(folder, disk, time);
        var (segments, missing) = SegmentList.Read(folder, skipDamage);
        if (segments.Count > 0 && segments[^1] is { IsReadable: true } last)
        {
            opened._segments = [.. segments];
            opened.GoOn(last, TailScan.Of(last, skipDamage), missing);
            return opened;
        }

        // A new journal, or one whose newest segment only another build can add to.
        if (segments is [.., { } foreign])
            foreign.End = foreign.Base + Math.Max(0, new FileInfo(foreign.Path).Length - SegmentHeader.Size);
        opened._segments = [.. segments];
        opened.Opened = new TailScan(segments is [.., { } end] ? end.End : 0, 0, missing);
        opened.Begin(opened.Opened.End);
        return opened;
    }

    /// <summary>Writes at the end of the newest segment.</summary>
    public void Write(ReadOnlySpan<byte> bytes, long position) => _active.Write(bytes, _segments[^1].OffsetOf(position));

    /// <summary>Returns once everything that was written is on the disk.</summary>
    public void Flush() => _active.Flush();

    /// <summary>Takes back what was written after a position.</summary>
    public void Truncate(long position) => _active.Truncate(_segments[^1].OffsetOf(position));

    /// <summary>Begins a new segment; the newest ends here. Everything in that has been flushed.</summary>
    /// <exception cref="IOException">The disk refuses; the newest segment goes on as before.</exception>
    public void Begin(long position)
    {
        var path = Path.Combine(_folder, Segment.NameOf(position));
        var header = new SegmentHeader(SegmentHeader.Current, FingerprintLayout.Id, position, _time.GetUtcNow().ToUnixTimeMilliseconds());
        var file = Make(path, header);
        lock (_listing)
        {
            if (_segments is [.., { } before])
                before.End = position;
            _active?.Dispose();
            _active = file;
            // A segment that another build left empty has the new one's name, and has just been replaced by it.
            _segments = [.. _segments.Where(s => s.Base != position), new Segment(path, header, long.MaxValue)];
        }
    }

    /// <summary>The segment that a position is in; null when it is forgotten.</summary>
    public Segment? Find(long position)
    {
        foreach (var segment in _segments)
        {
            if (position < segment.End)
                return position >= segment.Base ? segment : null;
        }

        return null;
    }

    /// <summary>Deletes the segments that end at or before a position and that <paramref name="wanted"/> is true of, from the oldest to the first that stays.</summary>
    /// <returns>How many were deleted.</returns>
    /// <exception cref="IOException">The disk refuses.</exception>
    public int Forget(long position, Func<Segment, Segment, bool> wanted)
    {
        lock (_forgetting)
        {
            var count = 0;
            while (_segments is [var oldest, var next, ..] && oldest.End <= position && wanted(oldest, next))
            {
                _disk.Delete(oldest.Path);
                Drop(oldest);
                count++;
            }

            if (count > 0)
                _disk.FlushFolder(_folder);
            return count;
        }
    }

    /// <summary>Bytes of all files.</summary>
    /// <param name="end">Position after the last frame.</param>
    public long Bytes(long end) => _segments.Sum(s => SegmentHeader.Size + Math.Min(s.End, end) - s.Base);

    /// <inheritdoc/>
    public void Dispose() => _active?.Dispose();

    // The writer may begin a segment meanwhile.
    private void Drop(Segment segment)
    {
        lock (_listing)
            _segments = [.. _segments.Where(s => s != segment)];
    }

    private IJournalFile Make(string path, SegmentHeader header)
    {
        var unfinished = path + Unfinished;
        var file = _disk.Open(unfinished, isNew: true);
        try
        {
            file.Write(header.ToBytes(), 0);
        }
        catch (IOException)
        {
            Discard(file, unfinished);
            throw;
        }

        try
        {
            file.Flush();
            File.Delete(path);
            _disk.Rename(unfinished, path);
            _disk.FlushFolder(_folder);
            return file;
        }
        catch (IOException e)
        {
            Discard(file, unfinished, path);
            throw new JournalFailedException($"{path}: a new segment could not be made durable: {e.Message}", e);
        }
    }

    private void Discard(IJournalFile file, params ReadOnlySpan<string> paths)
    {
        file.Dispose();
        foreach (var path in paths)
        {
            try
            {
                _disk.Delete(path);
            }
            catch (IOException)
            {
                // What is left is empty: it is deleted, or taken for the newest segment, when the journal is opened.
            }
        }
    }

    private void GoOn(Segment last, TailScan tail, long missing)
    {
        _active = _disk.Open(last.Path, isNew: false);
        if (tail.CutBytes > 0)
            _active.Truncate(last.OffsetOf(tail.End));
        // Whole frames at the end may have been written and not flushed before the crash.
        _active.Flush();
        Opened = tail with { DamagedBytes = tail.DamagedBytes + missing };
    }
}
