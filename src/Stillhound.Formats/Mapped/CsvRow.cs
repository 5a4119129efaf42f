namespace Stillhound.Formats.Mapped;

/// <summary>Takes one row of RFC 4180 apart, its fields still quoted.</summary>
internal static class CsvRow
{
    /// <summary>
    /// Finds the field that starts at <paramref name="at"/> and moves past the delimiter after it. At the end of the row
    /// <paramref name="at"/> is one past its length.
    /// </summary>
    /// <returns>False when a quoted field is not closed, or something follows its closing quote.</returns>
    public static bool Next(ReadOnlySpan<byte> row, byte delimiter, scoped ref int at, out ReadOnlySpan<byte> field, out bool doubled)
    {
        doubled = false;
        field = default;
        if (at < row.Length && row[at] == '"')
            return NextQuoted(row, delimiter, ref at, out field, out doubled);
        var length = row[at..].IndexOf(delimiter);
        var end = length < 0 ? row.Length : at + length;
        field = row[at..end];
        at = end + 1;
        return true;
    }

    /// <summary>Writes a quoted field with its doubled quotes made single.</summary>
    /// <returns>Bytes written, never more than <paramref name="field"/> has.</returns>
    public static int Undouble(ReadOnlySpan<byte> field, Span<byte> into)
    {
        var written = 0;
        while (true)
        {
            var quote = field.IndexOf((byte)'"');
            if (quote < 0)
            {
                field.CopyTo(into[written..]);
                return written + field.Length;
            }

            field[..(quote + 1)].CopyTo(into[written..]);
            written += quote + 1;
            field = field[Math.Min(quote + 2, field.Length)..];
        }
    }

    private static bool NextQuoted(ReadOnlySpan<byte> row, byte delimiter, scoped ref int at, out ReadOnlySpan<byte> field, out bool doubled)
    {
        doubled = false;
        field = default;
        var start = at + 1;
        var scan = start;
        while (true)
        {
            var quote = row[scan..].IndexOf((byte)'"');
            if (quote < 0)
                return false;
            scan += quote;
            if (scan + 1 >= row.Length || row[scan + 1] != '"')
                break;
            doubled = true;
            scan += 2;
        }

        field = row[start..scan];
        if (scan + 1 < row.Length && row[scan + 1] != delimiter)
            return false;
        at = scan + 2;
        return true;
    }
}
