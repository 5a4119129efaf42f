namespace Stillhound.Reporting.Html;

/// <summary>Activity series at a width that a chart or a table can show.</summary>
/// <param name="Start">Start of the first bucket.</param>
/// <param name="Width">Width of a bucket.</param>
/// <param name="Factor">Buckets of the findings that go into one of these.</param>
/// <param name="Count">Number of buckets.</param>
internal sealed record Buckets(DateTimeOffset Start, TimeSpan Width, int Factor, int Count)
{
    // Widths in minutes that people read easily.
    private static readonly int[] Easy = [1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 720, 1440, 2880, 10080, 20160, 40320];

    public static Buckets Fit(DateTimeOffset start, TimeSpan width, int count, int most)
    {
        if (width <= TimeSpan.Zero)
            width = TimeSpan.FromHours(1);
        var least = Math.Max(1, (count + most - 1) / most);
        var factor = least;
        foreach (var minutes in Easy)
        {
            var (times, rest) = Math.DivRem(TimeSpan.FromMinutes(minutes).Ticks, width.Ticks);
            if (rest != 0 || times < least)
                continue;
            factor = (int)times;
            break;
        }

        return new Buckets(start, width * factor, factor, (count + factor - 1) / factor);
    }

    public long[] Sum(IReadOnlyList<long> counts)
    {
        var sums = new long[Count];
        for (var i = 0; i < Math.Min(counts.Count, Count * Factor); i++)
            sums[i / Factor] += counts[i];
        return sums;
    }

    public DateTimeOffset TimeOf(int bucket) => Start + (Width * bucket);

    /// <summary>How many of the times lie in each bucket or before it.</summary>
    public long[] Cumulate(IEnumerable<DateTimeOffset> times)
    {
        var totals = new long[Count];
        if (Count == 0)
            return totals;
        foreach (var time in times)
            totals[(int)Math.Clamp((time - Start).Ticks / Width.Ticks, 0, Count - 1)]++;
        for (var i = 1; i < Count; i++)
            totals[i] += totals[i - 1];
        return totals;
    }
}
