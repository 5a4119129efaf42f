using Stillhound.Core.Campaigns;
using Stillhound.Core.Cohorts;
using Stillhound.Core.ErrorControl;
using Stillhound.Core.State;

namespace Stillhound.Core.Verdicts;

/// <summary>What was concluded of one cohort at one event time.</summary>
/// <param name="Cohort">The cohort.</param>
/// <param name="Weights">Every measurement weighed.</param>
/// <param name="FamilyLog10">Log-10 likelihood ratio a family; NaN where blind.</param>
/// <param name="Group">Who the members say they are.</param>
/// <param name="Odds">Log-10 odds of each benign explanation against a campaign.</param>
/// <param name="Log10Odds">Log-10 odds of a campaign against all explanations together.</param>
/// <param name="Tier">The tier; null below watch.</param>
internal sealed record Verdict(
    RefinedCohort Cohort, Weight[] Weights, double[] FamilyLog10, GroupContext Group, double[] Odds, double Log10Odds, Tier? Tier)
{
    /// <summary>How it stands with the budget of false accusations; null before that was asked.</summary>
    public VerdictError? Error { get; init; }

    /// <summary>Hands a verdict over.</summary>
    public static Verdict Keep(StateStream state, Verdict? verdict) => new(
        state.Kept(verdict?.Cohort, RefinedCohort.Keep),
        state.Array(verdict?.Weights),
        state.Array(verdict?.FamilyLog10),
        state.Kept(verdict?.Group, GroupContext.Keep),
        state.Array(verdict?.Odds),
        state.Value(verdict?.Log10Odds ?? 0),
        state.Value(verdict?.Tier is not null) ? state.Value(verdict?.Tier ?? default) : null)
    {
        Error = state.Optional(verdict?.Error, VerdictError.Keep),
    };
}
