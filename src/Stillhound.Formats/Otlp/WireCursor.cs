using System.Buffers.Binary;

namespace Stillhound.Formats.Otlp;

/// <summary>
/// A forward reader over one protobuf message. It copies nothing and says no by a result: generated messages would make an
/// object of every attribute, and <c>CodedInputStream</c> a string of every text.
/// </summary>
internal ref struct WireCursor(ReadOnlySpan<byte> message)
{
    private readonly ReadOnlySpan<byte> _message = message;
    private int _at;

    /// <summary>Whether the bytes turned out not to be a message. Nothing more can be read then.</summary>
    public bool Failed { get; private set; }

    /// <summary>Where the next byte is read, or where reading failed.</summary>
    public readonly int Position => _at;

    /// <summary>Number of the current field.</summary>
    public int Field { get; private set; }

    /// <summary>How the current field is written.</summary>
    public WireType Type { get; private set; }

    /// <summary>Value of a field of a fixed or variable number; the bits of a double where it is one.</summary>
    public ulong Number { get; private set; }

    /// <summary>Bytes of a text, of bytes or of a message inside this one.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Reads the next field with its value.</summary>
    /// <returns>False at the end, or on failure.</returns>
    public bool Next()
    {
        if (Failed || _at == _message.Length)
            return false;
        if (!TryVarint(out var tag) || tag >> 3 is 0 or > 0x1FFFFFFF)
            return Fail();
        Field = (int)(tag >> 3);
        Type = (WireType)(tag & 7);
        Bytes = default;
        Number = 0;
        switch (Type)
        {
            case WireType.Varint:
                if (!TryVarint(out var number))
                    return Fail();
                Number = number;
                return true;
            case WireType.Fixed64 when _message.Length - _at >= 8:
                Number = BinaryPrimitives.ReadUInt64LittleEndian(_message[_at..]);
                _at += 8;
                return true;
            case WireType.Fixed32 when _message.Length - _at >= 4:
                Number = BinaryPrimitives.ReadUInt32LittleEndian(_message[_at..]);
                _at += 4;
                return true;
            case WireType.Bytes when TryVarint(out var length) && length <= (ulong)(_message.Length - _at):
                Bytes = _message.Slice(_at, (int)length);
                _at += (int)length;
                return true;
            default:
                return Fail();
        }
    }

    private bool TryVarint(out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (_at == _message.Length)
                return false;
            var b = _message[_at++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
                return true;
        }

        return false;
    }

    private bool Fail()
    {
        Failed = true;
        return false;
    }
}

/// <summary>Ways in which protobuf writes a field. Groups are not read.</summary>
internal enum WireType : byte
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}
