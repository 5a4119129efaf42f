using Stillhound.Core.Cohorts;
using Stillhound.Core.Profiles;
using Stillhound.Core.Tests.Support;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Tests.Verdicts;

public sealed class GroupContextTests
{
    private const int Members = 20;

    [Fact]
    public void What_organisations_left_behind_still_has_their_organisation()
    {
        var group = Of(static (i, ref p) => p.Org = i >= Members ? 9u : 0, leftOut: Members);
        group.Organisation.ShouldBe(0.5);
    }

    [Fact]
    public void Nobody_left_out_is_nobody_s_organisation() => Of(static (i, ref p) => p.Org = i >= Members ? 9u : 0, leftOut: 0).Organisation.ShouldBe(0);

    [Fact]
    public void One_card_for_half_of_those_that_show_one_is_a_payer() =>
        Of(static (i, ref p) => p.Payment = i % 4 == 0 ? 0 : i < Members / 2 ? 5u : (uint)(10 + i)).Payer.ShouldBe(7 / 15.0, 1e-9);

    [Fact]
    public void A_card_that_two_show_and_the_others_none_is_hardly_a_payer() => Of(static (i, ref p) => p.Payment = i < 2 ? 5u : 0).Payer.ShouldBe(0.2);

    [Fact]
    public void Several_cards_are_a_pool_and_no_payer() => Of(static (i, ref p) => p.Payment = (uint)(1 + (i % 4))).Payer.ShouldBeLessThanOrEqualTo(0);

    [Fact]
    public void Cards_of_their_own_are_no_payer() => Of(static (i, ref p) => p.Payment = (uint)(1 + i)).Payer.ShouldBe(0);

    private delegate void Facts(int account, ref Profile profile);

    /// <summary>What is said of the first twenty of forty accounts.</summary>
    private static GroupContext Of(Facts facts, int leftOut = 0)
    {
        var accounts = new Accounts();
        for (var i = 0; i < 2 * Members; i++)
        {
            for (var n = 0; n < 5; n++)
                accounts.Sending(new Request { Account = $"account-{i}", Prompt = "one two three", Time = Request.Monday + (n * Request.Hour) });
            facts(i, ref accounts[$"account-{i}"]);
        }

        var context = new SearchContext(accounts.Table, 4);
        context.Refresh(Request.Monday + Request.Day, []);
        int[] rows = [.. Enumerable.Range(0, Members)];
        var cohort = new RefinedCohort(rows, CohortRoute.Links, "shared phrases", rows, [], []) { LeftOut = [.. Enumerable.Range(Members, leftOut)] };
        return GroupContext.Of(context, cohort, new ReactionFacts());
    }
}
