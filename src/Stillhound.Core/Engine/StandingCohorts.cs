using Stillhound.Core.Campaigns;
using Stillhound.Core.Cohorts;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Engine;

/// <summary>
/// What is done to the cohorts of a search that stand, before they go to the campaign book: a longer look for members, strangers
/// left out, foreign parts taken out. Verdicts are replaced in place.
/// </summary>
internal sealed class StandingCohorts(SearchContext context, Judge judge, Spares<Refiner> refiners, int smallest)
{
    /// <summary>Log-10 odds down to which a cohort is looked at without the honest ones that are in it.</summary>
    private const double Mixed = -3;

    /// <summary>A cohort of which more than this share was in that many cohorts that were grown already need not be.</summary>
    private const double MostSeen = 0.6;
    private const int Often = 3;

    /// <summary>
    /// Rows that are looked at for cohorts to grow in one search, each of which looks at everybody; the fewest cohorts that grow all the
    /// same. Below half a million accounts it is nearly always all of them. Among more, what goes without are the smallest at review.
    /// </summary>
    private const int MostLooks = 64_000_000;
    private const int FewestGrown = 32;

    /// <summary>Log-10 odds that a cohort has to gain by what it leaves out: twice as sure.</summary>
    private const double TwiceAsSure = 0.3;

    /// <summary>
    /// Gives cohorts that stand the members that a longer look finds, where they leave them as sure. Of cohorts that are nearly the
    /// same a few are looked at, those of the higher tier and the larger first.
    /// </summary>
    public void Grow(Verdict[] verdicts)
    {
        var most = Math.Max(FewestGrown, MostLooks / context.Population.Count);
        Parallel.ForEach(Standing(verdicts).Take(most), i =>
        {
            var refiner = refiners.Borrow();
            var grown = refiner.Grow(verdicts[i].Cohort);
            refiners.Return(refiner);
            if (grown is not null && judge.Decide(grown) is var again && again.Tier >= verdicts[i].Tier)
                verdicts[i] = again;
        });
    }

    /// <summary>
    /// Leaves those out of cohorts that stand who only resemble others that do not surely belong, where the cohort is twice as sure
    /// without them. Strangers let strangers in: accounts that show little of their own resemble whoever came in by chance.
    /// </summary>
    public void Tighten(Verdict[] verdicts)
    {
        Parallel.ForEach(Standing(verdicts), i =>
        {
            var refiner = refiners.Borrow();
            var tight = refiner.Tighten(verdicts[i].Cohort);
            refiners.Return(refiner);
            if (tight is not null && judge.Decide(tight) is var again && again.Log10Odds >= verdicts[i].Log10Odds + TwiceAsSure)
                verdicts[i] = again;
        });
    }

    /// <summary>Takes out of cohorts what does not belong, and finds campaigns that honest groups hide; see <see cref="ForeignParts"/>.</summary>
    public void TakeOutForeignParts(Verdict[] verdicts)
    {
        var honest = new HonestGroups([.. verdicts.Where(static v => v.Log10Odds < ForeignParts.Alone).Select(static v => v.Cohort.Rows)], context.Population.Count);
        Parallel.For(0, verdicts.Length, i =>
        {
            if (verdicts[i].Log10Odds > Mixed && verdicts[i].Tier is null or Tier.Watch)
                verdicts[i] = new ForeignParts(context, judge, smallest).Free(verdicts[i], honest);
        });
        Parallel.ForEach(Standing(verdicts), i =>
            verdicts[i] = new ForeignParts(context, judge, smallest).TakeOut(verdicts[i], honest));
    }

    /// <summary>Places of the verdicts that stand, but for those that are nearly what a few others are.</summary>
    private static List<int> Standing(Verdict[] verdicts)
    {
        var standing = Enumerable.Range(0, verdicts.Length).Where(i => verdicts[i].Tier >= Tier.Review)
            .OrderByDescending(i => verdicts[i].Tier).ThenByDescending(i => verdicts[i].Cohort.Rows.Length).ThenByDescending(i => verdicts[i].Log10Odds);
        var seen = new Dictionary<int, int>();
        var chosen = new List<int>();
        foreach (var i in standing)
        {
            var rows = verdicts[i].Cohort.Rows;
            if (rows.Count(row => seen.GetValueOrDefault(row) >= Often) > MostSeen * rows.Length)
                continue;
            chosen.Add(i);
            foreach (var row in rows)
                seen[row] = seen.GetValueOrDefault(row) + 1;
        }

        return chosen;
    }
}
