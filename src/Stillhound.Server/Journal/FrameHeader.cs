using System.Buffers.Binary;

namespace Stillhound.Server.Journal;

/// <summary>
/// The 32 bytes before each payload, little endian: checksum of the header and its own position, payload bytes, kind, items,
/// checksum of the payload, distance to the start of the group, watermark. Because the position is part of the checksum, a frame
/// is valid in its own place alone.
/// </summary>
/// <param name="Length">Bytes of the payload, a multiple of eight.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Items">How many exchanges, facts or events it holds.</param>
/// <param name="PayloadCrc">CRC-32C of the payload.</param>
/// <param name="FromGroup">
/// Bytes from the start of the group that it was written in. Everything before that start had been flushed when this frame was
/// written, which tells damage from a torn write.
/// </param>
/// <param name="Watermark">Milliseconds since the epoch at which it was accepted.</param>
internal readonly record struct FrameHeader(int Length, FrameKind Kind, int Items, uint PayloadCrc, uint FromGroup, long Watermark)
{
    /// <summary>Bytes of a header.</summary>
    public const int Size = 32;

    /// <summary>Most bytes of a payload.</summary>
    public const int MostPayload = 64 << 20;

    /// <summary>Bytes of the whole frame.</summary>
    public long FrameSize => Size + Length;

    /// <summary>Writes it for a position.</summary>
    public void Write(Span<byte> to, long position)
    {
        BinaryPrimitives.WriteInt32LittleEndian(to[4..], Length);
        BinaryPrimitives.WriteInt32LittleEndian(to[8..], (int)Kind);
        BinaryPrimitives.WriteInt32LittleEndian(to[12..], Items);
        BinaryPrimitives.WriteUInt32LittleEndian(to[16..], PayloadCrc);
        BinaryPrimitives.WriteUInt32LittleEndian(to[20..], FromGroup);
        BinaryPrimitives.WriteInt64LittleEndian(to[24..], Watermark);
        BinaryPrimitives.WriteUInt32LittleEndian(to, Crc32C.At(position, to[4..Size]));
    }

    /// <summary>Reads the header that stands at a position; false when there is none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> from, long position, out FrameHeader header)
    {
        header = default;
        var length = BinaryPrimitives.ReadInt32LittleEndian(from[4..]);
        var kind = BinaryPrimitives.ReadInt32LittleEndian(from[8..]);
        if (kind is < (int)FrameKind.Exchanges or > (int)FrameKind.Tick || length is < 0 or > MostPayload || (length & 7) != 0)
            return false;
        if (BinaryPrimitives.ReadUInt32LittleEndian(from) != Crc32C.At(position, from[4..Size]))
            return false;
        header = new FrameHeader(length, (FrameKind)kind, BinaryPrimitives.ReadInt32LittleEndian(from[12..]), BinaryPrimitives.ReadUInt32LittleEndian(from[16..]),
            BinaryPrimitives.ReadUInt32LittleEndian(from[20..]), BinaryPrimitives.ReadInt64LittleEndian(from[24..]));
        return true;
    }
}
