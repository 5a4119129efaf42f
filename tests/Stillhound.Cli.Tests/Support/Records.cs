using System.Globalization;
using System.Text;

namespace Stillhound.Cli.Tests.Support;

/// <summary>Small logs with known numbers of records.</summary>
internal static class Records
{
    public static string Native(int minute, string account = "alice") =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"time":"2026-07-06T00:{{minute:D2}}:00Z","account":"{{account}}","prompt":"why is the sky blue"}""");

    /// <summary>Three records, what is given, three records.</summary>
    public static byte[] Around(ReadOnlySpan<byte> middle)
    {
        var log = new List<byte>();
        for (var i = 0; i < 3; i++)
            log.AddRange(Encoding.UTF8.GetBytes(Native(i) + "\n"));
        log.AddRange(middle);
        log.Add((byte)'\n');
        for (var i = 3; i < 6; i++)
            log.AddRange(Encoding.UTF8.GetBytes(Native(i) + "\n"));
        return [.. log];
    }
}
