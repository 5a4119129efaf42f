using Stillhound.Core.Campaigns;
using Stillhound.Core.Cohorts;
using Stillhound.Core.State;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.ErrorControl;

/// <summary>
/// Groups of this population that nobody accuses, taken through everything that a proposal goes through: refined, measured, weighed
/// against the same nulls, and explained. They show what honest groups of this log score.
/// </summary>
internal sealed class Decoys
{
    /// <summary>A decoy with more of its accounts in one that stands or would stand may be the campaign itself.</summary>
    private const double MostSuspect = 1.0 / 3;

    private Decoys(int judged, List<Verdict> unsuspected, double review)
    {
        Count = unsuspected.Count;
        Suspect = judged - unsuspected.Count;
        AtReview = unsuspected.Count(static v => v.Tier >= Tier.Review);
        AtAct = unsuspected.Count(static v => v.Tier == Tier.Act);
        Tail = DecoyTail.Of(unsuspected.Select(static v => v.Log10Odds), review);
    }

    private Decoys(int count, int suspect, int atReview, int atAct, DecoyTail tail) =>
        (Count, Suspect, AtReview, AtAct, Tail) = (count, suspect, atReview, atAct, tail);

    /// <summary>Decoys that count.</summary>
    public int Count { get; }

    /// <summary>Decoys left out because they overlap with what stands or would stand at review.</summary>
    public int Suspect { get; }

    /// <summary>Those that would stand at review or above.</summary>
    public int AtReview { get; }

    /// <summary>Those that would stand at act.</summary>
    public int AtAct { get; }

    /// <summary>How fast their scores become rare.</summary>
    public DecoyTail Tail { get; }

    /// <summary>Hands over what they showed.</summary>
    public static Decoys Keep(StateStream state, Decoys? decoys) => new(
        state.Value(decoys?.Count ?? 0), state.Value(decoys?.Suspect ?? 0), state.Value(decoys?.AtReview ?? 0), state.Value(decoys?.AtAct ?? 0), state.Value(decoys?.Tail ?? default));

    /// <summary>Makes and judges the decoys of a search.</summary>
    /// <param name="context">The search.</param>
    /// <param name="judge">Judges them as it does cohorts.</param>
    /// <param name="refiners">Refine them as they do proposals.</param>
    /// <param name="verdicts">What the search made of its proposals.</param>
    /// <param name="review">Log-10 odds of tier review.</param>
    public static Decoys Of(SearchContext context, Judge judge, Spares<Refiner> refiners, Verdict[] verdicts, double review)
    {
        var suspects = verdicts.Where(static v => v.Tier >= Tier.Review).SelectMany(static v => v.Cohort.Rows).ToHashSet();
        var reference = judge.Reference ?? new ReferenceGroups(context);
        var seen = new HashSet<int[]>(ReferenceEqualityComparer.Instance);
        for (var size = 0; size < ReferenceGroups.Sizes.Length; size++)
            seen.UnionWith(reference.OfClass(size)); // a group between two sizes is taken whole for both
        int[][] groups = [.. seen];
        var refined = new RefinedCohort?[groups.Length];
        Parallel.For(0, groups.Length, i =>
        {
            var refiner = refiners.Borrow();
            refined[i] = refiner.Refine(new Cohort(groups[i], CohortRoute.Links, "a group of this population"));
            refiners.Return(refiner);
        });
        var distinct = new DistinctGroups().Of(refined.OfType<RefinedCohort>(), static c => c.Rows, context.Population.Count);
        var judged = new Verdict?[distinct.Count];
        Parallel.For(0, distinct.Count, i =>
        {
            var rows = distinct[i].Rows;
            if (rows.Count(row => suspects.Contains(row) || context.IsAccused(row)) <= MostSuspect * rows.Length)
                judged[i] = judge.Decide(distinct[i]);
        });
        return new Decoys(judged.Length, [.. judged.OfType<Verdict>()], review);
    }
}
