namespace Stillhound.Formats.Values;

/// <summary>Moments written as text, to milliseconds since the Unix epoch. Years 1970 to 9999.</summary>
internal static class InstantText
{
    /// <summary>The last millisecond of the year 9999.</summary>
    public const long Last = 253_402_300_799_999;

    private const long MsPerDay = 86_400_000;

    /// <summary>
    /// Reads <c>YYYY-MM-DD('T'|'t'|' ')hh:mm[:ss[(.|,)f+]][Z|±hh[:]mm|±hh]</c>. Without an offset the time is UTC. A
    /// leap second is read as the second after it; digits below a millisecond are cut.
    /// </summary>
    public static bool TryIso(ReadOnlySpan<byte> text, out long unixMs)
    {
        unixMs = 0;
        if (text.Length < 16 || text[4] != '-' || text[7] != '-' || text[13] != ':' || !IsDateEnd(text[10]))
            return false;
        var century = Two(text, 0);
        var year = Two(text, 2);
        var month = Two(text, 5);
        var day = Two(text, 8);
        var hour = Two(text, 11);
        var minute = Two(text, 14);
        if ((century | year | month | day | hour | minute) < 0)
            return false;
        year += century * 100;
        if (year < 1970 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59)
            return false;

        var at = 16;
        var second = 0;
        var ms = 0;
        if (at < text.Length && text[at] == ':')
        {
            if (text.Length < 19 || (second = Two(text, 17)) is < 0 or > 60)
                return false;
            at = 19;
            if (at < text.Length && (text[at] == '.' || text[at] == ',') && !TryFraction(text, ref at, out ms))
                return false;
        }

        if (!TryOffset(text[at..], out var offsetMinutes))
            return false;
        unixMs = (DaysSinceEpoch(year, month, day) * MsPerDay)
            + ((((hour * 60L) + minute - offsetMinutes) * 60) + second) * 1000 + ms;
        return unixMs is >= 0 and <= Last;
    }

    /// <summary>
    /// Reads a number since the epoch, its unit told by its size: below 1e11 seconds, below 1e14 milliseconds, below
    /// 1e17 microseconds, else nanoseconds. Seconds may be fractional.
    /// </summary>
    public static bool TryEpoch(ReadOnlySpan<byte> number, out long unixMs)
    {
        unixMs = 0;
        if (!NumberText.TryDouble(number, out var value) || value < 0)
            return false;
        var ms = value switch
        {
            < 1e11 => value * 1000,
            < 1e14 => value,
            < 1e17 => value / 1e3,
            _ => value / 1e6,
        };
        if (ms > Last)
            return false;
        unixMs = (long)Math.Round(ms);
        return true;
    }

    private static bool IsDateEnd(byte b) => b is (byte)'T' or (byte)' ' or (byte)'t';

    private static bool TryFraction(ReadOnlySpan<byte> text, ref int at, out int ms)
    {
        ms = 0;
        var start = ++at;
        while (at < text.Length && (uint)(text[at] - '0') <= 9)
        {
            if (at - start < 3)
                ms = (ms * 10) + (text[at] - '0');
            at++;
        }

        var digits = at - start;
        if (digits == 1)
            ms *= 100;
        else if (digits == 2)
            ms *= 10;
        return digits > 0;
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.IsEmpty || (text.Length == 1 && (text[0] | 0x20) == 'z'))
            return true;
        if ((text[0] != '+' && text[0] != '-') || text.Length is < 3 or 4 or > 6)
            return false;
        var hour = Two(text, 1);
        var minute = 0;
        if (text.Length == 6)
            minute = text[3] == ':' ? Two(text, 4) : -1;
        else if (text.Length == 5)
            minute = Two(text, 3);
        if (hour is < 0 or > 18 || minute is < 0 or > 59)
            return false;
        minutes = ((hour * 60) + minute) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static int Two(ReadOnlySpan<byte> text, int at)
    {
        var tens = (uint)(text[at] - '0');
        var ones = (uint)(text[at + 1] - '0');
        return tens <= 9 && ones <= 9 ? (int)((tens * 10) + ones) : -1;
    }

    // Howard Hinnant's days_from_civil, for years from 1970.
    private static long DaysSinceEpoch(int year, int month, int day)
    {
        if (month <= 2)
            year--;
        var era = year / 400;
        var yearOfEra = year - (era * 400);
        var dayOfYear = (((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5) + day - 1;
        var dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return (era * 146_097L) + dayOfEra - 719_468;
    }
}
