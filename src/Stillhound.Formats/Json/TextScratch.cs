using System.Runtime.CompilerServices;

namespace Stillhound.Formats.Json;

/// <summary>Room for the unescaped strings of one record, reused for the next.</summary>
internal sealed class TextScratch
{
    private byte[] _buffer = new byte[16 * 1024];
    private int _used;
    private int _joinedAt;
    private int _joined;

    /// <summary>
    /// Forgets the last record. Unescaping never makes text longer, so room for the record is room for every string of
    /// it, and the buffer does not grow in most records.
    /// </summary>
    public void Reset(int recordLength)
    {
        _used = 0;
        _joined = 0;
        if (_buffer.Length < recordLength)
            _buffer = new byte[(int)Math.Min(Array.MaxLength, (long)recordLength * 2)];
    }

    /// <summary>The text itself: the record's own bytes where they have no escapes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Text(scoped in JsonText text) => text.Escaped ? Unescaped(text.Raw) : text.Raw;

    /// <summary>Room for text that the caller makes; it stays as it is until the room is given back.</summary>
    public Span<byte> Take(int length)
    {
        if (_buffer.Length - _used < length)
            Renew(length);
        var room = _buffer.AsSpan(_used, length);
        _used += length;
        return room;
    }

    /// <summary>How far the room is used, to give back later what is taken from here on.</summary>
    public ScratchMark Mark() => new(_buffer, _used);

    /// <summary>Gives back what was taken since the mark.</summary>
    public void Release(ScratchMark mark)
    {
        _used = ReferenceEquals(_buffer, mark.Buffer) ? mark.Used : 0;
        _joined = 0;
    }

    // Texts of a record inside a record can be more than the record has bytes. Spans into the old buffer keep it alive.
    private void Renew(int length)
    {
        _buffer = new byte[(int)Math.Min(Array.MaxLength, Math.Max((long)_buffer.Length, length) * 2)];
        _used = 0;
        _joined = 0;
    }

    private ReadOnlySpan<byte> Unescaped(ReadOnlySpan<byte> raw)
    {
        if (_buffer.Length - _used < raw.Length)
            Renew(raw.Length);
        var into = _buffer.AsSpan(_used, raw.Length);
        var written = JsonEscape.Unescape(raw, into);
        _used += written;
        return into[..written];
    }

    /// <summary>
    /// Puts two texts together, with a line break between them when they stand apart. The caller joins each text to what was joined before it.
    /// </summary>
    public ReadOnlySpan<byte> Join(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, bool apart = true)
    {
        var gap = apart ? 1 : 0;
        var length = first.Length + gap + second.Length;
        // A list of parts grows the same text: it is written on where it stands, over what came after it.
        var grows = first.Length == _joined && _buffer.AsSpan(_joinedAt, _joined) == first;
        var at = grows ? _joinedAt : _used;
        if (at + length > _buffer.Length)
        {
            Renew(length);
            (at, grows) = (0, false);
        }

        var into = _buffer.AsSpan(at, length);
        // The second text may lie right behind the first, where the line break goes.
        second.CopyTo(into[(first.Length + gap)..]);
        if (apart)
            into[first.Length] = (byte)'\n';
        if (!grows)
            first.CopyTo(into);
        (_joinedAt, _joined, _used) = (at, length, at + length);
        return into;
    }
}

/// <summary>A place in scratch room.</summary>
internal readonly record struct ScratchMark(byte[] Buffer, int Used);
