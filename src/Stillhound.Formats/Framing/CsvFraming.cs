using System.Buffers;

namespace Stillhound.Formats.Framing;

/// <summary>Rows of RFC 4180: a line break inside quotes does not end a row.</summary>
internal sealed class CsvFraming : IFraming
{
    public static readonly CsvFraming Instance = new();

    private static readonly SearchValues<byte> Marks = SearchValues.Create("\"\n"u8);

    public int Cut(ReadOnlySpan<byte> bytes)
    {
        var cut = 0;
        for (var end = RowEnd(bytes, 0); end > 0; end = RowEnd(bytes, cut))
            cut = end;
        return cut;
    }

    public bool Next(ReadOnlySpan<byte> chunk, ref int at, out Range record)
    {
        while (at < chunk.Length)
        {
            var start = at;
            var next = RowEnd(chunk, start);
            at = next > 0 ? next : chunk.Length;
            var end = next > 0 ? next - 1 : chunk.Length;
            if (end > start && chunk[end - 1] == '\r')
                end--;
            if (end == start)
                continue;
            record = start..end;
            return true;
        }

        record = default;
        return false;
    }

    // A doubled quote inside quotes toggles twice, so counting quotes is enough.
    private static int RowEnd(ReadOnlySpan<byte> bytes, int start)
    {
        var quoted = false;
        var at = start;
        while (true)
        {
            var found = bytes[at..].IndexOfAny(Marks);
            if (found < 0)
                return 0;
            at += found + 1;
            if (bytes[at - 1] == '"')
                quoted = !quoted;
            else if (!quoted)
                return at;
        }
    }

    // Quotes are not followed: one quote too many is what made the row too long.
    public int SkipRecord(ReadOnlySpan<byte> bytes, ref SkipState state)
    {
        var end = bytes.IndexOf((byte)'\n');
        return end < 0 ? -1 : end + 1;
    }
}
