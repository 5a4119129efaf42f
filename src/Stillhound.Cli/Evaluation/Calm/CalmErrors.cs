using Stillhound.Core.ErrorControl;

namespace Stillhound.Cli.Evaluation.Calm;

/// <summary>
/// How what the engine says of its own errors compares with what happened in worlds without campaigns: there every p-value should
/// come out at x or less in at most x of the cohorts, and e-values should have a mean of at most 1.
/// </summary>
/// <param name="Followed">Cohorts of all searches that were followed, each as often as it was judged.</param>
/// <param name="Tenth">Those with a p-value of at most 0.1.</param>
/// <param name="Hundredth">Those with a p-value of at most 0.01.</param>
/// <param name="Thousandth">Those with a p-value of at most 0.001.</param>
/// <param name="EValues">Sum of the e-values.</param>
/// <param name="Decoys">Decoys of the last searches.</param>
/// <param name="DecoysAtReview">Those that would have stood at review or above.</param>
/// <param name="DecoysAtAct">Those that would have stood at act.</param>
/// <param name="Granted">Mean number of false campaigns at act that the budget came to.</param>
internal readonly record struct CalmErrors(
    int Followed, int Tenth, int Hundredth, int Thousandth, double EValues, int Decoys, int DecoysAtReview, int DecoysAtAct, double Granted)
{
    /// <summary>One cohort as one search judged it.</summary>
    public static CalmErrors Of(JudgedCohort cohort)
    {
        if (cohort.Log10Odds < DecoyTail.From || cohort.Error is not { } error)
            return default;
        int AtMost(double p) => error.PValue <= p ? 1 : 0;
        return new CalmErrors(1, AtMost(0.1), AtMost(0.01), AtMost(0.001), error.EValue, 0, 0, 0, 0);
    }

    /// <summary>What a run reported of itself.</summary>
    public static CalmErrors Of(ErrorReport? report) =>
        report is null ? default : new CalmErrors(0, 0, 0, 0, 0, report.Decoys, report.DecoysAtReview, report.DecoysAtAct, report.Granted);

    public static CalmErrors operator +(CalmErrors a, CalmErrors b) => new(
        a.Followed + b.Followed, a.Tenth + b.Tenth, a.Hundredth + b.Hundredth, a.Thousandth + b.Thousandth, a.EValues + b.EValues,
        a.Decoys + b.Decoys, a.DecoysAtReview + b.DecoysAtReview, a.DecoysAtAct + b.DecoysAtAct, a.Granted + b.Granted);
}
