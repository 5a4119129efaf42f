using System.Buffers.Text;

namespace Stillhound.Formats.Otlp;

/// <summary>
/// Room in which structured values are written as plain JSON, so that one reader of messages serves them and JSON that came
/// as text. Spans stay valid until the room is given back.
/// </summary>
internal sealed class PlainJson
{
    private byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _used;

    /// <summary>Begins a value.</summary>
    public void Begin() => _start = _used;

    /// <summary>The value since <see cref="Begin"/>.</summary>
    public ReadOnlySpan<byte> End() => _buffer.AsSpan(_start, _used - _start);

    /// <summary>Forgets the value since <see cref="Begin"/>.</summary>
    public void Drop() => _used = _start;

    /// <summary>How far the room is used.</summary>
    public (byte[] Buffer, int Used) Mark() => (_buffer, _used);

    /// <summary>Gives back what was written since the mark.</summary>
    public void Release((byte[] Buffer, int Used) mark) => _used = ReferenceEquals(mark.Buffer, _buffer) ? mark.Used : 0;

    public void Add(byte b)
    {
        Room(1)[0] = b;
        _used++;
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _used += bytes.Length;
    }

    public void Add(long number)
    {
        Utf8Formatter.TryFormat(number, Room(20), out var written);
        _used += written;
    }

    public void Add(double number)
    {
        if (!double.IsFinite(number))
        {
            Add("null"u8);
            return;
        }

        number.TryFormat(Room(32), out var written, "R", System.Globalization.CultureInfo.InvariantCulture);
        _used += written;
    }

    /// <summary>Adds a text with its quotes, escaped.</summary>
    public void AddText(ReadOnlySpan<byte> text)
    {
        Add((byte)'"');
        while (!text.IsEmpty)
        {
            var plain = Json.StringScan.Find(text, 0);
            Add(text[..plain]);
            text = text[plain..];
            if (text.IsEmpty)
                break;
            AddEscaped(text[0]);
            text = text[1..];
        }

        Add((byte)'"');
    }

    private void AddEscaped(byte b)
    {
        if (b is (byte)'"' or (byte)'\\')
        {
            Add((byte)'\\');
            Add(b);
            return;
        }

        var room = Room(6);
        "\\u00"u8.CopyTo(room);
        room[4] = (byte)"0123456789abcdef"[b >> 4];
        room[5] = (byte)"0123456789abcdef"[b & 15];
        _used += 6;
    }

    private Span<byte> Room(int length)
    {
        if (_buffer.Length - _used < length)
        {
            // Spans into the old buffer keep it alive; only the value being written moves.
            var larger = new byte[Math.Max(_buffer.Length, length + (_used - _start)) * 2];
            _buffer.AsSpan(_start, _used - _start).CopyTo(larger);
            _used -= _start;
            _start = 0;
            _buffer = larger;
        }

        return _buffer.AsSpan(_used);
    }
}
