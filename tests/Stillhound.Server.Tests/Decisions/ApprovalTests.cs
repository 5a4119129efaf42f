using Stillhound.Core.Campaigns;
using Stillhound.Server.Decisions;
using Stillhound.Server.Decisions.Acts;
using Stillhound.Server.Decisions.Policies;
using Stillhound.Server.Decisions.Projection;
using Stillhound.Server.Tests.Decisions.Support;

namespace Stillhound.Server.Tests.Decisions;

public sealed class ApprovalTests
{
    private static readonly CampaignFinding Small = Found.Campaign("c-1", Tier.Act, Found.Accounts(8));
    private static readonly CampaignFinding Large = Found.Campaign("c-1", Tier.Act, Found.Accounts(30));

    [Theory]
    [InlineData(DecisionAction.Tag, 20, 0, 0)]
    [InlineData(DecisionAction.Tag, 21, 0, 1)]
    [InlineData(DecisionAction.Slow, 20, 0, 1)]
    [InlineData(DecisionAction.Slow, 21, 0, 2)]
    [InlineData(DecisionAction.Slow, 1, 1_000_001, 2)]
    [InlineData(DecisionAction.Observe, 1_000_000, 0, 0)]
    public void How_many_people_have_to_approve(DecisionAction action, long accounts, long spend, int people) =>
        new ApprovalPolicy { SecondAboveAccounts = 20, SecondAboveSpend = 1 }.Needed(action, accounts, spend).ShouldBe(people);

    [Fact]
    public void Nothing_is_armed_without_a_person_where_the_policy_says_so()
    {
        var desk = new Desk(Desk.Strict with { Approval = Desk.Strict.Approval with { Unattended = null } });
        desk.Finds(Found.Campaign("c-1", Tier.Review, Found.Accounts(2)));
        desk.Newest("c-1").State.ShouldBe(DecisionState.Proposed);
    }

    [Fact]
    public void A_large_one_needs_a_second_person()
    {
        var desk = new Desk().Finds(Large);
        desk.Approve("c-1", "ann");
        desk.Newest("c-1").State.ShouldBe(DecisionState.Approved);
        desk.Of("a-1").ShouldBeNull();
        Should.Throw<ActRefusedException>(() => desk.Approve("c-1", "ann")).Message.ShouldBe("ann has approved d-00000001 already; another person has to");
        Should.Throw<ActRefusedException>(() => desk.Approve("c-1", " Ann ")).Refusal.ShouldBe(Refusal.Conflict);
        desk.Approve("c-1", "ben");
        desk.Newest("c-1").Approvals.Select(static a => a.Actor).ShouldBe(["ann", "ben"]);
        desk.Of("a-1").ShouldNotBeNull();
    }

    [Fact]
    public void A_dear_one_needs_a_second_person()
    {
        var desk = new Desk(Desk.Strict with { Approval = Desk.Strict.Approval with { SecondAboveSpend = 0.1 } }).Finds(Small);
        desk.Newest("c-1").Terms.Needs.ShouldBe(2);
    }

    [Fact]
    public void Of_two_who_approve_at_once_one_arms_it_and_the_other_is_told()
    {
        for (var round = 0; round < 20; round++)
        {
            var desk = new Desk().Finds(Small);
            var told = new System.Collections.Concurrent.ConcurrentBag<string>();
            Parallel.Invoke(() => Try("ann"), () => Try("ben"));
            told.Count.ShouldBe(1);
            var winner = desk.Newest("c-1").Approvals.Single().Actor;
            told.Single().ShouldBe($"d-00000001 is in force already; {winner} approved it last");
            desk.Ledger.Read().Count(static e => e.Type == "decision.armed").ShouldBe(1);

            void Try(string actor)
            {
                try
                {
                    desk.Approve("c-1", actor);
                }
                catch (ActRefusedException e)
                {
                    told.Add(e.Message);
                }
            }
        }
    }

    [Fact]
    public void What_changed_since_it_was_looked_at_is_not_approved_unseen()
    {
        var desk = new Desk().Finds(Small);
        var seen = desk.Newest("c-1").Revision;
        desk.Finds(Found.Campaign("c-1", Tier.Act, Found.Accounts(9)));
        Should.Throw<ActRefusedException>(() => desk.Approve("c-1", revision: seen)).Message.ShouldContain("has changed since it was looked at");
        desk.Approve("c-1", revision: desk.Newest("c-1").Revision);
        desk.Of("a-8").ShouldNotBeNull();
    }

    [Fact]
    public void A_proposal_that_grew_large_needs_a_second_person_by_then()
    {
        var desk = new Desk().Finds(Small).Finds(Large);
        desk.Approve("c-1", "ann");
        desk.Newest("c-1").State.ShouldBe(DecisionState.Approved);
    }

    [Fact]
    public void New_members_are_covered_at_once_up_to_the_limit_and_the_others_wait_for_approval()
    {
        var desk = new Desk().Finds(Small);
        desk.Approve("c-1");
        desk.Finds(Found.Campaign("c-1", Tier.Act, Found.Accounts(11)));
        desk.Of("a-10").ShouldNotBeNull();
        desk.Finds(Found.Campaign("c-1", Tier.Act, [.. Found.Accounts(11), Found.Account("sure", 0.99), .. Found.Accounts(3, from: 11)]));
        desk.Of("sure").ShouldNotBeNull("of those that came the surest take the room that is left");
        desk.Newest("c-1").ShouldSatisfyAllConditions(static d => d.Covered.Count.ShouldBe(12), static d => d.Waiting.Order(StringComparer.Ordinal).ShouldBe(["a-11", "a-12", "a-13"]));
        desk.Of("a-12").ShouldBeNull();
        desk.Approve("c-1", "ben");
        desk.Of("a-12").ShouldNotBeNull();
        desk.Newest("c-1").Waiting.ShouldBeEmpty();
    }

    [Fact]
    public void What_one_person_approved_does_not_grow_into_what_needs_two()
    {
        var desk = new Desk().Finds(Found.Campaign("c-1", Tier.Act, Found.Accounts(18)));
        desk.Approve("c-1");
        desk.Finds(Found.Campaign("c-1", Tier.Act, Found.Accounts(24)));
        desk.Newest("c-1").ShouldSatisfyAllConditions(static d => d.Covered.Count.ShouldBe(20), static d => d.Waiting.Count.ShouldBe(4));
        desk.Approve("c-1", "ann");
        desk.Newest("c-1").Waiting.Count.ShouldBe(4);
        Should.Throw<ActRefusedException>(() => desk.Approve("c-1", "ann"));
        desk.Approve("c-1", "ben");
        desk.Newest("c-1").Waiting.ShouldBeEmpty();
    }

    [Fact]
    public void Growth_that_is_rejected_does_not_come_back_and_the_decision_stands()
    {
        var desk = new Desk().Finds(Small);
        desk.Approve("c-1");
        desk.Finds(Found.Campaign("c-1", Tier.Act, Found.Accounts(14)));
        var waiting = desk.Newest("c-1").Waiting.First();
        desk.Reject("c-1");
        desk.Finds(Found.Campaign("c-1", Tier.Act, Found.Accounts(14)));
        desk.Newest("c-1").ShouldSatisfyAllConditions(static d => d.IsActive.ShouldBeTrue(), static d => d.Waiting.ShouldBeEmpty());
        desk.Of(waiting).ShouldBeNull();
    }

    [Fact]
    public void All_pools_of_a_takedown_are_armed_at_one_instant_and_in_one_snapshot()
    {
        var desk = new Desk(Desk.Strict with { Likely = new LadderStep(DecisionAction.Slow, RequestsPerMinute: 6) });
        CampaignFinding[] pools =
        [
            Small,
            Found.Campaign("c-1-likely", Tier.Review, Found.Accounts(4, prefix: "l-")) with { LikelyOf = "c-1" },
            Found.Campaign("c-2", Tier.Act, Found.Accounts(5, prefix: "s-")) with { SuccessorOf = "c-1" },
            Found.Campaign("c-3", Tier.Act, Found.Accounts(2, prefix: "o-")),
        ];
        desk.Finds(pools);
        var version = desk.Book.Current.Version;
        desk.Clock.Pass(TimeSpan.FromMinutes(5));
        desk.Approve("c-2");
        desk.Book.Current.Version.ShouldBe(version + 1);
        desk.Book.Current.Count.ShouldBe(17);
        desk.Book.Current.All.Select(static a => a.Decision.From).Distinct().ShouldBe([desk.Clock.Now]);
        desk.Of("l-1")!.RequestsPerMinute.ShouldBe(6);
        desk.Of("o-1").ShouldBeNull("another campaign is another takedown");
        desk.Ledger.Read().Count(static e => e.Type == "decision.armed").ShouldBe(1);
    }

    [Fact]
    public void Pools_are_counted_together()
    {
        var desk = new Desk().Finds(
            Found.Campaign("c-1", Tier.Act, Found.Accounts(15)), Found.Campaign("c-2", Tier.Act, Found.Accounts(15, prefix: "s-")) with { SuccessorOf = "c-1" });
        desk.Newest("c-1").Terms.Needs.ShouldBe(2);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    public void Who_has_no_name_does_nothing(string? actor) => Should.Throw<ActRefusedException>(() => new Act(actor, "")).Refusal.ShouldBe(Refusal.Invalid);

    [Fact]
    public void A_reason_is_bounded() => Should.Throw<ActRefusedException>(() => new Act("ann", new string('x', 2001)));

    [Fact]
    public void What_is_over_is_not_acted_upon()
    {
        var desk = new Desk().Finds(Small);
        desk.Undo("c-1", "ben");
        Should.Throw<ActRefusedException>(() => desk.Approve("c-1")).Message.ShouldBe("ben has undone d-00000001");
        Should.Throw<ActRefusedException>(() => desk.Undo("c-1"));
        Should.Throw<ActRefusedException>(() => desk.Reject("c-1"));
        Should.Throw<ActRefusedException>(() => desk.Extend("c-1", TimeSpan.FromHours(1)));
        Should.Throw<ActRefusedException>(() => desk.Book.Do(static p => p.Approve("d-77", new Act("ann", ""), null))).Refusal.ShouldBe(Refusal.Unknown);
    }
}
