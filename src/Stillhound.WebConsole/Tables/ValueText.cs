using System.Globalization;

namespace Stillhound.WebConsole.Tables;

/// <summary>Values of tables as text, as they are exported and searched.</summary>
internal static class ValueText
{
    /// <summary>Room that the text of every number and time fits in, characters.</summary>
    public const int Room = 64;

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.FFF'Z'";

    /// <summary>The text.</summary>
    public static string Of(object? value) => value switch
    {
        null => "",
        string text => text,
        DateTimeOffset time => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>The text, where it can be had without making a string.</summary>
    /// <param name="value">The value.</param>
    /// <param name="room">Where numbers and times are written; <see cref="Room"/> characters.</param>
    public static ReadOnlySpan<char> Of(object? value, Span<char> room)
    {
        var length = 0;
        var fits = value switch
        {
            DateTimeOffset time => time.UtcDateTime.TryFormat(room, out length, TimeFormat, CultureInfo.InvariantCulture),
            TimeSpan => false,
            ISpanFormattable number => number.TryFormat(room, out length, default, CultureInfo.InvariantCulture),
            _ => false,
        };
        return fits ? room[..length] : Of(value);
    }
}
