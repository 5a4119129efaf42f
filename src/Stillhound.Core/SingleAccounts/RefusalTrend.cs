using Stillhound.Core.Profiles;

namespace Stillhound.Core.SingleAccounts;

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

    /// <summary>How often an order by chance gives at least as many standard deviations, 0 to 1: the upper tail of the normal distribution.</summary>
    public static double PValue(double deviations)
    {
        // Abramowitz and Stegun, "Handbook of Mathematical Functions", 1964, 7.1.26: off by at most 1.5e-7.
        var x = Math.Abs(deviations) / Math.Sqrt(2);
        var t = 1 / (1 + (0.3275911 * x));
        var tail = 0.5 * Math.Exp(-x * x) * t * (0.254829592 + (t * (-0.284496736 + (t * (1.421413741 + (t * (-1.453152027 + (t * 1.061405429))))))));
        return deviations >= 0 ? tail : 1 - tail;
    }
}
