using Stillhound.Core.Cohorts;
using Stillhound.Core.Tests.Campaigns;
using Stillhound.Core.Tests.Support;
using static Stillhound.Core.Tests.Support.Request;

namespace Stillhound.Core.Tests.Cohorts;

/// <summary>What a cohort is without accounts that came in because they resemble strangers of it.</summary>
public sealed class TightenedCohortTests
{
    [Fact]
    public void Strangers_that_came_in_with_a_cohort_go()
    {
        var (cast, context) = Staged();
        int[] rows = RowsOf(cast, context, static name => name.StartsWith("a-", StringComparison.Ordinal) || name is "stranger-3" or "stranger-12" or "stranger-21" or "stranger-30" or "stranger-39");

        var tight = new Refiner(context, 4).Tighten(Cohort(rows)).ShouldNotBeNull();

        tight.Rows.ShouldBe(RowsOf(cast, context, static name => name.StartsWith("a-", StringComparison.Ordinal)));
        tight.Shared.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_cohort_all_of_whose_accounts_surely_belong_is_what_it_is()
    {
        var (cast, context) = Staged();

        new Refiner(context, 4).Tighten(Cohort(RowsOf(cast, context, static name => name.StartsWith("a-", StringComparison.Ordinal)))).ShouldBeNull();
    }

    [Fact]
    public void Accounts_none_of_whom_surely_belongs_are_left_as_they_are()
    {
        var (cast, context) = Staged();

        new Refiner(context, 4).Tighten(Cohort(RowsOf(cast, context, static name => name.StartsWith("stranger-", StringComparison.Ordinal)))).ShouldBeNull();
    }

    private static (Cast Cast, SearchContext Context) Staged()
    {
        var cast = new Cast().Troupe("a", 0, count: 20)
            .Play("others", 500, 0, static i => new Request { Prompt = $"what about {i * 13} and {i * 17}, I wonder", UserAgent = $"agent-{i % 19}/2", MaxTokens = 100 * (i % 11) });
        var context = new SearchContext(cast.Accounts, 4);
        context.Refresh(Monday + Day, []);
        return (cast, context);
    }

    private static RefinedCohort Cohort(int[] rows) => new(rows, CohortRoute.Links, "shared phrases", rows, [], []);

    private static int[] RowsOf(Cast cast, SearchContext context, Predicate<string> isOne) =>
        [.. Enumerable.Range(0, context.Population.Count).Where(row => isOne(cast.Accounts.NameOf(context.Population.Rows[row].Account)))];
}
