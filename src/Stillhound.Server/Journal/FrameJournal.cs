using System.Globalization;

namespace Stillhound.Server.Journal;

/// <summary>
/// The fsynced journal of everything that the detector takes: queue, recovery log and source of replays in one. A position is a
/// number of bytes since the journal's very first frame and stays the same for ever. Any thread may append, read and ask.
/// </summary>
internal sealed class FrameJournal : IJournalFrames, IDisposable
{
    private const string LockName = "journal.lock";
    private readonly JournalOptions _options;
    private readonly SegmentFolder _segments;
    private readonly FileStream _lock;
    private readonly TimeProvider _time;
    private readonly GroupWriter _writer;
    private byte[] _staging = new byte[1 << 16];
    private TaskCompletionSource? _advance;
    private volatile JournalException? _trouble;
    private long _durable;
    private long _flushes;
    private volatile bool _closed;
    private volatile bool _rotate;

    private FrameJournal(string folder, JournalOptions options, FileStream @lock, SegmentFolder segments, TimeProvider time)
    {
        (Folder, _options, _lock, _segments, _time) = (folder, options, @lock, segments, time);
        _durable = segments.Opened.End;
        _writer = new GroupWriter(Commit, options.GroupWait, time);
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>Bytes that were cut off the end when it was opened, because they were no whole frame; none of them had been acknowledged unless the disk altered them.</summary>
    public long CutBytes => _segments.Opened.CutBytes;

    /// <summary>Acknowledged bytes that were found missing or damaged when it was opened; more than 0 only where damage is skipped.</summary>
    public long DamagedBytes => _segments.Opened.DamagedBytes;

    /// <summary>Position after the last durable frame.</summary>
    public long DurablePosition => Volatile.Read(ref _durable);

    /// <summary>Position of the oldest frame that is kept.</summary>
    public long OldestPosition => _segments.Segments[0].Base;

    /// <summary>When the oldest segment was begun.</summary>
    public DateTimeOffset OldestTime => _segments.Segments[0].Created;

    /// <summary>Bytes of all segments.</summary>
    public long BytesOnDisk => _segments.Bytes(DurablePosition);

    /// <summary>Bytes that wait to be written.</summary>
    public long WaitingBytes => _writer.WaitingBytes;

    /// <summary>Flushes since it was opened.</summary>
    public long Flushes => Volatile.Read(ref _flushes);

    /// <summary>Why appends fail at present; null while they do not. A <see cref="JournalFailedException"/> stays until the journal is opened anew.</summary>
    public JournalException? Trouble => _trouble;

    /// <summary>Told of every frame that has become durable and of the position after it, in the journal's order, before its append ends. Must be quick and must not throw. Set before the first append.</summary>
    public Action<JournalFrame, long>? Became { get; set; }

    /// <summary>Opens the journal of a folder, or makes it.</summary>
    /// <exception cref="JournalInUseException">Another process has it open.</exception>
    /// <exception cref="JournalDamagedException">Acknowledged frames are damaged and the options do not skip them.</exception>
    /// <exception cref="JournalException">The folder cannot be read or written.</exception>
    public static FrameJournal Open(string folder, JournalOptions options, TimeProvider time, IJournalDisk? disk = null)
    {
        FileStream? taken = null;
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            taken = Take(folder);
            return new FrameJournal(folder, options, taken, SegmentFolder.Open(folder, options.SkipDamage, disk ?? new LocalDisk(), time), time);
        }
        catch (Exception e)
        {
            taken?.Dispose();
            if (e is IOException or UnauthorizedAccessException)
                throw new JournalException($"{folder}: the journal cannot be opened: {e.Message}", e);
            throw;
        }
    }

    /// <summary>Appends a frame.</summary>
    /// <param name="frame">The frame; it must not be touched until the append is over.</param>
    /// <returns>The position after it, once it is durable. Not to be awaited twice.</returns>
    /// <exception cref="JournalFullException">It was not written; try again later.</exception>
    /// <exception cref="JournalFailedException">Nobody knows whether it was written; the journal takes nothing more.</exception>
    /// <exception cref="ObjectDisposedException">The journal is closed.</exception>
    public ValueTask<long> AppendAsync(JournalFrame frame)
    {
        var result = frame.Begin();
        try
        {
            _writer.Add(frame);
        }
        catch (ObjectDisposedException e)
        {
            frame.Fail(e);
        }

        return result;
    }

    /// <summary>Reads from a position, which must be one that an append returned or where a frame begins.</summary>
    /// <exception cref="JournalException">The position is not, or no longer, in the journal.</exception>
    public JournalReader ReadFrom(long position)
    {
        if (position < OldestPosition)
            throw new JournalException(string.Create(CultureInfo.InvariantCulture, $"{Folder}: position {position} is forgotten; the oldest is {OldestPosition}"));
        if (position > DurablePosition)
        {
            throw new JournalException(string.Create(CultureInfo.InvariantCulture,
                $"{Folder}: position {position} is after the journal's end {DurablePosition}: the journal is not the one that the position came from, or its end was lost"));
        }

        return new JournalReader(this, position, _options.SkipDamage);
    }

    /// <summary>Has the next group of frames begin a new segment, so that what was written by now can be forgotten apart from it.</summary>
    public void Rotate() => _rotate = true;

    /// <summary>Forgets the segments that hold nothing from a position on.</summary>
    /// <returns>How many were deleted.</returns>
    public int ForgetBefore(long position) => _segments.Forget(position, static (_, _) => true);

    /// <summary>Forgets the segments that are older, or that take more room, than the options say, and that nothing needs.</summary>
    /// <param name="needed">The first position that something still needs, such as that of the oldest checkpoint.</param>
    /// <returns>How many were deleted.</returns>
    public int ForgetOld(long needed)
    {
        var since = _time.GetUtcNow() - _options.KeepFor;
        return _segments.Forget(needed, (oldest, next) => next.Created < since || BytesOnDisk > _options.KeepBytes);
    }

    /// <summary>Makes what waits durable, and closes the journal. Readers can still read to its end.</summary>
    public void Dispose()
    {
        _writer.Dispose();
        _closed = true;
        Interlocked.Exchange(ref _advance, null)?.TrySetResult();
        _segments.Dispose();
        _lock.Dispose();
    }

    /// <inheritdoc/>
    IReadOnlyList<Segment> IJournalFrames.Segments => _segments.Segments;

    /// <inheritdoc/>
    Segment? IJournalFrames.Find(long position) => _segments.Find(position);

    /// <inheritdoc/>
    public async ValueTask<bool> WaitAsync(long position, CancellationToken cancellation)
    {
        while (DurablePosition <= position)
        {
            var own = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var shared = Interlocked.CompareExchange(ref _advance, own, null) ?? own;
            if (DurablePosition > position)
                break;
            if (_closed)
                return false;
            await shared.Task.WaitAsync(cancellation);
        }

        return true;
    }

    private static FileStream Take(string folder)
    {
        var path = Path.Combine(folder, LockName);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new JournalInUseException($"{folder}: another process has this journal open; one folder serves one process", e);
        }
    }

    private void Commit(ReadOnlySpan<JournalFrame> group)
    {
        try
        {
            if (_trouble is JournalFailedException failed)
                throw failed;
            Write(group, _durable);
            Flush();
        }
        catch (JournalException e)
        {
            _trouble = e;
            foreach (var frame in group)
                frame.Fail(e);
            return;
        }

        _trouble = null;
        Acknowledge(group);
    }

    private void Write(ReadOnlySpan<JournalFrame> group, long start)
    {
        var length = Stage(group, start);
        try
        {
            var active = _segments.Segments[^1];
            if (start > active.Base && (_rotate || start - active.Base + length > _options.SegmentBytes))
                _segments.Begin(start);
            _rotate = false;
            _segments.Write(_staging.AsSpan(0, length), start);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TakeBack(start, e);
            throw new JournalFullException($"{Folder}: the journal could not be written, and has nothing of it: {e.Message}", e);
        }
    }

    private int Stage(ReadOnlySpan<JournalFrame> group, long start)
    {
        var length = 0;
        foreach (var frame in group)
            length += frame.Size;
        if (_staging.Length < length)
            _staging = GC.AllocateUninitializedArray<byte>(Math.Max(length, Math.Min(2 * _staging.Length, GroupWriter.MostBytes)));
        var at = 0;
        foreach (var frame in group)
        {
            frame.CopyTo(_staging.AsSpan(at), start + at, (uint)at);
            at += frame.Size;
        }

        return length;
    }

    private void Flush()
    {
        try
        {
            _segments.Flush();
            _flushes++;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // After a failed flush the system forgets what it could not write, and a second flush would succeed and prove nothing.
            // What was never acknowledged is taken back, so that nothing is found later that may not be on the disk.
            TakeBack(_durable, e);
            throw new JournalFailedException($"{Folder}: a flush failed: {e.Message}. Nothing more is taken; look at the disk, then start again: what was acknowledged is read back and checked", e);
        }
    }

    private void TakeBack(long start, Exception cause)
    {
        try
        {
            _segments.Truncate(start);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalFailedException($"{Folder}: the journal could not be written ({cause.Message}), and what was written could not be taken back: {e.Message}", cause);
        }
    }

    private void Acknowledge(ReadOnlySpan<JournalFrame> group)
    {
        var start = _durable;
        var end = start;
        foreach (var frame in group)
            end += frame.Size;
        var at = start;
        Volatile.Write(ref _durable, end);
        foreach (var frame in group)
        {
            at += frame.Size;
            Became?.Invoke(frame, at);
        }

        Interlocked.Exchange(ref _advance, null)?.TrySetResult();
        at = start;
        foreach (var frame in group)
        {
            // Once it is told, its owner may fill it anew.
            at += frame.Size;
            frame.Complete(at);
        }
    }
}
