using Stillhound.Core.Cohorts;
using Stillhound.Core.Tests.Support;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Tests.Verdicts;

public sealed class ReactionFactsTests
{
    private const int Fallen = 6;
    private const int Fresh = 10;
    private const int Strangers = 60;

    [Fact]
    public void Accounts_that_follow_a_suspension_stand_out_from_groups_asked_the_same()
    {
        var (context, reaction) = Scene();
        int[] cohort = [.. Enumerable.Range(0, Fallen + Fresh)];
        int[][] groups = [.. Enumerable.Range(0, 6).Select(static g => Enumerable.Range(Fallen + Fresh + (g * 10), 10).ToArray())];

        reaction.ReplacementShare(context, cohort).ShouldBeGreaterThan(0.7);
        reaction.SharesAfter(context, cohort, [.. groups.Select(group => reaction.StartsOf(context.Population, group))]).ShouldAllBe(static share => share < 0.2);
    }

    [Fact]
    public void Without_suspended_members_there_is_nothing_to_ask()
    {
        var (context, reaction) = Scene();
        int[] strangers = [.. Enumerable.Range(Fallen + Fresh, 20)];

        reaction.ReplacementShare(context, strangers).ShouldBe(double.NaN);
        reaction.SharesAfter(context, strangers, [reaction.StartsOf(context.Population, strangers)]).ShouldBeEmpty();
    }

    /// <summary>Six accounts fall on the fourth day and ten begin within hours; strangers begin on any day.</summary>
    private static (SearchContext Context, ReactionFacts Reaction) Scene()
    {
        var accounts = new Accounts();
        for (var i = 0; i < Fallen + Fresh + Strangers; i++)
        {
            var from = i < Fallen ? 0 : i < Fallen + Fresh ? (4 * Request.Day) + (i * 20 * Request.Minute) : i % 12 * Request.Day;
            for (var n = 0; n < 5; n++)
                accounts.Sending(new Request { Account = $"account-{i}", Prompt = "one two three", Time = Request.Monday + from + (n * Request.Hour) });
        }

        var context = new SearchContext(accounts.Table, 4);
        context.Refresh(Request.Monday + (14 * Request.Day), []);
        var reaction = new ReactionFacts { FirstMs = Request.Monday };
        for (var i = 0; i < Fallen; i++)
            reaction.Suspended(context.Population.Rows[i].Account, Request.Monday + (4 * Request.Day));
        return (context, reaction);
    }
}
