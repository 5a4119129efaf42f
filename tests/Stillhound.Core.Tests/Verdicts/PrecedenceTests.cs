using Stillhound.Core.Campaigns;
using Stillhound.Core.Cohorts;
using Stillhound.Core.Tests.Worlds;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Tests.Verdicts;

/// <summary>Which of several cohorts may claim accounts first.</summary>
public sealed class PrecedenceTests
{
    private static readonly Lazy<JudgedWorld> World = new(static () => new JudgedWorld(new World(5).WithPeople(90)));

    [Theory]
    [InlineData(17, true)] // all but three of each part's twenty are inside
    [InlineData(16, false)]
    public void A_cohort_that_others_mostly_fill_steps_behind_them(int inside, bool behind)
    {
        var whole = Cohort(3, 0, 40);
        var (one, other) = (Cohort(1, 20 - inside + 40, 20 - inside, 0, inside), Cohort(1, 70, 20 - inside, 20, inside));
        var order = Precedence.Order([whole, one, other], World.Value.Judge, review: 0.05, sure: 2, smallest: 8);
        order.IndexOf(whole).ShouldBe(behind ? 2 : 0);
    }

    [Fact]
    public void Among_those_that_are_sure_the_larger_goes_first()
    {
        var (small, large) = (Cohort(9, 0, 10), Cohort(2.5, 20, 40));
        Precedence.Order([small, large], World.Value.Judge, review: 0.05, sure: 2, smallest: 8).ShouldBe([large, small]);
    }

    private static Verdict Cohort(double log10Odds, params int[] fromAndCount)
    {
        int[] rows = [.. fromAndCount.Chunk(2).SelectMany(static c => Enumerable.Range(c[0], c[1])).Order()];
        return new Verdict(new RefinedCohort(rows, CohortRoute.Links, "shared phrases", rows, [], []), [], [], null!, [], log10Odds, log10Odds >= 2 ? Tier.Act : Tier.Review);
    }
}
