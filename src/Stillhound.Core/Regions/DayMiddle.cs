using Stillhound.Core.Profiles;

namespace Stillhound.Core.Regions;

/// <summary>Where the middle of an account's day lies on the clock: the circular mean of its hours.</summary>
/// <param name="Hour">0 to 24, UTC; NaN where its hours have no middle.</param>
internal readonly record struct DayMiddle(float Hour)
{
    private const int FewestExchanges = 20;
    private const double ClearlyNotEven = 3;
    private const double LeastGathered = 0.15;

    /// <summary>The middle of an account's day; NaN when there are few exchanges, or when they are spread as by chance.</summary>
    public static DayMiddle Of(in Profile profile)
    {
        var hours = HourShares.Of(profile);
        double x = 0, y = 0;
        for (var hour = 0; hour < 24; hour++)
        {
            var (sine, cosine) = Math.SinCos(2 * Math.PI * (hour + 0.5) / 24);
            x += hours[hour] * cosine;
            y += hours[hour] * sine;
        }

        // Of even hours, the resultant of n exchanges exceeds 3 / sqrt n in one case of some thousands (Rayleigh).
        var length = Math.Sqrt((x * x) + (y * y));
        if (profile.Exchanges < FewestExchanges || length < LeastGathered || length < ClearlyNotEven / Math.Sqrt(profile.Exchanges))
            return new DayMiddle(float.NaN);
        return new DayMiddle((float)((((Math.Atan2(y, x) * 12 / Math.PI) + 24) % 24)));
    }

    /// <summary>Hours between two middles, 0 to 12; NaN where either has none.</summary>
    public float From(DayMiddle other)
    {
        var apart = Math.Abs(Hour - other.Hour);
        return Math.Min(apart, 24 - apart);
    }

    /// <summary>The circular mean of middles; NaN without any.</summary>
    public static DayMiddle Mean(IEnumerable<DayMiddle> middles)
    {
        double x = 0, y = 0;
        var any = false;
        foreach (var middle in middles)
        {
            if (float.IsNaN(middle.Hour))
                continue;
            var (sine, cosine) = Math.SinCos(2 * Math.PI * middle.Hour / 24);
            (x, y, any) = (x + cosine, y + sine, true);
        }

        return new DayMiddle(any ? (float)(((Math.Atan2(y, x) * 12 / Math.PI) + 24) % 24) : float.NaN);
    }
}
