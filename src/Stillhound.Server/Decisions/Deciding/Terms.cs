using Stillhound.Server.Decisions.Policies;
using Stillhound.Server.Decisions.Projection;

namespace Stillhound.Server.Decisions.Deciding;

/// <summary>Compares how hard decisions hit: what is carried out is stronger than what is simulated, then the rung counts, then the limit.</summary>
internal static class Terms
{
    public static LadderStep StepOf(Proposed terms) => new(terms.Action, terms.TokensPerDay, terms.RequestsPerMinute);

    public static int Compare(LadderStep step, bool simulated, Proposed terms) =>
        simulated != terms.Simulated ? terms.Simulated.CompareTo(simulated) : step.StrengthBeside(StepOf(terms));

    public static int Compare(Proposed one, Proposed other) => Compare(StepOf(one), one.Simulated, other);
}
