using Stillhound.Core.Cohorts;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Verdicts;

/// <summary>
/// Whether busy and idle days come to all accounts of a group at once: the mean correlation, over pairs of accounts, of what
/// their days have above or below what everybody's days explain. Accounts fed from one queue rise, fall and pause with it;
/// people who share a weekend or a holiday do so with everybody, which is taken out first.
/// </summary>
internal sealed class SharedSwings
{
    private const int Days = DayBins.Length;

    /// <summary>Whole days that an account must have been in use for its swings to be known.</summary>
    private const int FewestDays = 5;

    private readonly Population _population;
    private readonly int _firstDay;
    private readonly double[] _everybody = new double[Days];

    /// <summary>
    /// Reads how busy each of the last two weeks' days was for everybody, each account beside its own mean: a few heavy ones that swing
    /// together are not everybody.
    /// </summary>
    public SharedSwings(Population population)
    {
        _population = population;
        _firstDay = (int)(population.NowMs / (SixHourBins.WidthMs * DayBins.PerDay)) - Days + 1;
        Span<float> counts = stackalloc float[Days];
        var known = new int[Days];
        for (var row = 0; row < population.Count; row++)
        {
            var (from, to) = Read(row, counts);
            if (to - from < FewestDays)
                continue;
            var mean = Mean(counts[from..to]);
            if (mean == 0)
                continue;
            for (var day = from; day < to; day++)
            {
                _everybody[day] += counts[day] / mean;
                known[day]++;
            }
        }

        for (var day = 0; day < Days; day++)
            _everybody[day] = known[day] > 0 ? _everybody[day] / known[day] : 1;
    }

    /// <summary>The mean correlation over pairs, -1 to 1; NaN when fewer than <paramref name="fewest"/> rows have enough days.</summary>
    public double Of(ReadOnlySpan<int> rows, int fewest)
    {
        Span<float> days = stackalloc float[Days];
        Span<double> sums = stackalloc double[Days];
        Span<double> squares = stackalloc double[Days];
        Span<int> counts = stackalloc int[Days];
        sums.Clear();
        squares.Clear();
        counts.Clear();
        var known = 0;
        foreach (var row in rows)
        {
            var (from, to) = Read(row, days);
            if (to - from < FewestDays || !Standardise(days[from..to], _everybody.AsSpan(from)))
                continue;
            known++;
            for (var day = from; day < to; day++)
            {
                sums[day] += days[day];
                squares[day] += days[day] * days[day];
                counts[day]++;
            }
        }

        double together = 0;
        double pairs = 0;
        for (var day = 0; day < Days; day++)
        {
            together += (sums[day] * sums[day]) - squares[day];
            pairs += (double)counts[day] * (counts[day] - 1);
        }

        return known < fewest || pairs == 0 ? double.NaN : together / pairs;
    }

    /// <summary>
    /// Exchanges of each day, or sittings of an account that comes in those; the days from the first to before the last of the range
    /// were whole days of its life. Where those are too few to be of use, nothing is read. (A sitting is one decision to come: counted
    /// by exchanges, a few long ones would drown how often an account came.)
    /// </summary>
    private (int From, int To) Read(int row, Span<float> days)
    {
        ref var p = ref _population.ProfileOf(row);
        var head = Math.Min(p.SixHourHead / DayBins.PerDay, _firstDay + Days - 1);
        var oldest = Math.Max(_firstDay, (p.SixHourHead / DayBins.PerDay) - DayBins.Length + 1);
        var from = Math.Clamp(Math.Max(oldest - _firstDay, DayOf(p.FirstMs) + 1), 0, Days);
        var to = Math.Clamp(DayOf(p.LastMs), 0, Days);
        if (to - from < FewestDays)
            return (from, to);
        days.Clear();
        if (_population.Rows[row].ComesInSittings)
            Count(p.DaySittings, 1, oldest, head, days);
        else
            Count(p.SixHours, DayBins.PerDay, oldest, Math.Min(p.SixHourHead, (head * DayBins.PerDay) + DayBins.PerDay - 1), days);
        return (from, to);
    }

    /// <summary>Sums a ring of bins, so many a day, into days, from the oldest day to the newest bin.</summary>
    private void Count(ReadOnlySpan<byte> bins, int perDay, int oldest, int newest, Span<float> days)
    {
        var at = oldest * perDay % bins.Length;
        for (var bin = oldest * perDay; bin <= newest; bin++)
        {
            days[(bin / perDay) - _firstDay] += bins[at];
            at = at + 1 == bins.Length ? 0 : at + 1;
        }
    }

    private int DayOf(long timeMs) => (int)(timeMs / (SixHourBins.WidthMs * DayBins.PerDay)) - _firstDay;

    /// <summary>
    /// Turns counts into deviations from what everybody's days explain, with variance 1; false where nothing varies. An account may
    /// follow all of everybody's days or none: a program that runs every day alike does not swing with its like. More than all would
    /// take out a large campaign's own swings, of which everybody's have a part.
    /// </summary>
    private static bool Standardise(Span<float> counts, ReadOnlySpan<double> everybody)
    {
        double total = 0, others = 0;
        for (var day = 0; day < counts.Length; day++)
        {
            total += counts[day];
            others += everybody[day];
        }

        if (total == 0 || others == 0)
            return false;
        var (mean, usual) = (total / counts.Length, others / counts.Length);
        double along = 0, swing = 0;
        for (var day = 0; day < counts.Length; day++)
        {
            along += (counts[day] - mean) * (everybody[day] - usual);
            swing += (everybody[day] - usual) * (everybody[day] - usual);
        }

        var follows = swing <= 1e-9 ? 0 : Math.Clamp(along / swing, 0, mean / usual);
        double squares = 0;
        for (var day = 0; day < counts.Length; day++)
        {
            counts[day] -= (float)(mean + (follows * (everybody[day] - usual)));
            squares += counts[day] * counts[day];
        }

        if (squares <= 1e-6)
            return false;
        var scale = (float)Math.Sqrt(counts.Length / squares);
        for (var day = 0; day < counts.Length; day++)
            counts[day] *= scale;
        return true;
    }

    private static float Mean(ReadOnlySpan<float> counts)
    {
        float sum = 0;
        foreach (var count in counts)
            sum += count;
        return sum / counts.Length;
    }
}
