using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Stillhound.Ledger;

/// <summary>
/// How an entry is written: one line of canonical JSON, <c>{"hash":…,"payload":…,"prev":…,"seq":…,"time":…,"type":…}</c>. Its hash is
/// the SHA-256 of the same line without <c>"hash":…,</c> and without the line's end.
/// </summary>
public static class LedgerFormat
{
    /// <summary>Most bytes of an entry, its line's end included.</summary>
    public const int LongestLine = 1 << 20;

    /// <summary>Most bytes of a payload in canonical form: what is left of a line.</summary>
    public const int LongestPayload = LongestLine - 512;

    private const int HashDigits = 64;
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const int TimeLength = 24;
    private const int LongestEnd = 192;

    internal static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<byte> HexBytes = SearchValues.Create("0123456789abcdef"u8);
    private static readonly SearchValues<byte> TypeBytes = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_."u8);
    private static readonly SearchValues<char> TypeCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_.");

    private static ReadOnlySpan<byte> HashKey => "{\"hash\":\""u8;

    private static ReadOnlySpan<byte> PayloadKey => "\",\"payload\":"u8;

    private static ReadOnlySpan<byte> PrevKey => ",\"prev\":\""u8;

    private static ReadOnlySpan<byte> SeqKey => "\",\"seq\":"u8;

    private static ReadOnlySpan<byte> TimeKey => ",\"time\":\""u8;

    private static ReadOnlySpan<byte> TypeKey => "\",\"type\":\""u8;

    /// <summary>Whether a word may name a type.</summary>
    internal static bool IsType(string type) => type.Length is > 0 and <= 64 && !type.AsSpan().ContainsAnyExcept(TypeCharacters);

    /// <summary>Writes an entry as a line and gives it back.</summary>
    internal static LedgerEntry Write(ArrayBufferWriter<byte> output, long seq, DateTimeOffset time, string type, ReadOnlyMemory<byte> payload, string prev)
    {
        var start = output.WrittenCount;
        output.Write(HashKey);
        output.Write(new byte[HashDigits]);
        output.Write(PayloadKey);
        output.Write(payload.Span);
        output.Write(PrevKey);
        var stamp = time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{prev}\",\"seq\":{seq},\"time\":\"{stamp}\",\"type\":\"{type}\"}}"), output);
        var line = System.Runtime.InteropServices.MemoryMarshal.AsMemory(output.WrittenMemory)[start..].Span;
        var digits = HashOf(line);
        Encoding.ASCII.GetBytes(digits, line.Slice(HashKey.Length, HashDigits));
        output.Write("\n"u8);
        return new LedgerEntry { Seq = seq, Time = TimeOf(stamp), Type = type, Payload = payload, Prev = prev, Hash = digits };
    }

    /// <summary>Reads an entry; null when the line is none. The hash is not checked.</summary>
    internal static LedgerEntry? Parse(ReadOnlySpan<byte> line)
    {
        if (!Take(ref line, HashKey, HashDigits, out var hash) || !line.StartsWith(PayloadKey))
            return null;
        line = line[PayloadKey.Length..];
        var type = line.LastIndexOf(TypeKey);
        var tail = type - TimeLength - TimeKey.Length;
        if (type < 0 || tail < 0 || !line.EndsWith("\"}"u8))
            return null;
        var word = line[(type + TypeKey.Length)..^2];
        var seqAt = line[..tail].LastIndexOf(SeqKey);
        var payloadEnd = seqAt - HashDigits - PrevKey.Length;
        if (word.Length is 0 or > 64 || word.ContainsAnyExcept(TypeBytes) || seqAt < 0 || payloadEnd <= 0 || !line[tail..].StartsWith(TimeKey))
            return null;
        var digits = line[(seqAt + SeqKey.Length)..tail];
        var before = line[payloadEnd..];
        if (!Take(ref before, PrevKey, HashDigits, out var prev) || hash.ContainsAnyExcept(HexBytes) || prev.ContainsAnyExcept(HexBytes))
            return null;
        if (digits.Length is 0 or > 18 || digits[0] == '0' || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var seq))
            return null;
        if (!DateTimeOffset.TryParseExact(Encoding.ASCII.GetString(line.Slice(type - TimeLength, TimeLength)), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return null;
        return new LedgerEntry
        {
            Seq = seq, Time = time, Type = Encoding.ASCII.GetString(word), Payload = line[..payloadEnd].ToArray(), Prev = Encoding.ASCII.GetString(prev), Hash = Encoding.ASCII.GetString(hash),
        };
    }

    /// <summary>
    /// What stands at a line's end, without reading what it says: its number, its time as it is written, and its type. False when it ends
    /// otherwise than an entry does.
    /// </summary>
    internal static bool TryReadEnd(ReadOnlySpan<byte> line, out long seq, out ReadOnlySpan<byte> time, out ReadOnlySpan<byte> type)
    {
        seq = 0;
        time = type = default;
        // A payload may hold the same keys, and its line's end holds the last of them.
        var end = line[^Math.Min(line.Length, LongestEnd)..];
        var typeAt = end.LastIndexOf(TypeKey);
        var timeAt = typeAt - TimeLength - TimeKey.Length;
        if (timeAt < 0 || !end.EndsWith("\"}"u8))
            return false;
        var seqAt = end[..timeAt].LastIndexOf(SeqKey);
        if (seqAt < 0 || !long.TryParse(end[(seqAt + SeqKey.Length)..timeAt], NumberStyles.None, CultureInfo.InvariantCulture, out seq))
            return false;
        time = end.Slice(timeAt + TimeKey.Length, TimeLength);
        type = end[(typeAt + TypeKey.Length)..^2];
        return true;
    }

    /// <summary>A time as entries write it; such texts have the order of their times.</summary>
    internal static byte[] StampOf(DateTimeOffset time) => Encoding.ASCII.GetBytes(time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));

    /// <summary>The hash that a line should carry: of <c>{</c> and all behind the hash that it does carry.</summary>
    internal static string HashOf(ReadOnlySpan<byte> line)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData("{"u8);
        sha.AppendData(line[(HashKey.Length + HashDigits + 2)..]);
        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }

    private static bool Take(ref ReadOnlySpan<byte> line, ReadOnlySpan<byte> key, int length, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!line.StartsWith(key) || line.Length < key.Length + length)
            return false;
        value = line.Slice(key.Length, length);
        line = line[(key.Length + length)..];
        return true;
    }

    private static DateTimeOffset TimeOf(string stamp) => DateTimeOffset.ParseExact(stamp, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
