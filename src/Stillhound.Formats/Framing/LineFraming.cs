namespace Stillhound.Formats.Framing;

/// <summary>One record a line, ended by LF or CR LF. Blank lines are filling.</summary>
internal sealed class LineFraming : IFraming
{
    public static readonly LineFraming Instance = new();

    public int Cut(ReadOnlySpan<byte> bytes) => bytes.LastIndexOf((byte)'\n') + 1;

    public bool Next(ReadOnlySpan<byte> chunk, ref int at, out Range record)
    {
        while (at < chunk.Length)
        {
            var start = at;
            var length = chunk[start..].IndexOf((byte)'\n');
            var end = length < 0 ? chunk.Length : start + length;
            at = length < 0 ? end : end + 1;
            if (end > start && chunk[end - 1] == '\r')
                end--;
            if (chunk[start..end].IndexOfAnyExcept((byte)' ', (byte)'\t', (byte)'\r') < 0)
                continue;
            record = start..end;
            return true;
        }

        record = default;
        return false;
    }

    public int SkipRecord(ReadOnlySpan<byte> bytes, ref SkipState state)
    {
        var end = bytes.IndexOf((byte)'\n');
        return end < 0 ? -1 : end + 1;
    }
}
