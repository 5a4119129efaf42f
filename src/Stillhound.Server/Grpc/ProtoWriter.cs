using System.Buffers.Binary;
using System.Text;

namespace Stillhound.Server.Grpc;

/// <summary>
/// Writes one protobuf message. A message within it is begun and ended; its length is put in place afterwards. Fields that hold
/// their default are written as well where they are asked for.
/// </summary>
internal struct ProtoWriter(int room)
{
    private byte[] _bytes = new byte[Math.Max(16, room)];

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written. The writer is not used afterwards.</summary>
    public readonly ReadOnlyMemory<byte> ToMemory() => _bytes.AsMemory(0, Length);

    /// <summary>A whole number, a truth value or an enumeration.</summary>
    public void Number(int field, ulong value)
    {
        Varint((ulong)field << 3);
        Varint(value);
    }

    /// <summary>A double.</summary>
    public void Real(int field, double value)
    {
        Varint((ulong)field << 3 | 1);
        Room(8);
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.AsSpan(Length), value);
        Length += 8;
    }

    /// <summary>A text.</summary>
    public void Text(int field, string value)
    {
        Varint((ulong)field << 3 | 2);
        var length = Encoding.UTF8.GetByteCount(value);
        Varint((ulong)length);
        Room(length);
        Length += Encoding.UTF8.GetBytes(value, _bytes.AsSpan(Length));
    }

    /// <summary>Bytes, or a message that is encoded already.</summary>
    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint((ulong)field << 3 | 2);
        Varint((ulong)value.Length);
        Raw(value);
    }

    /// <summary>Fields that are encoded already.</summary>
    public void Raw(ReadOnlySpan<byte> fields)
    {
        Room(fields.Length);
        fields.CopyTo(_bytes.AsSpan(Length));
        Length += fields.Length;
    }

    /// <summary>Begins a message as the value of a field; <see cref="End"/> takes what this gives.</summary>
    public int Begin(int field)
    {
        Varint((ulong)field << 3 | 2);
        Room(1);
        return Length++;
    }

    /// <summary>Ends a message that was begun.</summary>
    public void End(int begun)
    {
        var length = Length - begun - 1;
        var extra = 0;
        for (var rest = length >> 7; rest > 0; rest >>= 7)
            extra++;
        if (extra > 0)
        {
            // Most messages are short: one byte was kept for the length, and only longer ones are moved.
            Room(extra);
            _bytes.AsSpan(begun + 1, length).CopyTo(_bytes.AsSpan(begun + 1 + extra));
        }

        var end = Length + extra;
        Length = begun;
        Varint((ulong)length);
        Length = end;
    }

    private void Varint(ulong value)
    {
        Room(10);
        for (; value >= 0x80; value >>= 7)
            _bytes[Length++] = (byte)(value | 0x80);
        _bytes[Length++] = (byte)value;
    }

    private void Room(int bytes)
    {
        if (_bytes.Length - Length < bytes)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + bytes));
    }
}
