using Microsoft.Win32.SafeHandles;

namespace Stillhound.Server.Journal;

/// <summary>Reads the frames of one segment in order, through a window that grows to the longest frame.</summary>
internal sealed class SegmentCursor : IDisposable
{
    private const int Window = 1 << 20;
    private readonly SafeFileHandle _file;
    private readonly Segment _segment;
    private byte[] _window = GC.AllocateUninitializedArray<byte>(Window);
    private long _windowStart;
    private int _windowLength;
    private int _payloadAt;

    /// <summary>Opens a segment at a position.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public SegmentCursor(Segment segment, long position)
    {
        _segment = segment;
        _file = File.OpenHandle(segment.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        (Position, _windowStart) = (position, position);
    }

    /// <summary>Where the next frame begins.</summary>
    public long Position { get; private set; }

    /// <summary>The header of the frame read last.</summary>
    public FrameHeader Header { get; private set; }

    /// <summary>The payload of the frame read last; valid until the next is read.</summary>
    public ReadOnlySpan<byte> Payload => _window.AsSpan(_payloadAt, Header.Length);

    /// <summary>Position after the last byte of the file.</summary>
    public long FileEnd => _segment.Base + RandomAccess.GetLength(_file) - SegmentHeader.Size;

    /// <summary>Reads the next frame.</summary>
    /// <param name="limit">Position after the last byte that may be read.</param>
    /// <returns>False when no whole frame begins at <see cref="Position"/>.</returns>
    public bool TryRead(long limit)
    {
        if (!Load(Position, FrameHeader.Size, limit) || !FrameHeader.TryRead(At(Position), Position, out var header) || !Load(Position, header.FrameSize, limit))
            return false;
        var payload = At(Position).Slice(FrameHeader.Size, header.Length);
        if (Crc32C.Of(payload) != header.PayloadCrc)
            return false;
        _payloadAt = (int)(Position - _windowStart) + FrameHeader.Size;
        Header = header;
        Position += header.FrameSize;
        return true;
    }

    /// <summary>Goes to the first whole frame at or after a position.</summary>
    /// <returns>False when there is none.</returns>
    public bool SkipToWhole(long from, long limit)
    {
        for (var at = from; Load(at, FrameHeader.Size, limit); at += 8)
        {
            if (!FrameHeader.TryRead(At(at), at, out _))
                continue;
            Position = at;
            if (TryRead(limit))
            {
                Position = at;
                return true;
            }
        }

        return false;
    }

    /// <summary>Goes to a position.</summary>
    public void Restart(long position) => Position = position;

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private ReadOnlySpan<byte> At(long position) => _window.AsSpan((int)(position - _windowStart), (int)(_windowStart + _windowLength - position));

    /// <summary>Brings bytes into the window; false when the file or what may be read of it ends before them.</summary>
    private bool Load(long position, long count, long limit)
    {
        if (position >= _windowStart && position + count <= _windowStart + _windowLength)
            return true;
        if (position + count > limit)
            return false;
        if (count > _window.Length)
            _window = GC.AllocateUninitializedArray<byte>((int)count);
        (_windowStart, _windowLength) = (position, 0);
        var wanted = (int)Math.Min(_window.Length, limit - position);
        while (_windowLength < wanted)
        {
            var read = RandomAccess.Read(_file, _window.AsSpan(_windowLength, wanted - _windowLength), _segment.OffsetOf(position) + _windowLength);
            if (read == 0)
                break;
            _windowLength += read;
        }

        return _windowLength >= count;
    }
}
