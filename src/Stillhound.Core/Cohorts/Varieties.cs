namespace Stillhound.Core.Cohorts;

/// <summary>
/// How readily the next account shows another value: the parameter of Ewens' sampling formula (1972), under which so many accounts
/// show so many different values. A cohort with a client each does not miss the client of a new account. Cohorts of a search are much
/// alike in these two numbers, and a dozen logarithms are more than a look at what was worked out before. Serves one thread.
/// </summary>
internal sealed class Varieties
{
    private const float Smoothing = 2f;
    private const float Most = 4f;
    private const int Steps = 12;
    private const int Places = 2048;

    private readonly (long Key, float Variety)[] _known = new (long, float)[Places];

    /// <summary>The parameter for accounts that show a value, and the different values that they show.</summary>
    public float Of(int shown, int different)
    {
        var key = ((long)(uint)shown << 32) | (uint)different;
        ref var known = ref _known[(uint)((shown * 61) + different) % Places];
        if (known.Key != key || known.Variety == 0)
            known = (key, Solve(shown, different));
        return known.Variety;
    }

    private static float Solve(int shown, int different)
    {
        var variety = Smoothing;
        for (var step = 0; step < Steps && shown > 0; step++)
        {
            var before = variety;
            variety = different / MathF.Log(1 + (shown / variety));
            if (variety == before)
                break;
        }

        return Math.Clamp(variety, Smoothing, Most * Math.Max(1, shown));
    }
}
