namespace Stillhound.Simulation.Writing;

/// <summary>Writes moments as <c>2026-07-06T00:03:09.585Z</c>: always 24 bytes.</summary>
internal static class TimeText
{
    public static void Write(Span<byte> into, long milliseconds)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime;
        "0000-00-00T00:00:00.000Z"u8.CopyTo(into);
        Put(into[..4], time.Year);
        Put(into.Slice(5, 2), time.Month);
        Put(into.Slice(8, 2), time.Day);
        Put(into.Slice(11, 2), time.Hour);
        Put(into.Slice(14, 2), time.Minute);
        Put(into.Slice(17, 2), time.Second);
        Put(into.Slice(20, 3), time.Millisecond);
    }

    private static void Put(Span<byte> into, int value)
    {
        for (var i = into.Length - 1; i >= 0; i--)
        {
            into[i] = (byte)('0' + (value % 10));
            value /= 10;
        }
    }
}
