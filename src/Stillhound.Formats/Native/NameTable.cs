using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.Native;

/// <summary>
/// The names of a group by their bytes: a name is taken with its separator, quotes and colon, as a writer without spaces puts
/// them, by one search for the quote and one look into a table without collisions. Whatever else comes is left to the cursor.
/// </summary>
internal sealed class NameTable
{
    private const int Longest = 16;
    private const int Bits = 6;

    private static readonly NameTable Record = new(NativeField.None);
    private static readonly NameTable Params = new(NativeField.Params);
    private static readonly NameTable Usage = new(NativeField.Usage);
    private static readonly NameTable Client = new(NativeField.Client);

    private readonly Entry[] _entries;
    private readonly ulong _spread;

    private NameTable(NativeField group)
    {
        var names = NativeNames.All.Select(static f => f.Path[(f.Path.IndexOf('.', StringComparison.Ordinal) + 1)..])
            .Concat(["params", "usage", "client"]).Distinct(StringComparer.Ordinal).Select(Encoding.ASCII.GetBytes)
            .Where(name => NativeNames.Find(group, name) != NativeField.None).ToList();
        // Odd numbers are tried until one spreads the names over the table.
        for (_spread = 0x9E3779B97F4A7C15ul; ; _spread += 0xDA942042E4DD58B6ul)
        {
            _entries = new Entry[1 << Bits];
            if (names.All(name => Put(name, NativeNames.Find(group, name))))
                return;
        }
    }

    /// <summary>The names of the record itself, or of a group of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NameTable Of(NativeField group) => group switch
    {
        NativeField.None => Record,
        NativeField.Params => Params,
        NativeField.Usage => Usage,
        _ => Client,
    };

    /// <summary>The field whose name <paramref name="json"/> goes on with, up to its colon.</summary>
    /// <param name="json">What comes behind an opening bracket or a value.</param>
    /// <param name="first">Whether it is the first member, which no comma comes before.</param>
    /// <param name="length">Bytes up to and with the colon.</param>
    /// <returns><see cref="NativeField.None"/> when it is no known name, or not written that way.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public NativeField Take(ReadOnlySpan<byte> json, bool first, out int length)
    {
        var before = first ? 1 : 2;
        length = 0;
        if (json.Length < before + Longest + 2)
            return NativeField.None;
        ref var start = ref MemoryMarshal.GetReference(json);
        if ((!first && start != (byte)',') || Unsafe.Add(ref start, before - 1) != (byte)'"')
            return NativeField.None;
        ref var name = ref Unsafe.Add(ref start, before);
        var bytes = Vector128.LoadUnsafe(ref name);
        var quotes = Vector128.Equals(bytes, Vector128.Create((byte)'"')).ExtractMostSignificantBits();
        var size = System.Numerics.BitOperations.TrailingZeroCount(quotes | (1u << Longest));
        if (Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref name, size)) != (('"') | (':' << 8)))
            return NativeField.None;
        length = before + size + 2;
        bytes &= Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(Masks), (nuint)(Longest - size));
        ref readonly var entry = ref _entries[Place(bytes.AsUInt64())];
        return bytes == entry.Name ? entry.Field : NativeField.None;
    }

    // Read from 16 - n it masks the first n of 16 bytes.
    private static ReadOnlySpan<byte> Masks =>
    [
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Place(Vector128<ulong> name) => (int)(((name[0] + (name[1] << 3)) * _spread) >> (64 - Bits));

    private bool Put(byte[] name, NativeField field)
    {
        Span<byte> whole = stackalloc byte[Longest];
        whole.Clear();
        name.CopyTo(whole);
        var bytes = Vector128.Create<byte>(whole);
        ref var entry = ref _entries[Place(bytes.AsUInt64())];
        if (entry.Field != NativeField.None)
            return false;
        entry = new Entry { Name = bytes, Field = field };
        return true;
    }

    private struct Entry
    {
        public Vector128<byte> Name;
        public NativeField Field;
    }
}
