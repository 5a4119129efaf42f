using Stillhound.Core.Campaigns;
using Stillhound.Server.Decisions.Acts;
using Stillhound.Server.Decisions.Projection;
using Stillhound.Server.Tests.Decisions.Support;

namespace Stillhound.Server.Tests.Decisions;

public sealed class TimeTests
{
    private static readonly CampaignFinding Campaign = Found.Campaign("c-1", Tier.Act, Found.Accounts(8));

    private static Desk Approved()
    {
        var desk = new Desk().Finds(Campaign);
        desk.Approve("c-1");
        return desk;
    }

    [Fact]
    public void A_decision_ends_by_itself_and_is_proposed_anew_while_its_campaign_stands()
    {
        var desk = Approved();
        desk.Clock.Pass(TimeSpan.FromHours(24) - TimeSpan.FromMilliseconds(1));
        desk.Book.Expire().ShouldBe(0);
        desk.Clock.Pass(TimeSpan.FromMilliseconds(1));
        desk.Of("a-1").ShouldBeNull("even before anybody wrote it down");
        desk.Book.Expire().ShouldBe(1);
        desk.Book.Current.Count.ShouldBe(0);
        desk.Newest("c-1").State.ShouldBe(DecisionState.Expired);
        desk.Finds(Campaign);
        desk.Newest("c-1").State.ShouldBe(DecisionState.Proposed);
    }

    [Fact]
    public void It_can_be_extended_by_its_lifetime_from_now_at_most()
    {
        var desk = Approved();
        desk.Clock.Pass(TimeSpan.FromHours(20));
        Should.Throw<ActRefusedException>(() => desk.Extend("c-1", TimeSpan.FromHours(25))).Message.ShouldBe("a decision is extended by at most 1d from now");
        Should.Throw<ActRefusedException>(() => desk.Extend("c-1", TimeSpan.FromHours(1))).Message.ShouldContain("which is later");
        desk.Extend("c-1", TimeSpan.FromHours(24));
        desk.Clock.Pass(TimeSpan.FromHours(23));
        desk.Book.Expire().ShouldBe(0);
        desk.Of("a-1").ShouldNotBeNull();
        desk.Clock.Pass(TimeSpan.FromHours(1));
        desk.Book.Expire().ShouldBe(1);
    }

    [Fact]
    public void A_clock_that_is_set_back_neither_suspends_a_decision_nor_lengthens_it()
    {
        var desk = Approved();
        desk.Clock.Now -= TimeSpan.FromDays(300);
        desk.Of("a-1")!.IsInForce(desk.Clock.Now).ShouldBeTrue();
        desk.Clock.Pass(TimeSpan.FromHours(24));
        desk.Book.Expire().ShouldBe(1);
        desk.Of("a-1").ShouldBeNull();
    }

    [Fact]
    public void A_clock_that_jumps_ahead_ends_decisions_and_one_that_jumps_back_does_not_revive_them()
    {
        var desk = Approved();
        desk.Clock.Now += TimeSpan.FromDays(300);
        desk.Book.Expire().ShouldBe(1);
        desk.Clock.Now -= TimeSpan.FromDays(300);
        desk.Of("a-1").ShouldBeNull();
        desk.Restart();
        desk.Of("a-1").ShouldBeNull();
    }

    [Fact]
    public void After_a_restart_with_the_clock_set_back_no_decision_holds_longer_than_its_lifetime()
    {
        var desk = Approved();
        desk.Clock.Now -= TimeSpan.FromDays(300);
        desk.Restart();
        desk.Clock.Pass(TimeSpan.FromHours(24));
        desk.Book.Expire().ShouldBe(1);
    }
}
