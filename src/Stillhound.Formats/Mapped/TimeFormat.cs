using System.Globalization;
using System.Text;
using Stillhound.Formats.Values;

namespace Stillhound.Formats.Mapped;

/// <summary>How a mapped log writes its times.</summary>
internal sealed class TimeFormat
{
    private readonly double? _unitMs;
    private readonly string? _pattern;

    private TimeFormat(double? unitMs, string? pattern)
    {
        _unitMs = unitMs;
        _pattern = pattern;
    }

    /// <summary>ISO 8601, or a number whose size tells its unit.</summary>
    public static TimeFormat Auto { get; } = new(null, null);

    /// <summary>
    /// Reads <c>auto</c>, <c>iso</c>, a unit since the epoch (<c>s</c>, <c>ms</c>, <c>us</c>, <c>ns</c>) or a .NET
    /// pattern such as <c>dd/MMM/yyyy:HH:mm:ss zzz</c>.
    /// </summary>
    /// <returns>Null when it is none of these.</returns>
    public static TimeFormat? FromText(string text)
    {
        switch (text)
        {
            case "auto" or "iso": return Auto;
            case "s" or "seconds": return new TimeFormat(1000, null);
            case "ms" or "milliseconds": return new TimeFormat(1, null);
            case "us" or "microseconds": return new TimeFormat(1e-3, null);
            case "ns" or "nanoseconds": return new TimeFormat(1e-6, null);
        }

        // A pattern without a year and an hour cannot say when something happened.
        if (!text.Contains('y', StringComparison.Ordinal) || !text.Contains('H', StringComparison.OrdinalIgnoreCase))
            return null;
        try
        {
            _ = DateTimeOffset.UnixEpoch.ToString(text, CultureInfo.InvariantCulture);
            return new TimeFormat(null, text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Reads one time, from the text of a string or a number.</summary>
    public bool TryRead(ReadOnlySpan<byte> text, out long unixMs)
    {
        if (_pattern is not null)
            return TryPattern(text, out unixMs);
        if (_unitMs is not { } unit)
            return InstantText.TryIso(text, out unixMs) || InstantText.TryEpoch(text, out unixMs);
        unixMs = 0;
        if (!NumberText.TryDouble(text, out var number) || number < 0 || number * unit > InstantText.Last)
            return false;
        unixMs = (long)Math.Round(number * unit);
        return true;
    }

    private bool TryPattern(ReadOnlySpan<byte> text, out long unixMs)
    {
        unixMs = 0;
        const int Longest = 64;
        if (text.Length > Longest)
            return false;
        Span<char> chars = stackalloc char[Longest];
        var length = Encoding.UTF8.GetChars(text, chars);
        if (!DateTimeOffset.TryParseExact(chars[..length], _pattern, CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var time))
            return false;
        unixMs = time.ToUnixTimeMilliseconds();
        return unixMs >= 0;
    }
}
