using Stillhound.Core.Campaigns;
using Stillhound.Core.ErrorControl;
using Stillhound.Core.Verdicts;

namespace Stillhound.Cli.Evaluation;

/// <summary>One cohort as a search judged it.</summary>
/// <param name="Accounts">Its accounts; to be read while the search lasts.</param>
/// <param name="Tier">The tier; null below watch.</param>
/// <param name="Log10Odds">Log-10 odds of a campaign against all explanations together.</param>
/// <param name="Explanation">The benign explanation with the highest odds.</param>
/// <param name="Error">How it stands with the budget of false accusations.</param>
internal sealed record JudgedCohort(IEnumerable<string> Accounts, Tier? Tier, double Log10Odds, string Explanation, VerdictError? Error = null)
{
    public static JudgedCohort Of(IEnumerable<string> accounts, Verdict verdict) =>
        new(accounts, verdict.Tier, verdict.Log10Odds, Stillhound.Core.Verdicts.Explanation.All[Array.IndexOf(verdict.Odds, verdict.Odds.Max())].Name, verdict.Error);
}
