using System.Globalization;

namespace Stillhound.Formats.Tests.Support;

/// <summary>Native records that are easy to recognise again.</summary>
internal static class Lines
{
    public const long Epoch = 1_780_000_000_000;

    public static string Record(long second, string id = "r", string prompt = "hello")
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(Epoch + (second * 1000)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return $$"""{"time":"{{time}}","account":"a{{second % 7}}","id":"{{id}}{{second}}","prompt":"{{prompt}}"}""";
    }

    public static string Many(int from, int count, int step = 1, string end = "\n", string id = "r") =>
        string.Concat(Enumerable.Range(0, count).Select(i => Record(from + ((long)i * step), id) + end));
}
