namespace Stillhound.Core.SingleAccounts;

/// <summary>
/// How often this population shows a value as large: by rank in the bulk, and beyond the ninth decile by an exponential tail over
/// it (peaks over threshold: Pickands, "Statistical inference using extreme order statistics", 1975, with shape 0). The tail's
/// scale is read from two of its own quantiles, the larger taken, so that a few accounts far out do not stretch it and a
/// heavy tail does.
/// </summary>
internal sealed class TailNull
{
    /// <summary>Fewest values that make a null.</summary>
    public const int Fewest = 60;

    private const double TailShare = 0.1;
    private const int MostKept = 512;

    // What no log of any size could tell apart.
    private const double Least = 1e-12;

    private readonly float[] _values;
    private readonly double _scale;

    private TailNull(float[] sorted)
    {
        Count = sorted.Length;
        Median = sorted[sorted.Length / 2];
        Threshold = sorted[(int)((1 - TailShare) * (sorted.Length - 1))];
        var first = Array.FindIndex(sorted, v => v > Threshold);
        if (first >= 0)
        {
            double Excess(double q) => sorted[first + (int)(q * (sorted.Length - 1 - first))] - Threshold;
            _scale = Math.Max(Excess(0.5) / Math.Log(2), Excess(0.9) / Math.Log(10));
            Beyond = (double)(sorted.Length - first) / sorted.Length;
        }

        _values = sorted.Length <= MostKept ? sorted : Thinned(sorted);
    }

    /// <summary>Values that it was read from.</summary>
    public int Count { get; }

    /// <summary>Their median.</summary>
    public double Median { get; }

    /// <summary>Where the tail begins.</summary>
    public double Threshold { get; }

    /// <summary>Share of the values beyond the threshold; less than a tenth where many are equal.</summary>
    public double Beyond { get; }

    /// <summary>Reads the null; null when there are too few values. Values that are no number are left out.</summary>
    public static TailNull? Of(IEnumerable<float> values)
    {
        var sorted = values.Where(static v => !float.IsNaN(v)).ToArray();
        if (sorted.Length < Fewest)
            return null;
        Array.Sort(sorted);
        return new TailNull(sorted);
    }

    /// <summary>Probability of a value at least this large, above 0 and at most 1; ties count half. NaN for NaN.</summary>
    public double PValue(double value)
    {
        if (double.IsNaN(value))
            return double.NaN;
        if (value > Threshold && _scale > 0)
            return Math.Max(Least, Beyond * Math.Exp(-(value - Threshold) / _scale));
        var below = Bound(value, upper: false);
        var upTo = Bound(value, upper: true);
        var rank = _values.Length - upTo + (0.5 * (upTo - below));
        return Math.Clamp((rank + 0.5) / (_values.Length + 1), 0.5 / (_values.Length + 1), 1);
    }

    private int Bound(double value, bool upper)
    {
        int low = 0, high = _values.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_values[middle] < value || (upper && _values[middle] <= value))
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private static float[] Thinned(float[] sorted)
    {
        var kept = new float[MostKept];
        for (var i = 0; i < MostKept; i++)
            kept[i] = sorted[(int)((i + 0.5) * sorted.Length / MostKept)];
        return kept;
    }
}
