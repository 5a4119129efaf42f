using System.Globalization;

namespace Stillhound.Server.Configuration;

/// <summary>Durations as people write them: 250ms, 30s, 10m, 6h, 7d.</summary>
internal static class DurationText
{
    private static readonly (string Unit, TimeSpan Length)[] Units =
        [("ms", TimeSpan.FromMilliseconds(1)), ("s", TimeSpan.FromSeconds(1)), ("m", TimeSpan.FromMinutes(1)), ("h", TimeSpan.FromHours(1)), ("d", TimeSpan.FromDays(1))];

    /// <summary>Reads a duration.</summary>
    public static bool TryParse(string text, out TimeSpan time)
    {
        foreach (var (unit, length) in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal) && double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= 1e6)
            {
                time = number * length;
                return true;
            }
        }

        time = default;
        return false;
    }

    /// <summary>Writes a duration in the largest unit that divides it.</summary>
    public static string Of(TimeSpan time)
    {
        var (unit, length) = Units.Last(u => time == TimeSpan.Zero || time.Ticks % u.Length.Ticks == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{(time == TimeSpan.Zero ? 0 : time.Ticks / length.Ticks)}{(time == TimeSpan.Zero ? "s" : unit)}");
    }
}
