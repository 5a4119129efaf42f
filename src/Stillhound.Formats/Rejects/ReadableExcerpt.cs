using System.Globalization;
using System.Text;

namespace Stillhound.Formats.Rejects;

/// <summary>
/// Hostile bytes as text that is safe to show: controls, bytes that are not UTF-8 and characters that reorder or hide
/// text become visible escapes.
/// </summary>
public static class ReadableExcerpt
{
    /// <summary>Escapes all of <paramref name="bytes"/>: <c>\n</c>, <c>\x1b</c>, <c>\u{202e}</c>; a backslash doubles.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var used);
            if (status != System.Buffers.OperationStatus.Done)
            {
                foreach (var b in bytes[..used])
                    text.Append(CultureInfo.InvariantCulture, $"\\x{b:x2}");
            }
            else
            {
                Append(text, rune);
            }

            bytes = bytes[used..];
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, Rune rune)
    {
        switch (rune.Value)
        {
            case '\n':
                text.Append("\\n");
                return;
            case '\r':
                text.Append("\\r");
                return;
            case '\t':
                text.Append("\\t");
                return;
            case '\\':
                text.Append("\\\\");
                return;
        }

        var category = Rune.GetUnicodeCategory(rune);
        var hidden = category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
        if (!hidden)
            text.Append(rune.ToString());
        else if (rune.Value < 0x100)
            text.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}");
        else
            text.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
    }
}
