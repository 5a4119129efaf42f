using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Stillhound.Server.Journal;

/// <summary>Writes and reads remembered identities, for a checkpoint: magic and version, position, number, checksum, identities oldest first; little endian.</summary>
internal static class RecentIdsFile
{
    private const int Head = 32;
    // One write of this many identities at once.
    private const int Stretch = 8192;

    private static ReadOnlySpan<byte> Magic => "SHRECID1"u8;

    /// <summary>Writes them.</summary>
    /// <param name="to">The stream.</param>
    /// <param name="identities">The identities, oldest first.</param>
    /// <param name="position">The journal's position that they stand for.</param>
    public static void Save(Stream to, ReadOnlySpan<ulong> identities, long position)
    {
        Span<byte> head = stackalloc byte[Head];
        var bytes = MemoryMarshal.AsBytes(identities);
        Magic.CopyTo(head);
        BinaryPrimitives.WriteInt64LittleEndian(head[8..], position);
        BinaryPrimitives.WriteInt64LittleEndian(head[16..], identities.Length);
        BinaryPrimitives.WriteInt64LittleEndian(head[24..], Crc32C.At(position, bytes));
        to.Write(head);
        to.Write(bytes);
    }

    /// <summary>Reads them.</summary>
    /// <param name="from">The stream.</param>
    /// <param name="most">How many to remember; of more, the newest are kept.</param>
    /// <exception cref="InvalidDataException">The stream holds something else, or was altered.</exception>
    public static RecentIds Load(Stream from, int most)
    {
        Span<byte> head = stackalloc byte[Head];
        if (from.ReadAtLeast(head, Head, throwOnEndOfStream: false) < Head || !head.StartsWith(Magic))
            throw new InvalidDataException("These are no remembered identities.");
        var position = BinaryPrimitives.ReadInt64LittleEndian(head[8..]);
        var count = BinaryPrimitives.ReadInt64LittleEndian(head[16..]);
        var identities = Read(from, count);
        if (Crc32C.At(position, MemoryMarshal.AsBytes(identities)) != BinaryPrimitives.ReadInt64LittleEndian(head[24..]))
            throw new InvalidDataException("The remembered identities were altered.");
        var recent = new RecentIds(most);
        recent.Restore(identities, position);
        return recent;
    }

    // Grows with what is really there: the number may be altered too.
    private static ReadOnlySpan<ulong> Read(Stream from, long count)
    {
        var identities = new List<ulong>();
        var stretch = new ulong[Stretch];
        while (identities.Count < count)
        {
            var bytes = MemoryMarshal.AsBytes(stretch.AsSpan(0, (int)Math.Min(Stretch, count - identities.Count)));
            if (from.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
                throw new InvalidDataException("The remembered identities end too early.");
            identities.AddRange(MemoryMarshal.Cast<byte, ulong>(bytes));
        }

        return CollectionsMarshal.AsSpan(identities);
    }
}
