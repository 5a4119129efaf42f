using System.Globalization;
using System.Text;

namespace Stillhound.Cli;

/// <summary>
/// Text that others chose, such as names of files and accounts, as one line that cannot steer a terminal: controls, line
/// ends and characters that hide or reorder text are spelled out.
/// </summary>
internal static class Printable
{
    private const int Longest = 2000;

    public static string Line(string text)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= Longest)
                return shown.Append('…').ToString();
            if (!IsHidden(Rune.GetUnicodeCategory(rune)))
                shown.Append(rune.ToString());
            else if (rune.Value < 0x100)
                shown.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}");
            else
                shown.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
        }

        return shown.ToString();
    }

    private static bool IsHidden(UnicodeCategory category) => category is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
