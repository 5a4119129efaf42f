namespace Stillhound.Core.Cohorts;

/// <summary>
/// One number compared between a cohort and everybody: two normal curves fitted by median and spread, so that a few odd
/// members move neither.
/// </summary>
internal readonly record struct Bell(float InsideMiddle, float InsideSpread, float OutsideMiddle, float OutsideSpread)
{
    private const int FewestInside = 6;

    /// <summary>Fits both curves; NaN values are left out. Without enough values the score is always 0.</summary>
    public static Bell Fit(List<float> inside, List<float> outside, float leastSpread)
    {
        if (inside.Count < FewestInside || outside.Count < FewestInside)
            return default;
        inside.Sort();
        outside.Sort();
        var (im, isd) = MiddleAndSpread(inside);
        var (om, osd) = MiddleAndSpread(outside);
        return new Bell(im, Math.Max(isd, leastSpread), om, Math.Max(osd, leastSpread));
    }

    /// <summary>Natural-log ratio of the curves at a value, bounded; 0 for NaN.</summary>
    public float Score(float value, float bound)
    {
        if (float.IsNaN(value) || InsideSpread == 0)
            return 0;
        var zi = (value - InsideMiddle) / InsideSpread;
        var zo = (value - OutsideMiddle) / OutsideSpread;
        // Far from both curves neither says anything.
        var score = (0.5f * (Math.Min(zo * zo, 16) - Math.Min(zi * zi, 16))) - MathF.Log(InsideSpread / OutsideSpread);
        return Math.Clamp(score, -bound, bound);
    }

    private static (float Middle, float Spread) MiddleAndSpread(List<float> sorted)
    {
        var middle = sorted[sorted.Count / 2];
        var low = sorted[(int)(sorted.Count * 0.16f)];
        var high = sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * 0.84f))];
        return (middle, (high - low) / 2);
    }
}
