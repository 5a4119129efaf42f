using Stillhound.Core.Cohorts;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Campaigns;

/// <summary>What the search under way can say of its cohorts when campaigns take them.</summary>
internal interface ICohortOpinion
{
    /// <summary>The cohort's own phrases.</summary>
    HashSet<uint> KeysOf(RefinedCohort cohort);

    /// <summary>Those of the cohort's own phrases that hardly anybody outside uses.</summary>
    HashSet<uint> SoleKeysOf(RefinedCohort cohort);

    /// <summary>Gives the natural-log odds that a row belongs to the cohort; valid until it is asked of another cohort.</summary>
    Func<int, float> ScoresOf(RefinedCohort cohort);

    /// <summary>The verdict on a cohort.</summary>
    Verdict Decide(RefinedCohort cohort);
}
