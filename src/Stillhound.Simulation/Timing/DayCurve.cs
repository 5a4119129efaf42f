using Stillhound.Simulation.Chance;

namespace Stillhound.Simulation.Timing;

/// <summary>The shape of a day in UTC: turns a uniform number into a time of day.</summary>
internal sealed class DayCurve
{
    private readonly double[] _cumulative = new double[25];

    public DayCurve(ReadOnlySpan<double> hours, double shift)
    {
        var whole = (int)Math.Floor(shift);
        var part = shift - whole;
        for (var h = 0; h < 24; h++)
        {
            var a = hours[Wrap(h - whole)];
            var b = hours[Wrap(h - whole - 1)];
            _cumulative[h + 1] = _cumulative[h] + (a * (1 - part)) + (b * part) + 1e-6;
        }
    }

    /// <summary>Every hour alike.</summary>
    public static DayCurve Flat { get; } = new([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], 0);

    /// <summary>One of the fitted client archetypes, moved to a time zone and flattened by the given share.</summary>
    public static DayCurve OfClient(ref Rng rng, double shift, double flat)
    {
        var at = rng.Unit();
        var chosen = FittedTiming.ClientCurves[^1].Curve;
        foreach (var (share, curve) in FittedTiming.ClientCurves)
        {
            at -= share;
            if (at > 0)
                continue;
            chosen = curve;
            break;
        }

        return Blend(chosen, shift, flat);
    }

    /// <summary>A person's waking day: a hump at a preferred hour and a smaller one, asleep for some hours.</summary>
    public static DayCurve OfPerson(ref Rng rng, double utcOffset, double diurnal)
    {
        var first = rng.Range(8, 17);
        var second = rng.Range(16, 23.5);
        var (w1, w2) = (rng.Range(1.2, 4), rng.Range(1, 3.5));
        var mix = rng.Range(0.2, 0.8);
        Span<double> hours = stackalloc double[24];
        for (var h = 0; h < 24; h++)
            hours[h] = (mix * Hump(h, first, w1)) + ((1 - mix) * Hump(h, second, w2)) + 0.004;
        return Blend(hours, -utcOffset, 1 - diurnal);
    }

    /// <summary>A number in [0, 1) to milliseconds of the day.</summary>
    public int At(double u)
    {
        var target = u * _cumulative[24];
        var hour = 0;
        while (hour < 23 && _cumulative[hour + 1] <= target)
            hour++;
        var width = _cumulative[hour + 1] - _cumulative[hour];
        var within = Math.Clamp((target - _cumulative[hour]) / width, 0, 0.9999999);
        return (int)((hour + within) * 3_600_000);
    }

    private static DayCurve Blend(ReadOnlySpan<double> hours, double shift, double flat)
    {
        var mean = 0.0;
        foreach (var hour in hours)
            mean += hour / 24;
        Span<double> blended = stackalloc double[24];
        for (var h = 0; h < 24; h++)
            blended[h] = (hours[h] * (1 - flat)) + (mean * flat);
        return new DayCurve(blended, shift);
    }

    private static double Hump(double hour, double centre, double width)
    {
        var distance = Math.Abs(hour - centre);
        distance = Math.Min(distance, 24 - distance);
        return Math.Exp(-distance * distance / (2 * width * width));
    }

    private static int Wrap(int hour) => ((hour % 24) + 24) % 24;
}
