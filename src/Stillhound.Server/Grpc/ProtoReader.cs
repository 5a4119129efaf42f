namespace Stillhound.Server.Grpc;

/// <summary>
/// Walks over the fields of one protobuf message without copying: call <see cref="Next"/> until it answers false, then look at
/// <see cref="IsBroken"/>. Unknown fields are walked over like any other; groups, which no message here has, count as broken.
/// </summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>Number of the field at hand.</summary>
    public int Field { get; private set; }

    /// <summary>Whether its value is bytes: a text, bytes or a message.</summary>
    public bool IsBytes { get; private set; }

    /// <summary>Its value where it is bytes; else empty.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Its value where it is a number; else 0.</summary>
    public ulong Number { get; private set; }

    /// <summary>Whether the message ended in the midst of a field or cannot be a message.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Goes to the next field; false at the end.</summary>
    public bool Next()
    {
        if (_rest.IsEmpty || IsBroken)
            return false;
        Bytes = default;
        Number = 0;
        IsBytes = false;
        if (!Varint(out var tag) || tag >> 3 is 0 or > int.MaxValue)
            return Break();
        Field = (int)(tag >> 3);
        return (tag & 7) switch
        {
            0 => Varint(out var number) ? Take(number) : Break(),
            1 => Fixed(8),
            2 => Varint(out var length) && length <= (ulong)_rest.Length ? Take((int)length) : Break(),
            5 => Fixed(4),
            _ => Break(),
        };
    }

    private bool Take(ulong number)
    {
        Number = number;
        return true;
    }

    private bool Take(int length)
    {
        Bytes = _rest[..length];
        IsBytes = true;
        _rest = _rest[length..];
        return true;
    }

    private bool Fixed(int size)
    {
        if (_rest.Length < size)
            return Break();
        Number = size == 8
            ? System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(_rest)
            : System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(_rest);
        _rest = _rest[size..];
        return true;
    }

    private bool Varint(out ulong value)
    {
        value = 0;
        for (var i = 0; i < _rest.Length && i < 10; i++)
        {
            value |= (ulong)(_rest[i] & 0x7F) << (7 * i);
            if (_rest[i] < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return true;
            }
        }

        return false;
    }

    private bool Break()
    {
        IsBroken = true;
        return false;
    }
}
