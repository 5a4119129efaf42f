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
    /// it, and the buffer never has to grow while spans point into it.
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

    private ReadOnlySpan<byte> Unescaped(ReadOnlySpan<byte> raw)
    {
        var into = _buffer.AsSpan(_used, raw.Length);
        var written = JsonEscape.Unescape(raw, into);
        _used += written;
        return into[..written];
    }

    /// <summary>
    /// Puts two texts together with a line break between them. The caller has reset for twice the record, and joins
    /// each text to what was joined before it.
    /// </summary>
    public ReadOnlySpan<byte> Join(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var length = first.Length + 1 + second.Length;
        // A list of parts grows the same text: it is written on where it stands, over what came after it.
        var grows = first.Length == _joined && _buffer.AsSpan(_joinedAt, _joined) == first;
        var at = grows ? _joinedAt : _used;
        if (at + length > _buffer.Length)
            return first;
        var into = _buffer.AsSpan(at, length);
        // The second text may lie right behind the first, where the line break goes.
        second.CopyTo(into[(first.Length + 1)..]);
        into[first.Length] = (byte)'\n';
        if (!grows)
            first.CopyTo(into);
        (_joinedAt, _joined, _used) = (at, length, at + length);
        return into;
    }
}
