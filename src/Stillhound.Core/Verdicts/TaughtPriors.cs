namespace Stillhound.Core.Verdicts;

/// <summary>
/// The chances of the benign explanations before any evidence, with what dismissals taught. Without them a chance is an explanation's share
/// of all priors. It counts for as much as <see cref="Strength"/> dismissals would, as the mean of a Dirichlet prior does: after N dismissals,
/// n of them as this explanation, it is (strength × chance + n) / (strength + N).
/// </summary>
internal static class TaughtPriors
{
    /// <summary>Dismissals that the chances before them weigh as much as.</summary>
    public const double Strength = 100;

    /// <summary>
    /// No chance becomes more than so many times what it was, or less than that part of it, however much is dismissed: what people say
    /// of past campaigns moves the odds of a new one by 0.3 decades at most.
    /// </summary>
    public const double MostFold = 2;

    private static readonly double Sum = Explanation.All.Sum(static e => Math.Pow(10, e.Prior));

    /// <summary>The chance of an explanation before any dismissal.</summary>
    public static double ChanceOf(Explanation explanation) => Math.Pow(10, explanation.Prior) / Sum;

    /// <summary>Its chance after some dismissals.</summary>
    /// <param name="explanation">The explanation.</param>
    /// <param name="own">Dismissals as this one.</param>
    /// <param name="all">All dismissals.</param>
    public static double ChanceAfter(Explanation explanation, int own, int all)
    {
        var before = ChanceOf(explanation);
        return all == 0 ? before : Math.Clamp(((Strength * before) + own) / (Strength + all), before / MostFold, before * MostFold);
    }

    /// <summary>Log-10 of how many times each chance is what it was; all zero without lessons.</summary>
    public static double[] Shifts(IReadOnlyCollection<Lesson> lessons)
    {
        var shifts = new double[Explanation.All.Length];
        if (lessons.Count == 0)
            return shifts;
        for (var e = 0; e < shifts.Length; e++)
        {
            var explanation = Explanation.All[e];
            shifts[e] = Math.Log10(ChanceAfter(explanation, lessons.Count(l => l.Hypothesis == explanation.Name), lessons.Count) / ChanceOf(explanation));
        }

        return shifts;
    }
}
