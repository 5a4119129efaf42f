using Stillhound.Server.Decisions;
using Stillhound.Server.Decisions.Policies;

namespace Stillhound.Server.Tests.Decisions;

public sealed class PolicyDiffTests
{
    private static readonly LadderStep Tag = new(DecisionAction.Tag);
    private static readonly LadderStep Suspend = new(DecisionAction.SuspendKey);

    [Fact]
    public void Equal_sets_do_not_differ()
    {
        DecidedCampaign[] decided = [new("c-1", Tag, ["a", "b"], 5)];
        PolicyDiff.Of(decided, decided).ShouldSatisfyAllConditions(static d => d.Campaigns.ShouldBeEmpty(), static d => d.Came.ShouldBe(0), static d => d.SpendMicros.ShouldBe(0));
    }

    [Fact]
    public void What_comes_goes_and_changes_is_told_by_campaign_with_accounts_and_spend()
    {
        var diff = PolicyDiff.Of(
            [new("c-1", Tag, ["a", "b", "c"], 30), new("c-2", Tag, ["x"], 10)],
            [new("c-1", Suspend, ["b", "c", "d", "e"], 40), new("c-3", Tag, ["y", "a"], 20)]);
        diff.Campaigns.ShouldBe(
        [
            new("c-1", Tag, Suspend, Came: 2, Went: 1, Stayed: 2, SpendMicros: 10),
            new("c-2", Tag, null, Came: 0, Went: 1, Stayed: 0, SpendMicros: -10),
            new("c-3", null, Tag, Came: 2, Went: 0, Stayed: 0, SpendMicros: 20),
        ]);
        diff.Came.ShouldBe(3);
        diff.Went.ShouldBe(1, "a is still hit, by another campaign");
        diff.Harder.ShouldBe(2);
        diff.Softer.ShouldBe(0);
        diff.SpendMicros.ShouldBe(20);
    }

    [Fact]
    public void Of_several_decisions_about_an_account_the_strongest_counts()
    {
        var diff = PolicyDiff.Of([new("c-1", Suspend, ["a"], 0), new("c-2", Tag, ["a"], 0)], [new("c-2", Tag, ["a"], 0)]);
        diff.Softer.ShouldBe(1);
        diff.Went.ShouldBe(0);
    }
}
