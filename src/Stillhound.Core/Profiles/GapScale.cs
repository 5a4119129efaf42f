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
}
