using System.Buffers.Binary;

namespace Stillhound.Formats.Enrichment.Mmdb;

/// <summary>
/// What stands before every value of a data section: its type, and its size or, of a pointer, its target. Everything is held
/// against the section's end before it is used. Layout: https://maxmind.github.io/MaxMind-DB/, "Data Field Format".
/// </summary>
/// <param name="Kind">Type of the value.</param>
/// <param name="Size">Bytes of a scalar, entries of a map or array, 0 or 1 of a truth value, offset of a pointer's target.</param>
/// <param name="Payload">Where the bytes or entries begin.</param>
internal readonly record struct MmdbControl(MmdbKind Kind, int Size, int Payload)
{
    /// <summary>Where the next value begins. Of maps and arrays only <see cref="Skip"/> can tell.</summary>
    public int End => Kind is MmdbKind.Pointer or MmdbKind.Boolean or MmdbKind.Map or MmdbKind.Array ? Payload : Payload + Size;

    /// <summary>Reads it.</summary>
    /// <exception cref="MmdbException">It reaches beyond the section, or its type or size is not allowed.</exception>
    public static MmdbControl Read(ReadOnlySpan<byte> section, int offset)
    {
        var first = ByteAt(section, offset++);
        var kind = (MmdbKind)(first >> 5);
        if (kind == MmdbKind.Pointer)
            return ReadPointer(section, first, offset);
        if (kind == 0)
            kind = (MmdbKind)Math.Min(byte.MaxValue, ByteAt(section, offset++) + 7);
        var size = first & 0x1F;
        if (size >= 29)
        {
            var extra = size - 28;
            var large = (int)BigEndian(section, offset, extra);
            size = extra switch { 1 => 29 + large, 2 => 285 + large, _ => 65_821 + large };
            offset += extra;
        }

        Check(kind, size, offset);
        var control = new MmdbControl(kind, size, offset);
        return control.End <= section.Length ? control : throw Outside(offset);
    }

    /// <summary>Reads it where a value is wanted: a pointer is replaced by what it points to.</summary>
    /// <param name="section">The data section.</param>
    /// <param name="offset">Where the value or the pointer stands.</param>
    /// <param name="end">Where the next value begins, or -1 where only <see cref="Skip"/> can tell.</param>
    /// <exception cref="MmdbException">As above; or a pointer points to a pointer, which the format forbids since it could go on for ever.</exception>
    public static MmdbControl Resolve(ReadOnlySpan<byte> section, int offset, out int end)
    {
        var control = Read(section, offset);
        end = control.Kind is MmdbKind.Map or MmdbKind.Array ? -1 : control.End;
        if (control.Kind != MmdbKind.Pointer)
            return control;
        var target = Read(section, control.Size);
        return target.Kind != MmdbKind.Pointer ? target : throw new MmdbException($"the pointer at byte {offset} of the data points to a pointer");
    }

    /// <summary>
    /// Where the value after the one at <paramref name="offset"/> begins. Follows no pointer, and every step consumes a byte, so
    /// that no file can keep it busy for longer than its length.
    /// </summary>
    /// <exception cref="MmdbException">The value reaches beyond the section or is not allowed.</exception>
    public static int Skip(ReadOnlySpan<byte> section, int offset)
    {
        for (var left = 1L; left > 0; left--)
        {
            var control = Read(section, offset);
            offset = control.End;
            left += control.Kind switch { MmdbKind.Map => 2L * control.Size, MmdbKind.Array => control.Size, _ => 0 };
            // Every entry takes a byte, so a larger number cannot be true.
            if (left > section.Length - offset + 1L)
                throw Outside(offset);
        }

        return offset;
    }

    /// <summary>An unsigned number of 0 to 4 bytes, the highest first.</summary>
    public static uint BigEndian(ReadOnlySpan<byte> section, int offset, int bytes)
    {
        if (offset > section.Length - bytes)
            throw Outside(offset);
        Span<byte> number = stackalloc byte[4];
        number.Clear();
        section.Slice(offset, bytes).CopyTo(number[(4 - bytes)..]);
        return BinaryPrimitives.ReadUInt32BigEndian(number);
    }

    private static MmdbControl ReadPointer(ReadOnlySpan<byte> section, byte first, int offset)
    {
        var bytes = ((first >> 3) & 3) + 1;
        var value = BigEndian(section, offset, bytes);
        var high = (uint)(first & 7);
        var target = bytes switch
        {
            1 => (high << 8) + value,
            2 => (high << 16) + value + 2048,
            3 => (high << 24) + value + 526_336,
            _ => value,
        };
        return target < (uint)section.Length
            ? new MmdbControl(MmdbKind.Pointer, (int)target, offset + bytes)
            : throw new MmdbException($"the pointer at byte {offset - 1} of the data points beyond it");
    }

    private static void Check(MmdbKind kind, int size, int offset)
    {
        var most = kind switch
        {
            MmdbKind.Text or MmdbKind.Bytes or MmdbKind.Map or MmdbKind.Array => int.MaxValue,
            MmdbKind.Double => 8,
            MmdbKind.UInt16 => 2,
            MmdbKind.UInt32 or MmdbKind.Int32 or MmdbKind.Float => 4,
            MmdbKind.UInt64 => 8,
            MmdbKind.UInt128 => 16,
            MmdbKind.Boolean => 1,
            MmdbKind.Cache or MmdbKind.EndMarker => throw new MmdbException($"a {kind} stands at byte {offset} of the data where a value is wanted"),
            _ => throw new MmdbException($"unknown type {(int)kind} at byte {offset} of the data"),
        };
        if (size > most || (kind is MmdbKind.Double or MmdbKind.Float && size != most))
            throw new MmdbException($"a {kind} at byte {offset} of the data has size {size}");
    }

    private static byte ByteAt(ReadOnlySpan<byte> section, int offset) => (uint)offset < (uint)section.Length ? section[offset] : throw Outside(offset);

    private static MmdbException Outside(int offset) => new($"the value at byte {offset} of the data reaches beyond it");
}
