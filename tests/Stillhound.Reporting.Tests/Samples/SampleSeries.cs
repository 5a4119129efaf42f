namespace Stillhound.Reporting.Tests.Samples;

/// <summary>Activity that looks like what it stands for: people with days and weeks, campaigns without.</summary>
internal static class SampleSeries
{
    /// <summary>Counts by bucket for people: more by day and on working days.</summary>
    public static long[] People(DateTimeOffset start, TimeSpan bucket, int count, double average) =>
        [.. Enumerable.Range(0, count).Select(i => (long)(average * PeopleAt(start + (bucket * i)) * Wobble(i)))];

    /// <summary>Counts by bucket for a campaign that runs flat between two buckets, with a pause.</summary>
    public static long[] Flat(int count, int from, int to, double average) =>
        [.. Enumerable.Range(0, count).Select(i =>
            i < from || i >= to || (i - from) % 96 > 90 ? 0L : (long)(average * Wobble(i)))];

    /// <summary>The 168 hours of a week of people, Monday 00:00 first.</summary>
    public static long[] PeopleWeek(double average) =>
        [.. Enumerable.Range(0, 168).Select(h => (long)(average * PeopleAt(Monday.AddHours(h)) * Wobble(h)))];

    /// <summary>The 168 hours of a week of a campaign that knows no night.</summary>
    public static long[] FlatWeek(double average) =>
        [.. Enumerable.Range(0, 168).Select(h => (long)(average * Wobble(h)))];

    private static DateTimeOffset Monday => new(2026, 7, 6, 0, 0, 0, TimeSpan.Zero);

    private static double PeopleAt(DateTimeOffset time)
    {
        var day = 1 + (0.85 * Math.Sin((time.TimeOfDay.TotalHours - 8) / 24 * 2 * Math.PI));
        var weekend = time.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        return day * (weekend ? 0.45 : 1.15);
    }

    // Repeatable noise of a tenth or so.
    private static double Wobble(int i) => 1 + (0.12 * Math.Sin(i * 12.9898)) + (0.05 * Math.Cos(i * 78.233));
}
