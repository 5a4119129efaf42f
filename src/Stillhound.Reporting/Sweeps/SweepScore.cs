namespace Stillhound.Reporting.Sweeps;

/// <summary>How well campaigns were found. Shares from 0 to 1; NaN where there was nothing to take a share of.</summary>
/// <param name="Recall">Share of the campaigns' accounts that stand at review or above.</param>
/// <param name="Precision">Share of campaigns' accounts among those that stand at review or above; NaN when none does.</param>
/// <param name="RecallAtAct">Share of the campaigns' accounts that stand at act.</param>
/// <param name="Leak">
/// Share of the campaigns' exchanges that were served before their account was flagged; those of accounts that never were
/// flagged count in full.
/// </param>
public sealed record SweepScore(double Recall, double Precision, double RecallAtAct, double Leak)
{
    /// <summary>The mean of several worlds, each with the same weight; worlds in which a share is NaN are left out of its mean.</summary>
    public static SweepScore MeanOf(IReadOnlyCollection<SweepScore> scores) => new(
        Mean(scores.Select(static s => s.Recall)), Mean(scores.Select(static s => s.Precision)),
        Mean(scores.Select(static s => s.RecallAtAct)), Mean(scores.Select(static s => s.Leak)));

    private static double Mean(IEnumerable<double> values) => values.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
}
