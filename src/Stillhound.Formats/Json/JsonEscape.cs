using System.Text;

namespace Stillhound.Formats.Json;

/// <summary>Backslash escapes of JSON strings.</summary>
internal static class JsonEscape
{
    /// <summary>Length of the escape that <paramref name="at"/> starts with, or 0 when it is not a legal one.</summary>
    public static int Measure(ReadOnlySpan<byte> at)
    {
        if (at.Length < 2)
            return 0;
        if (Simple(at[1]) != 0)
            return 2;
        return at[1] == 'u' && at.Length >= 6 && Hex4(at[2..]) >= 0 ? 6 : 0;
    }

    /// <summary>
    /// Writes the text that <paramref name="raw"/> stands for. A surrogate without its partner becomes U+FFFD: logs cut
    /// text in the middle of a pair.
    /// </summary>
    /// <param name="raw">Between the quotes, checked before.</param>
    /// <param name="into">At least as long as <paramref name="raw"/>.</param>
    /// <returns>Bytes written.</returns>
    public static int Unescape(ReadOnlySpan<byte> raw, Span<byte> into)
    {
        var written = 0;
        while (true)
        {
            var plain = raw.IndexOf((byte)'\\');
            if (plain < 0)
            {
                raw.CopyTo(into[written..]);
                return written + raw.Length;
            }

            raw[..plain].CopyTo(into[written..]);
            written += plain;
            raw = raw[plain..];
            var simple = Simple(raw[1]);
            if (simple != 0)
            {
                into[written++] = simple;
                raw = raw[2..];
                continue;
            }

            var unit = Hex4(raw[2..]);
            raw = raw[6..];
            var rune = Rune.ReplacementChar;
            if (!char.IsSurrogate((char)unit))
            {
                rune = new Rune(unit);
            }
            else if (char.IsHighSurrogate((char)unit) && raw.Length >= 6 && raw[0] == '\\' && raw[1] == 'u'
                && Hex4(raw[2..]) is var low && char.IsLowSurrogate((char)low))
            {
                rune = new Rune((char)unit, (char)low);
                raw = raw[6..];
            }

            written += rune.EncodeToUtf8(into[written..]);
        }
    }

    private static byte Simple(byte letter) => letter switch
    {
        (byte)'n' => (byte)'\n',
        (byte)'"' => (byte)'"',
        (byte)'\\' => (byte)'\\',
        (byte)'/' => (byte)'/',
        (byte)'t' => (byte)'\t',
        (byte)'r' => (byte)'\r',
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        _ => 0,
    };

    private static int Hex4(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        for (var i = 0; i < 4; i++)
        {
            var digit = digits[i] switch
            {
                >= (byte)'0' and <= (byte)'9' => digits[i] - '0',
                >= (byte)'a' and <= (byte)'f' => digits[i] - 'a' + 10,
                >= (byte)'A' and <= (byte)'F' => digits[i] - 'A' + 10,
                _ => -1,
            };
            if (digit < 0)
                return -1;
            value = (value << 4) | digit;
        }

        return value;
    }
}
