using Stillhound.Core.Profiles;

namespace Stillhound.Core.Accounts;

/// <summary>
/// Whether an account's refusals come before its answers: the rank sum of the refused among its exchanges, against an order by
/// chance (Wilcoxon, "Individual comparisons by ranking methods", 1945).
/// </summary>
internal static class RefusalTrend
{
    private const int Fewest = 4;

    /// <summary>
    /// Standard deviations by which refusals stand earlier than an order by chance would put them; negative for later. NaN with fewer
    /// than four refused or answered exchanges, and for accounts of more exchanges than their refusals are counted of.
    /// </summary>
    public static double Of(in Profile profile)
    {
        double all = profile.Exchanges, refused = profile.Refused;
        if (refused < Fewest || all - refused < Fewest || all > ushort.MaxValue)
            return double.NaN;
        var mean = refused * (all + 1) / 2;
        return (mean - profile.RefusedAt) / Math.Sqrt(refused * (all - refused) * (all + 1) / 12);
    }
}
