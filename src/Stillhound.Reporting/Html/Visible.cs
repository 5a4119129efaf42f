using System.Globalization;
using System.Text;

namespace Stillhound.Reporting.Html;

/// <summary>
/// Text that others chose, made safe to look at: what would be invisible, reorder its surroundings or steer a terminal
/// is spelled out, so that two names that differ also look different.
/// </summary>
internal static class Visible
{
    /// <summary>Longest text shown; the files for programs always hold the whole of it.</summary>
    public const int Longest = 600;

    public static string Text(string value)
    {
        if (value.Length <= Longest && value.All(IsPlain))
            return value;
        var shown = new StringBuilder(value.Length + 16);
        foreach (var rune in value.EnumerateRunes())
        {
            if (shown.Length >= Longest)
            {
                shown.Append('…');
                break;
            }

            if (IsHidden(Rune.GetUnicodeCategory(rune)))
                shown.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
            else
                shown.Append(rune.ToString());
        }

        return shown.ToString();
    }

    private static bool IsPlain(char c) => !char.IsSurrogate(c) && !IsHidden(char.GetUnicodeCategory(c));

    private static bool IsHidden(UnicodeCategory category) => category is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
