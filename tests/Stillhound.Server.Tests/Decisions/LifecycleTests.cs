using Stillhound.Core.Campaigns;
using Stillhound.Server.Decisions;
using Stillhound.Server.Decisions.Acts;
using Stillhound.Server.Decisions.Policies;
using Stillhound.Server.Decisions.Projection;
using Stillhound.Server.Tests.Decisions.Support;

namespace Stillhound.Server.Tests.Decisions;

public sealed class LifecycleTests
{
    private static readonly CampaignFinding Reviewed = Found.Campaign("c-1", Tier.Review, Found.Accounts(8));
    private static readonly CampaignFinding Acted = Found.Campaign("c-1", Tier.Act, Found.Accounts(8));

    [Fact]
    public void What_needs_nobody_is_in_force_at_once_with_campaign_reason_and_policy()
    {
        var desk = new Desk().Finds(Reviewed);
        var decision = desk.Of("a-3")!;
        decision.Action.ShouldBe(DecisionAction.Tag);
        decision.Campaign.ShouldBe("c-1");
        decision.Reason.ShouldBe("campaign_review");
        decision.Policy.ShouldBe(Desk.Strict.Version);
        decision.Until.ShouldBe(desk.Clock.Now + TimeSpan.FromDays(1));
        desk.Of("a-8").ShouldBeNull();
    }

    [Fact]
    public void In_simulate_mode_all_is_the_same_and_marked()
    {
        var desk = new Desk(Desk.Strict with { Mode = PolicyMode.Simulate }).Finds(Acted);
        desk.Of("a-3").ShouldBeNull();
        desk.Approve("c-1");
        desk.Of("a-3")!.ShouldSatisfyAllConditions(
            static d => d.Simulated.ShouldBeTrue(), static d => d.Action.ShouldBe(DecisionAction.SuspendKey), d => d.IsInForce(desk.Clock.Now).ShouldBeFalse());
    }

    [Fact]
    public void What_was_simulated_is_not_carried_out_until_somebody_approves_it_anew()
    {
        var desk = new Desk(Desk.Strict with { Mode = PolicyMode.Simulate }).Finds(Acted);
        desk.Approve("c-1");
        desk.Book.Use(Desk.Strict);
        desk.Finds(Acted);
        desk.Of("a-3")!.Simulated.ShouldBeTrue();
        desk.Approve("c-1");
        desk.Of("a-3")!.Simulated.ShouldBeFalse();
        desk.Book.Use(Desk.Strict with { Mode = PolicyMode.Simulate });
        desk.Finds(Acted);
        desk.Of("a-3")!.Simulated.ShouldBeTrue();
    }

    [Fact]
    public void The_same_findings_again_change_nothing()
    {
        var desk = new Desk().Finds(Acted, Found.Campaign("c-2", Tier.Review, Found.Accounts(5, prefix: "b-")));
        var head = desk.Ledger.Head;
        desk.Finds(Acted, Found.Campaign("c-2", Tier.Review, Found.Accounts(5, prefix: "b-")));
        desk.Ledger.Head.ShouldBe(head);
    }

    [Fact]
    public void A_proposal_hits_nobody_until_it_is_approved()
    {
        var desk = new Desk().Finds(Acted);
        desk.Newest("c-1").State.ShouldBe(DecisionState.Proposed);
        desk.Book.Current.Count.ShouldBe(0);
        desk.Approve("c-1");
        desk.Newest("c-1").State.ShouldBe(DecisionState.Active);
        desk.Of("a-3")!.Action.ShouldBe(DecisionAction.SuspendKey);
    }

    [Fact]
    public void A_campaign_that_rises_keeps_what_it_has_until_the_stronger_is_approved()
    {
        var desk = new Desk().Finds(Reviewed).Finds(Acted);
        desk.Of("a-3")!.Action.ShouldBe(DecisionAction.Tag);
        desk.Approve("c-1");
        desk.Of("a-3")!.Action.ShouldBe(DecisionAction.SuspendKey);
        desk.Decision("d-00000001").ShouldSatisfyAllConditions(
            static d => d.State.ShouldBe(DecisionState.Replaced), static d => d.ReplacedBy.ShouldBe("d-00000002"), static d => d.EndNote.ShouldBe("stronger"));
    }

    [Fact]
    public void A_campaign_that_falls_is_hit_less_at_once_and_no_longer_than_was_approved()
    {
        var desk = new Desk().Finds(Acted);
        desk.Approve("c-1");
        var until = desk.Of("a-3")!.Until;
        desk.Clock.Pass(TimeSpan.FromHours(3));
        desk.Finds(Reviewed);
        desk.Of("a-3")!.ShouldSatisfyAllConditions(static d => d.Action.ShouldBe(DecisionAction.Tag), d => d.Until.ShouldBe(until));
        desk.Decision("d-00000001").EndNote.ShouldBe("weaker");
    }

    [Fact]
    public void A_campaign_that_is_gone_frees_its_accounts()
    {
        var desk = new Desk().Finds(Acted);
        desk.Approve("c-1");
        desk.Finds();
        desk.Of("a-3").ShouldBeNull();
        desk.Newest("c-1").EndNote.ShouldBe("campaign_gone");
        desk.Book.Read(static s => s.Campaign("c-1")!.Tier).ShouldBeNull();
    }

    [Fact]
    public void An_account_that_leaves_is_free_at_once()
    {
        var desk = new Desk().Finds(Acted);
        desk.Approve("c-1");
        desk.Finds(Found.Campaign("c-1", Tier.Act, Found.Accounts(7, from: 1)));
        desk.Of("a-0").ShouldBeNull();
        desk.Of("a-1").ShouldNotBeNull();
    }

    [Fact]
    public void A_merged_campaign_is_covered_without_a_gap()
    {
        var other = Found.Campaign("c-2", Tier.Act, Found.Accounts(6, prefix: "b-"));
        var both = Found.Campaign("c-1", Tier.Act, [.. Found.Accounts(8), .. Found.Accounts(6, prefix: "b-")]);
        var desk = new Desk().Finds(Acted, other);
        desk.Approve("c-2");
        desk.Finds(both);
        desk.Of("b-1")!.Campaign.ShouldBe("c-2", "the campaign that took it in is not approved yet");
        desk.Approve("c-1");
        desk.Finds(both);
        desk.Of("b-1")!.Campaign.ShouldBe("c-1");
        desk.Newest("c-2").ShouldSatisfyAllConditions(static d => d.EndNote.ShouldBe("campaign_merged"), d => d.ReplacedBy.ShouldBe(desk.Newest("c-1").Id));
    }

    [Fact]
    public void Accounts_that_a_merger_brings_need_no_second_approval_where_they_had_one()
    {
        var desk = new Desk().Finds(Acted, Found.Campaign("c-2", Tier.Act, Found.Accounts(8, prefix: "b-")));
        desk.Approve("c-1");
        desk.Approve("c-2");
        desk.Finds(Found.Campaign("c-1", Tier.Act, [.. Found.Accounts(8), .. Found.Accounts(8, prefix: "b-")]));
        desk.Newest("c-1").ShouldSatisfyAllConditions(static d => d.Covered.Count.ShouldBe(16), static d => d.Waiting.ShouldBeEmpty());
        desk.Of("b-1")!.Campaign.ShouldBe("c-1");
    }

    [Fact]
    public void What_was_rejected_or_undone_is_not_proposed_again_unless_it_is_stronger_or_much_larger()
    {
        var desk = new Desk().Finds(Acted);
        desk.Reject("c-1");
        desk.Finds(Acted).Finds(Found.Campaign("c-1", Tier.Act, Found.Accounts(12)));
        desk.Newest("c-1").State.ShouldBe(DecisionState.Rejected);
        desk.Finds(Found.Campaign("c-1", Tier.Act, Found.Accounts(13)));
        desk.Newest("c-1").State.ShouldBe(DecisionState.Proposed);
        desk.Approve("c-1");
        desk.Undo("c-1");
        desk.Of("a-3").ShouldBeNull();
        desk.Finds(Found.Campaign("c-1", Tier.Act, Found.Accounts(13)));
        desk.Newest("c-1").State.ShouldBe(DecisionState.Undone);
        desk.Book.Use(Desk.Strict with { Act = new LadderStep(DecisionAction.SuspendAccount) });
        desk.Finds(Acted);
        desk.Newest("c-1").ShouldSatisfyAllConditions(static d => d.State.ShouldBe(DecisionState.Proposed), static d => d.Terms.Action.ShouldBe(DecisionAction.SuspendAccount));
    }

    [Fact]
    public void A_dismissed_campaign_is_left_alone_whatever_is_found_later()
    {
        var desk = new Desk().Finds(Acted);
        desk.Approve("c-1");
        desk.Dismiss("c-1");
        desk.Finds(Found.Campaign("c-1", Tier.Act, Found.Accounts(500)));
        desk.Book.Current.Count.ShouldBe(0);
        desk.Newest("c-1").ShouldSatisfyAllConditions(static d => d.State.ShouldBe(DecisionState.Undone), static d => d.EndNote.ShouldBe("a hackathon"), static d => d.EndedBy.ShouldBe("ann"));
        Should.Throw<ActRefusedException>(() => desk.Dismiss("c-1")).Refusal.ShouldBe(Refusal.Conflict);
        Should.Throw<ActRefusedException>(() => desk.Dismiss("c-9")).Refusal.ShouldBe(Refusal.Unknown);
    }

    [Fact]
    public void One_account_can_be_cleared_and_stays_so()
    {
        var desk = new Desk().Finds(Acted);
        desk.Approve("c-1");
        desk.Clear("c-1", "a-3");
        desk.Finds(Acted);
        desk.Of("a-3").ShouldBeNull();
        desk.Of("a-4").ShouldNotBeNull();
        Should.Throw<ActRefusedException>(() => desk.Clear("c-1", "a-3")).Refusal.ShouldBe(Refusal.Unknown);
    }

    [Fact]
    public void Single_campaigns_may_get_something_else_or_nothing()
    {
        var desk = new Desk(Desk.Strict with { Campaigns = new Dictionary<string, LadderStep?> { ["c-1"] = new(DecisionAction.Verify), ["c-2"] = null } });
        desk.Finds(Acted, Found.Campaign("c-2", Tier.Act, Found.Accounts(8, prefix: "b-")));
        desk.Newest("c-1").Terms.ShouldSatisfyAllConditions(static t => t.Action.ShouldBe(DecisionAction.Verify), static t => t.Reason.ShouldBe("campaign_set"));
        desk.Book.Read(static s => s.Decisions.Count).ShouldBe(1);
    }

    [Fact]
    public void Of_two_campaigns_that_share_an_account_the_stronger_decision_counts()
    {
        var desk = new Desk().Finds(Reviewed, Found.Campaign("c-2", Tier.Act, Found.Accounts(3)));
        desk.Approve("c-2");
        desk.Of("a-1")!.Campaign.ShouldBe("c-2");
        desk.Of("a-5")!.Campaign.ShouldBe("c-1");
        desk.Undo("c-2");
        desk.Of("a-1")!.Campaign.ShouldBe("c-1");
    }

    [Fact]
    public void Nothing_happens_that_the_ledger_does_not_tell()
    {
        var desk = new Desk().Finds(Acted);
        desk.Approve("c-1");
        desk.Undo("c-1", "ben");
        desk.Ledger.Read().Select(static e => e.Type).ShouldBe(
            ["policy.adopted", "campaign.judged", "decision.members", "decision.proposed", "decision.armed", "decision.undone"]);
        System.Text.Encoding.UTF8.GetString(desk.Ledger.Read().Last().Payload.Span).ShouldBe("""{"actor":"ben","decision":"d-00000001","note":"was wrong"}""");
    }
}
