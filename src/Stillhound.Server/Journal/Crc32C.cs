using System.Numerics;
using System.Runtime.InteropServices;

namespace Stillhound.Server.Journal;

/// <summary>CRC-32C (Castagnoli, reflected polynomial 0x82F63B78), by the processor's own instruction where there is one.</summary>
internal static class Crc32C
{
    /// <summary>The checksum of bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> data) => ~Add(uint.MaxValue, data);

    /// <summary>The checksum of bytes that stand at a place: the same bytes anywhere else have another.</summary>
    public static uint At(long place, ReadOnlySpan<byte> data) => ~Add(BitOperations.Crc32C(uint.MaxValue, (ulong)place), data);

    private static uint Add(uint crc, ReadOnlySpan<byte> data)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(data);
        foreach (var word in words)
            crc = BitOperations.Crc32C(crc, word);
        foreach (var one in data[(words.Length * sizeof(ulong))..])
            crc = BitOperations.Crc32C(crc, one);
        return crc;
    }
}
