namespace Stillhound.Formats.Json;

/// <summary>Room for the unescaped strings of one record, reused for the next.</summary>
internal sealed class TextScratch
{
    private byte[] _buffer = new byte[16 * 1024];
    private int _used;

    /// <summary>
    /// Forgets the last record. Unescaping never makes text longer, so room for the record is room for every string of
    /// it, and the buffer never has to grow while spans point into it.
    /// </summary>
    public void Reset(int recordLength)
    {
        _used = 0;
        if (_buffer.Length < recordLength)
            _buffer = new byte[(int)Math.Min(Array.MaxLength, (long)recordLength * 2)];
    }

    /// <summary>The text itself: the record's own bytes where they have no escapes.</summary>
    public ReadOnlySpan<byte> Text(JsonText text)
    {
        if (!text.Escaped)
            return text.Raw;
        var into = _buffer.AsSpan(_used, text.Raw.Length);
        var written = JsonEscape.Unescape(text.Raw, into);
        _used += written;
        return into[..written];
    }
}
