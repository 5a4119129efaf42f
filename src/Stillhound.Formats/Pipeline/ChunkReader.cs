using Stillhound.Formats.Framing;
using Stillhound.Formats.Inputs;
using Stillhound.Formats.Records;
using Stillhound.Formats.Rejects;

namespace Stillhound.Formats.Pipeline;

/// <summary>
/// Cuts one input into chunks of whole records. Where the cuts fall depends only on the bytes and the sizes given, never
/// on timing. Used by one thread at a time.
/// </summary>
internal sealed class ChunkReader(ByteSource source, IFraming framing, int chunkBytes, int maxRecordBytes) : IDisposable
{
    private byte[] _carry = [];
    private int _carried;
    private long _offset;
    private bool _first = true;
    private bool _started;
    private bool _ended;

    /// <summary>Bytes taken from the disk or pipe.</summary>
    public long StoredBytesRead => source.StoredBytesRead;

    /// <summary>Reads the next chunk into the start of <paramref name="buffer"/>, which may be replaced by a larger one.</summary>
    /// <returns>False at the end of the input.</returns>
    public bool Read(ref byte[] buffer, out Chunk chunk)
    {
        chunk = default;
        var read = !_ended && ReadChunk(ref buffer, out chunk);
        chunk = chunk with { IsFirst = _first };
        _first = false;
        return read;
    }

    public void Dispose() => source.Dispose();

    private bool ReadChunk(ref byte[] buffer, out Chunk chunk)
    {
        var target = Math.Max(chunkBytes, _carried);
        Grow(ref buffer, target, 0);
        _carry.AsSpan(0, _carried).CopyTo(buffer);
        var filled = _carried;
        _carried = 0;
        while (true)
        {
            filled += source.ReadFull(buffer.AsSpan(filled, target - filled));
            if (!_started)
                filled = SkipByteOrderMark(buffer, filled);
            if (filled < target)
                return Last(buffer.AsSpan(0, filled), out chunk);
            var cut = framing.Cut(buffer.AsSpan(0, filled));
            if (cut > 0)
            {
                Carry(buffer.AsSpan(cut, filled - cut));
                chunk = new Chunk(_offset, cut);
                _offset += cut;
                return true;
            }

            if (filled > maxRecordBytes)
                return SkipRecord(buffer, filled, out chunk);
            target = (int)Math.Min((long)target * 2, (long)maxRecordBytes + 1);
            target = Math.Max(target, filled + 1);
            Grow(ref buffer, target, filled);
        }
    }

    private int SkipByteOrderMark(byte[] buffer, int filled)
    {
        _started = true;
        if (filled < 3 || buffer[0] != 0xEF || buffer[1] != 0xBB || buffer[2] != 0xBF)
            return filled;
        buffer.AsSpan(3, filled - 3).CopyTo(buffer);
        _offset = 3;
        // Filled up again, so that the mark does not look like the end of the input.
        return filled - 3 + source.ReadFull(buffer.AsSpan(filled - 3, 3));
    }

    private bool Last(ReadOnlySpan<byte> bytes, out Chunk chunk)
    {
        _ended = true;
        var length = bytes.Length;
        var reason = source.EndReason;
        if (reason != RejectReason.None)
        {
            length = framing.Cut(bytes);
            chunk = new Chunk(_offset, length) { Broken = reason, BrokenAt = _offset + length, BrokenExcerpt = Excerpt(bytes[length..]) };
            return true;
        }

        chunk = new Chunk(_offset, length);
        return length > 0;
    }

    // A record over the limit is never held whole: its rest is read over its start.
    private bool SkipRecord(byte[] buffer, int filled, out Chunk chunk)
    {
        chunk = new Chunk(_offset, 0) { Broken = RejectReason.TooLong, BrokenAt = _offset, BrokenExcerpt = Excerpt(buffer.AsSpan(0, filled)) };
        var state = default(SkipState);
        var lines = 0;
        while (filled > 0)
        {
            var end = framing.SkipRecord(buffer.AsSpan(0, filled), ref state);
            var skipped = end < 0 ? filled : end;
            lines += buffer.AsSpan(0, skipped).Count((byte)'\n');
            _offset += skipped;
            if (end >= 0)
            {
                Carry(buffer.AsSpan(end, filled - end));
                chunk = chunk with { BrokenBytes = _offset - chunk.Offset, BrokenLines = lines };
                return true;
            }

            filled = source.ReadFull(buffer);
        }

        _ended = true;
        chunk = chunk with { BrokenBytes = _offset - chunk.Offset, BrokenLines = lines };
        return true;
    }

    private void Carry(ReadOnlySpan<byte> rest)
    {
        if (_carry.Length < rest.Length)
            _carry = new byte[rest.Length];
        rest.CopyTo(_carry);
        _carried = rest.Length;
    }

    private static byte[] Excerpt(ReadOnlySpan<byte> bytes) => bytes[..Math.Min(bytes.Length, Reject.MaxExcerpt)].ToArray();

    private static void Grow(ref byte[] buffer, int length, int keep)
    {
        if (buffer.Length >= length)
            return;
        var larger = GC.AllocateUninitializedArray<byte>(length);
        buffer.AsSpan(0, keep).CopyTo(larger);
        buffer = larger;
    }
}
