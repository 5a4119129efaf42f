using Stillhound.Core.Cohorts;
using Stillhound.Core.Tests.Support;

namespace Stillhound.Core.Tests.Cohorts;

public sealed class TraitLikenessTests
{
    private const int Members = 20;

    [Fact]
    public void A_new_client_is_strange_where_all_have_one() => ScoreOfNewcomer(static _ => "one/1").ShouldBeLessThan(-1.5f);

    [Fact]
    public void A_new_client_is_no_stranger_where_each_has_its_own() => ScoreOfNewcomer(static i => $"own{Letter(i)}/1").ShouldBeGreaterThan(-0.5f);

    [Fact]
    public void A_client_that_all_have_counts_more_than_one_of_many() =>
        ScoreOf(static _ => "one/1", 0).ShouldBeGreaterThan(ScoreOf(static i => $"own{Letter(i)}/1", 0));

    [Theory]
    [InlineData(0)]
    [InlineData(Members)]
    [InlineData(Members + 1)]
    public void A_score_that_is_asked_to_reach_something_is_whole_or_too_small(int row)
    {
        var likeness = Fitted(static i => $"own{Letter(i % 3)}/1");
        var whole = likeness.ScoreOf(row, row < Members);
        for (var atLeast = -12f; atLeast < 12; atLeast += 0.25f)
        {
            var score = likeness.ScoreOf(row, row < Members, atLeast);
            if (whole >= atLeast)
                score.ShouldBe(whole);
            else
                score.ShouldBeLessThan(atLeast);
        }
    }

    private static float ScoreOfNewcomer(Func<int, string> client) => ScoreOf(client, Members);

    // Clients are told apart by their letters; digits are versions.
    private static char Letter(int i) => (char)('a' + i);

    /// <summary>What clients alone say of an account beside a cohort of twenty.</summary>
    private static float ScoreOf(Func<int, string> client, int row) => Fitted(client).ScoreOf(row, row < Members);

    private static TraitLikeness Fitted(Func<int, string> client)
    {
        var accounts = new Accounts();
        for (var i = 0; i < 200; i++)
        {
            var agent = i < Members ? client(i) : i == Members ? "new/1" : $"other{Letter(i % 23)}/1";
            for (var n = 0; n < 5; n++)
                accounts.Sending(new Request { Account = $"account-{i}", UserAgent = agent, Prompt = "one two three", Time = Request.Monday + (n * Request.Hour) });
        }

        var traits = new TraitModel(accounts.Population());
        traits.Refresh();
        var likeness = new TraitLikeness(traits, bound: 3);
        likeness.Fit([.. Enumerable.Range(0, Members)]);
        return likeness;
    }
}
