using System.Globalization;
using System.Text;

namespace Stillhound.Server.Enforcement.CrowdSec;

/// <summary>Durations as Go writes them, such as <c>3h59m57s</c>; whole seconds.</summary>
internal static class GoDuration
{
    /// <summary>Writes one.</summary>
    public static string Of(TimeSpan time)
    {
        var text = new StringBuilder();
        if (time < TimeSpan.Zero)
            text.Append('-');
        var seconds = Math.Abs((long)time.TotalSeconds);
        if (seconds >= 3600)
            text.Append(CultureInfo.InvariantCulture, $"{seconds / 3600}h");
        if (seconds >= 60)
            text.Append(CultureInfo.InvariantCulture, $"{seconds / 60 % 60}m");
        return text.Append(CultureInfo.InvariantCulture, $"{seconds % 60}s").ToString();
    }
}
