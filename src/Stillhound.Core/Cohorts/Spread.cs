namespace Stillhound.Core.Cohorts;

/// <summary>Middle and spread of some numbers by percentiles, which a few odd values do not move.</summary>
/// <param name="Middle">Median.</param>
/// <param name="Width">Half the distance between the 16th and the 84th percentile; 0 when there were too few numbers.</param>
internal readonly record struct Spread(float Middle, float Width)
{
    /// <summary>Fewest numbers that have a spread.</summary>
    public const int Fewest = 6;

    /// <summary>Place of the 16th percentile of so many numbers in order.</summary>
    public static int LowRank(int count) => (int)(count * 0.16f);

    /// <summary>Place of the median.</summary>
    public static int MiddleRank(int count) => count / 2;

    /// <summary>Place of the 84th percentile.</summary>
    public static int HighRank(int count) => Math.Min(count - 1, (int)(count * 0.84f));

    /// <summary>Measures the numbers, whose order is lost.</summary>
    public static Spread Of(Span<float> values, float leastWidth)
    {
        if (values.Length < Fewest)
            return default;
        var count = values.Length;
        int lowAt = LowRank(count), middleAt = MiddleRank(count), highAt = HighRank(count);
        // Each rank is looked for in what the one before has left above it.
        var low = OrderStatistics.Select(values, lowAt);
        var middle = OrderStatistics.Select(values[lowAt..], middleAt - lowAt);
        var high = OrderStatistics.Select(values[middleAt..], highAt - middleAt);
        return new Spread(middle, Math.Max((high - low) / 2, leastWidth));
    }
}

/// <summary>
/// Natural-log ratio of two normal curves, of a cohort over others, with what does not depend on the value worked out once.
/// </summary>
internal readonly struct SpreadRatio
{
    private readonly float _middleIn;
    private readonly float _middleOut;
    private readonly float _perWidthIn;
    private readonly float _perWidthOut;
    private readonly float _logWidths;

    public SpreadRatio(Spread inside, Spread outside)
    {
        if (inside.Width == 0 || outside.Width == 0)
            return;
        _middleIn = inside.Middle;
        _middleOut = outside.Middle;
        _perWidthIn = 1 / inside.Width;
        _perWidthOut = 1 / outside.Width;
        _logWidths = MathF.Log(inside.Width / outside.Width);
    }

    /// <summary>The ratio at a value, bounded; 0 for NaN or without curves.</summary>
    public float At(float value, float bound)
    {
        if (float.IsNaN(value) || _perWidthIn == 0)
            return 0;
        var zi = (value - _middleIn) * _perWidthIn;
        var zo = (value - _middleOut) * _perWidthOut;
        // Far from both curves neither says anything.
        var score = (0.5f * (Math.Min(zo * zo, 16) - Math.Min(zi * zi, 16))) - _logWidths;
        return Math.Clamp(score, -bound, bound);
    }
}
