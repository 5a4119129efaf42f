using System.Globalization;

namespace Stillhound.Server.Configuration;

/// <summary>Sizes as people write them: 512, 64KB, 16MB, 2GB. A kilobyte is 1,024 bytes.</summary>
internal static class SizeText
{
    private static readonly (string Unit, long Bytes)[] Units = [("GB", 1L << 30), ("MB", 1L << 20), ("KB", 1L << 10), ("", 1)];

    /// <summary>Reads a size.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        var (unit, each) = Units.First(u => text.EndsWith(u.Unit, StringComparison.OrdinalIgnoreCase));
        var read = long.TryParse(text.AsSpan(0, text.Length - unit.Length).TrimEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= long.MaxValue / each;
        bytes = read ? number * each : 0;
        return read;
    }

    /// <summary>Writes a size in the largest unit that divides it.</summary>
    public static string Of(long bytes)
    {
        var (unit, each) = Units.First(u => bytes % u.Bytes == 0 && bytes >= u.Bytes || u.Bytes == 1);
        return string.Create(CultureInfo.InvariantCulture, $"{bytes / each}{unit}");
    }
}
