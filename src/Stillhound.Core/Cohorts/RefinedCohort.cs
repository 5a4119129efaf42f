using Stillhound.Core.Components;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;
using Stillhound.Core.State;

namespace Stillhound.Core.Cohorts;

/// <summary>A cohort after refinement.</summary>
/// <param name="Rows">Its rows, ascending.</param>
/// <param name="Route">How it was found.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Fitted">The rows that the last model was fitted to.</param>
/// <param name="Listed">Phrase keys that are its own, of those that the postings list.</param>
/// <param name="Shared">Settings that most members have in common.</param>
internal sealed record RefinedCohort(
    int[] Rows, CohortRoute Route, string Reason, int[] Fitted, uint[] Listed, IReadOnlyList<(TraitKind Kind, uint Value)> Shared)
{
    /// <summary>Rows of organisations that belonged by likeness and were left out, since each is a group of its own.</summary>
    public int[] LeftOut { get; init; } = [];

    /// <summary>Rows that were taken out of it because the others are surer without them, though they are unusual by themselves.</summary>
    public int[] Doubtful { get; init; } = [];

    /// <summary>The part of the accounts' traffic that it is made of; null where it is all of it.</summary>
    public ComponentSignature? Component { get; init; }

    /// <summary>Hands a cohort over; the part that it is made of by its number.</summary>
    public static RefinedCohort Keep(StateStream state, RefinedCohort? cohort)
    {
        List<(TraitKind Kind, uint Value)> shared = [.. cohort?.Shared ?? []];
        var kept = new RefinedCohort(
            state.Array(cohort?.Rows), state.Value(cohort?.Route ?? default), state.Text(cohort?.Reason) ?? "", state.Array(cohort?.Fitted), state.Array(cohort?.Listed), shared)
        {
            LeftOut = state.Array(cohort?.LeftOut),
            Doubtful = state.Array(cohort?.Doubtful),
            Component = state.Value(cohort?.Component?.Number ?? 0) is > 0 and var number ? state.Offered<ComponentSignature>(number - 1) : null,
        };
        state.List(shared);
        return kept;
    }

    /// <summary>Whether an account uses any of the cohort's own phrases often enough to be listed under it.</summary>
    public bool IsUsedBy(in Profile p)
    {
        if (Listed.Length == 0)
            return false;
        var keys = p.Phrases.Keys;
        var counts = p.Phrases.KeyCounts;
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] != 0 && counts[i] >= Postings.LeastUses(p.Exchanges) && Listed.AsSpan().Contains(keys[i]))
                return true;
        }

        return false;
    }
}
