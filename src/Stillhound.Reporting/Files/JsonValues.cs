using System.Globalization;
using System.Text.Json;

namespace Stillhound.Reporting.Files;

/// <summary>How single values are written: JSON has no NaN or infinity, and every time is UTC.</summary>
internal static class JsonValues
{
    // Infinite weights keep their sign and stay beyond any weight that was computed.
    private const double Beyond = 999;

    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static void WriteTime(this Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } known)
            json.WriteString(name, Time(known));
        else
            json.WriteNull(name);
    }

    public static void WriteFinite(this Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }

    public static void WriteWeight(this Utf8JsonWriter json, string name, double log10) =>
        json.WriteFinite(name, Weight(log10));

    public static double Weight(double log10) => double.IsInfinity(log10) ? Math.Sign(log10) * Beyond : log10;
}
