using System.Buffers.Text;

namespace Stillhound.Formats.Values;

/// <summary>Numbers written as text, in JSON's grammar.</summary>
internal static class NumberText
{
    private static readonly double[] PowersOfTen =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18];

    /// <summary>Reads a finite number.</summary>
    public static bool TryDouble(ReadOnlySpan<byte> text, out double value)
    {
        // Up to 15 digits and a power of ten up to 22 are exact in a double, so one division rounds correctly.
        ulong mantissa = 0;
        var digits = 0;
        var scale = 0;
        var point = false;
        var at = 0;
        var negative = text.Length > 0 && text[0] == '-';
        if (negative)
            at++;
        for (; at < text.Length && digits <= 15; at++)
        {
            var digit = (uint)(text[at] - '0');
            if (digit <= 9)
            {
                mantissa = (mantissa * 10) + digit;
                digits++;
                if (point)
                    scale++;
            }
            else if (text[at] == '.' && !point)
            {
                point = true;
            }
            else
            {
                break;
            }
        }

        if (at == text.Length && digits is > 0 and <= 15)
        {
            value = mantissa / PowersOfTen[scale];
            if (negative)
                value = -value;
            return true;
        }

        return Utf8Parser.TryParse(text, out value, out var used) && used == text.Length && double.IsFinite(value);
    }

    /// <summary>Reads a count: a number of zero or more, rounded, held at the largest int.</summary>
    public static bool TryCount(ReadOnlySpan<byte> text, out int value)
    {
        if (TryShortInteger(text, out value))
            return true;
        if (!TryDouble(text, out var number) || number < 0)
            return false;
        value = (int)Math.Min(int.MaxValue, Math.Round(number));
        return true;
    }

    private static bool TryShortInteger(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        if (text.Length is 0 or > 9)
            return false;
        foreach (var b in text)
        {
            var digit = (uint)(b - '0');
            if (digit > 9)
                return false;
            value = (value * 10) + (int)digit;
        }

        return true;
    }

    /// <summary>Whether a JSON number is an integer written plainly, so that its digits can serve as a name.</summary>
    public static bool IsPlainInteger(ReadOnlySpan<byte> text) => text.IndexOfAny(".eE"u8) < 0;
}
