using Stillhound.Core.Cohorts;
using Stillhound.Core.Tests.Campaigns;
using Stillhound.Core.Tests.Support;
using static Stillhound.Core.Tests.Support.Request;

namespace Stillhound.Core.Tests.Cohorts;

public sealed class CohortScoresTests
{
    [Fact]
    public void Scores_are_the_cohort_s_whoever_was_asked_of_before()
    {
        var cast = new Cast().Troupe("a", 0, count: 20)
            .Play("others", 60, 0, static i => new Request { Prompt = $"what about {i * 13} and {i * 17}, I wonder", UserAgent = $"agent-{i % 19}/2", MaxTokens = 100 * (i % 11) });
        var context = new SearchContext(cast.Accounts, 4);
        context.Refresh(Monday + Day, []);
        var (first, second) = (Cohort(0, 20), Cohort(30, 20));
        var (expectedFirst, expectedSecond) = (Expected(context, first), Expected(context, second));
        var scores = new CohortScores(new Refiner(context, 4), context.Population.Count);

        for (var again = 0; again < 2; again++)
        {
            ScoresOf(scores, context, first).ShouldBe(expectedFirst);
            ScoresOf(scores, context, first).ShouldBe(expectedFirst);
            ScoresOf(scores, context, second).ShouldBe(expectedSecond);
        }

        expectedFirst.ShouldNotBe(expectedSecond);
    }

    private static float[] Expected(SearchContext context, RefinedCohort cohort)
    {
        var likeness = new Refiner(context, 4).LikenessOf(cohort);
        return [.. Enumerable.Range(0, context.Population.Count).Select(likeness.Score)];
    }

    private static float[] ScoresOf(CohortScores scores, SearchContext context, RefinedCohort cohort) =>
        [.. Enumerable.Range(0, context.Population.Count).Select(scores.Of(cohort))];

    private static RefinedCohort Cohort(int from, int count)
    {
        int[] rows = [.. Enumerable.Range(from, count)];
        return new RefinedCohort(rows, CohortRoute.Links, "shared phrases", rows, [], []);
    }
}
