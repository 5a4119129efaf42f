namespace Stillhound.Core.Profiles;

/// <summary>The scale on which gaps between an account's exchanges are counted.</summary>
internal static class GapScale
{
    public const int Bins = 10;

    /// <summary>Gaps in bins before this one belong to one sitting: less than half an hour.</summary>
    public const int FirstBetweenSittings = 4;

    private const long Second = 1000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;

    private static ReadOnlySpan<float> Typical => [5 * Second, 30 * Second, 2 * Minute, 12 * Minute, Hour, 4 * Hour, 9 * Hour, 17 * Hour, 40 * Hour, 120 * Hour];

    /// <summary>The bin of a gap in milliseconds.</summary>
    public static int BinOf(long gapMs) => gapMs switch
    {
        < 10 * Second => 0,
        < Minute => 1,
        < 5 * Minute => 2,
        < 30 * Minute => 3,
        < 2 * Hour => 4,
        < 6 * Hour => 5,
        < 12 * Hour => 6,
        < 24 * Hour => 7,
        < 72 * Hour => 8,
        _ => 9,
    };

    /// <summary>
    /// How long it takes on average from any moment to an account's next exchange, milliseconds: long gaps hold more moments than
    /// short ones (the inspection paradox; Feller, "An Introduction to Probability Theory and Its Applications", vol. II, 1966).
    /// </summary>
    public static float MeanWait(in GapBins gaps)
    {
        float sum = 0, squares = 0;
        for (var bin = 0; bin < Bins; bin++)
        {
            sum += gaps[bin] * Typical[bin];
            squares += gaps[bin] * Typical[bin] * Typical[bin];
        }

        return sum == 0 ? 0 : squares / (2 * sum);
    }
}
