using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Stillhound.Core.Fingerprints;

namespace Stillhound.Server.Journal;

/// <summary>
/// Exchanges as the payload of a frame: how many identities (none, or one an item) and the identities; then for each item the
/// fingerprint as it lies in memory, without the phrase keys that are not set and without a direction that is zero, and the name.
/// </summary>
internal static class ExchangeCodec
{
    private const int Prefix = 8;
    private const int HasDirection = 1;

    /// <summary>Most bytes that a batch can take.</summary>
    public static long MostBytes(FingerprintBatch batch)
    {
        var names = 0L;
        foreach (ref readonly var item in batch.Items)
            names += item.NameLength;
        return Prefix + 8 + names + (long)batch.Count * (Unsafe.SizeOf<Fingerprint>() + sizeof(ulong));
    }

    /// <summary>Writes a batch.</summary>
    /// <param name="to">Room of at least <see cref="MostBytes"/>.</param>
    /// <param name="batch">The exchanges.</param>
    /// <param name="identities">The identity of each, 0 for none; empty when none has any.</param>
    /// <param name="left">True for each that is left out; empty when none is.</param>
    /// <param name="items">How many were written.</param>
    /// <returns>How many bytes were written, a multiple of eight.</returns>
    public static int Write(Span<byte> to, FingerprintBatch batch, ReadOnlySpan<ulong> identities, ReadOnlySpan<bool> left, out int items)
    {
        items = batch.Count - left.Count(true);
        var identified = identities.IsEmpty ? 0 : items;
        BinaryPrimitives.WriteInt64LittleEndian(to, identified);
        var keys = MemoryMarshal.Cast<byte, ulong>(to.Slice(Prefix, identified * sizeof(ulong)));
        var at = Prefix + identified * sizeof(ulong);
        var written = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            if (!left.IsEmpty && left[i])
                continue;
            if (identified > 0)
                keys[written] = identities[i];
            written++;
            at += WriteItem(to[at..], batch.Items[i], batch.NameOf(batch.Items[i]));
        }

        var end = (at + 7) & ~7;
        to[at..end].Clear();
        return end;
    }

    /// <summary>The identities in a payload: one an item, or none.</summary>
    public static ReadOnlySpan<ulong> Identities(ReadOnlySpan<byte> payload) =>
        MemoryMarshal.Cast<byte, ulong>(payload.Slice(Prefix, checked((int)BinaryPrimitives.ReadInt64LittleEndian(payload) * sizeof(ulong))));

    /// <summary>Adds the exchanges of a payload to a batch.</summary>
    public static void Read(ReadOnlySpan<byte> payload, int items, FingerprintBatch into)
    {
        var rest = payload[(Prefix + Identities(payload).Length * sizeof(ulong))..];
        for (var i = 0; i < items; i++)
            rest = rest[ReadItem(rest, into)..];
    }

    [SkipLocalsInit]
    private static int WriteItem(Span<byte> to, in Fingerprint item, ReadOnlySpan<byte> name)
    {
        var bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<Fingerprint>(in item));
        var direction = bytes[(FingerprintLayout.HeadBytes + Unsafe.SizeOf<PhraseKeys>())..];
        var hasDirection = direction.ContainsAnyExcept((byte)0);
        var at = FingerprintLayout.HeadBytes + item.PhraseCount * sizeof(ulong);
        bytes[..at].CopyTo(to);
        BinaryPrimitives.WriteInt32LittleEndian(to[FingerprintLayout.NameStartAt..], hasDirection ? HasDirection : 0);
        if (hasDirection)
        {
            direction.CopyTo(to[at..]);
            at += direction.Length;
        }

        name.CopyTo(to[at..]);
        return at + name.Length;
    }

    private static int ReadItem(ReadOnlySpan<byte> from, FingerprintBatch into)
    {
        Fingerprint item = default;
        var bytes = MemoryMarshal.AsBytes(new Span<Fingerprint>(ref item));
        from[..FingerprintLayout.HeadBytes].CopyTo(bytes);
        var at = FingerprintLayout.HeadBytes + item.PhraseCount * sizeof(ulong);
        from[FingerprintLayout.HeadBytes..at].CopyTo(bytes[FingerprintLayout.HeadBytes..(FingerprintLayout.HeadBytes + Unsafe.SizeOf<PhraseKeys>())]);
        if ((item.NameStart & HasDirection) != 0)
        {
            from.Slice(at, Unsafe.SizeOf<EmbeddingBytes>()).CopyTo(bytes[(FingerprintLayout.HeadBytes + Unsafe.SizeOf<PhraseKeys>())..]);
            at += Unsafe.SizeOf<EmbeddingBytes>();
        }

        into.Add(item, from.Slice(at, item.NameLength));
        return at + item.NameLength;
    }
}
