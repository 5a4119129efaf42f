using MathNet.Numerics.Distributions;

namespace Stillhound.Cli.Evaluation;

/// <summary>What a count of trials says about the share behind it.</summary>
/// <param name="Low">Lower end, 0 to 1.</param>
/// <param name="High">Upper end, 0 to 1.</param>
internal readonly record struct ShareInterval(double Low, double High)
{
    /// <summary>
    /// The exact interval of Clopper and Pearson, "The use of confidence or fiducial limits", 1934: it holds the share at least
    /// as often as it says, for any number of trials, also when nothing happened in any of them.
    /// </summary>
    /// <param name="hits">Trials in which it happened.</param>
    /// <param name="trials">All trials, at least 1.</param>
    /// <param name="confidence">How often the interval is to hold the share, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no trials, or more hits than trials.</exception>
    public static ShareInterval Exact(int hits, int trials, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hits, trials);
        var tail = (1 - confidence) / 2;
        var misses = trials - hits;
        // With no hit or nothing but hits a quantile has a closed form, and the general one a parameter of 0.
        var low = hits == 0 ? 0 : misses == 0 ? Math.Pow(tail, 1.0 / trials) : Beta.InvCDF(hits, misses + 1, tail);
        var high = misses == 0 ? 1 : hits == 0 ? 1 - Math.Pow(tail, 1.0 / trials) : Beta.InvCDF(hits + 1, misses, 1 - tail);
        return new ShareInterval(low, high);
    }

    /// <summary>Trials without a hit after which the upper end lies at a share or below.</summary>
    public static int TrialsFor(double share, double confidence = 0.95) =>
        (int)Math.Ceiling(Math.Log((1 - confidence) / 2) / Math.Log(1 - share));
}
