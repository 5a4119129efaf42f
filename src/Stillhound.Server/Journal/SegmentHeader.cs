using System.Buffers.Binary;

namespace Stillhound.Server.Journal;

/// <summary>The first 64 bytes of a segment: magic, version, checksum, layout of fingerprints, first position, time of its beginning.</summary>
/// <param name="Version">Version of the file's format.</param>
/// <param name="Layout"><see cref="FingerprintLayout.Id"/> of the build that wrote it.</param>
/// <param name="Base">Position of its first frame.</param>
/// <param name="Created">When it was begun, milliseconds since the epoch.</param>
internal readonly record struct SegmentHeader(int Version, ulong Layout, long Base, long Created)
{
    /// <summary>Bytes of a header.</summary>
    public const int Size = 64;

    /// <summary>The version that this build writes and reads.</summary>
    public const int Current = 1;

    private static ReadOnlySpan<byte> Magic => "SHJOURNL"u8;

    /// <summary>Writes it.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), Version);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(16), Layout);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), Base);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(32), Created);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), Crc32C.At(Version, bytes.AsSpan(16)));
        return bytes;
    }

    /// <summary>Reads it; false when these are not the first bytes of a segment.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out SegmentHeader header)
    {
        header = default;
        if (bytes.Length < Size || !bytes.StartsWith(Magic))
            return false;
        var version = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]) != Crc32C.At(version, bytes[16..Size]))
            return false;
        header = new SegmentHeader(version, BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]));
        return true;
    }
}
