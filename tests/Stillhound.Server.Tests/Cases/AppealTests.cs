using Stillhound.Core.Campaigns;
using Stillhound.Ledger;
using Stillhound.Server.Cases;
using Stillhound.Server.Decisions.Acts;
using Stillhound.Server.Tests.Decisions.Support;

namespace Stillhound.Server.Tests.Cases;

public sealed class AppealTests
{
    private static readonly Act Owner = new("support", "we are a class of students");
    private readonly Desk _desk = new Desk().Finds(Found.Campaign("c-1", Tier.Act, Found.Accounts(8)), Found.Campaign("c-2", Tier.Act, Found.Accounts(3)));

    public AppealTests()
    {
        _desk.Approve("c-1", "ann");
        _desk.Approve("c-2", "ben");
    }

    private Appeals Appeals => new(_desk.Book, new CaseOptions(), _desk.Clock);

    [Fact]
    public void An_appeal_says_what_it_is_about_and_when_an_answer_is_due()
    {
        var appeal = Appeals.Open("a-1", Owner);
        appeal.Id.ShouldBe("a-00000001");
        appeal.Decisions.ShouldBe([_desk.Newest("c-1").Id, _desk.Newest("c-2").Id], ignoreOrder: true);
        appeal.Due.ShouldBe(_desk.Clock.Now + TimeSpan.FromHours(72));
        Appeals.Of("a-1").ShouldBe([appeal]);
        Appeals.Of("a-2").ShouldBeEmpty();
    }

    [Fact]
    public void What_waits_too_long_is_counted()
    {
        Appeals.Open("a-1", Owner);
        _desk.Clock.Pass(TimeSpan.FromHours(71));
        Appeals.Waiting.ShouldBe((1, 0));
        Appeals.Open("a-2", Owner);
        _desk.Clock.Pass(TimeSpan.FromHours(2));
        Appeals.Waiting.ShouldBe((2, 1));
        Appeals.Answer("a-00000001", upheld: false, new Act("cat", "no"));
        Appeals.Waiting.ShouldBe((1, 0));
    }

    [Fact]
    public void One_that_is_upheld_clears_the_account_for_good_in_the_same_write()
    {
        Appeals.Open("a-1", Owner);
        var before = _desk.Ledger.Head.Seq;
        Appeals.Answer("a-00000001", upheld: true, new Act("cat", "verified")).State.ShouldBe(AppealState.Upheld);
        _desk.Ledger.Read(before).Select(static e => e.Type).ShouldBe(["campaign.cleared", "campaign.cleared", "appeal.answered"]);
        _desk.Of("a-1").ShouldBeNull();
        _desk.Of("a-2").ShouldNotBeNull();
        _desk.Finds(Found.Campaign("c-1", Tier.Act, Found.Accounts(8)), Found.Campaign("c-2", Tier.Act, Found.Accounts(3))).Of("a-1").ShouldBeNull();
    }

    [Fact]
    public void One_that_is_denied_or_withdrawn_leaves_the_decision()
    {
        Appeals.Open("a-1", Owner);
        Appeals.Answer("a-00000001", upheld: false, new Act("cat", "it is not a class")).Reason.ShouldBe("it is not a class");
        Appeals.Open("a-1", Owner).Id.ShouldBe("a-00000002", "they may come again");
        Appeals.Withdraw("a-00000002", Owner).State.ShouldBe(AppealState.Withdrawn);
        _desk.Of("a-1").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("ann")]
    [InlineData(" BEN ")]
    public void Nobody_answers_about_a_decision_that_they_alone_approved(string who)
    {
        Appeals.Open("a-1", Owner);
        Refused(() => Appeals.Answer("a-00000001", upheld: false, new Act(who, "no")), Refusal.Conflict).ShouldContain("another person has to answer it");
        Refused(() => Appeals.Answer("a-00000001", upheld: true, new Act(who, "yes")), Refusal.Conflict);
        Appeals.Find("a-00000001")!.State.ShouldBe(AppealState.Open);
    }

    [Fact]
    public void Not_when_the_decision_has_ended_meanwhile_either()
    {
        Appeals.Open("a-1", Owner);
        _desk.Undo("c-1", "cat");
        _desk.Undo("c-2", "cat");
        Refused(() => Appeals.Answer("a-00000001", upheld: true, new Act("ann", "gone anyway")), Refusal.Conflict);
        Appeals.Answer("a-00000001", upheld: true, new Act("cat", "gone anyway")).State.ShouldBe(AppealState.Upheld);
    }

    [Fact]
    public void Who_approved_with_another_may_answer()
    {
        var desk = new Desk().Finds(Found.Campaign("c-1", Tier.Act, Found.Accounts(30)));
        desk.Approve("c-1", "ann");
        desk.Approve("c-1", "ben");
        var appeals = new Appeals(desk.Book, new CaseOptions(), desk.Clock);
        appeals.Open("a-1", Owner);
        appeals.Answer("a-00000001", upheld: true, new Act("ann", "verified")).State.ShouldBe(AppealState.Upheld);
    }

    [Fact]
    public void Of_two_who_answer_at_once_one_is_first_and_the_other_is_told()
    {
        var revision = Appeals.Open("a-1", Owner).Revision;
        Appeals.Answer("a-00000001", upheld: false, new Act("cat", "no"), revision);
        Refused(() => Appeals.Answer("a-00000001", upheld: true, new Act("dan", "yes"), revision), Refusal.Conflict).ShouldContain("look again");
        Refused(() => Appeals.Answer("a-00000001", upheld: true, new Act("dan", "yes")), Refusal.Conflict).ShouldBe("cat has answered a-00000001 already: denied");
    }

    [Fact]
    public void It_holds_no_contact_of_anybody()
    {
        var text = Appeals.Open("a-1", new Act("support", "write to jo@example.com or +49 170 1234567, key sk-abcdefghijklmnop1234")).Text;
        text.ShouldNotContain("jo@");
        text.ShouldNotContain("1234567");
        text.ShouldNotContain("sk-abc");
        _desk.Ledger.Read().Any(static e => System.Text.Encoding.UTF8.GetString(e.Payload.Span).Contains("jo@", StringComparison.Ordinal)).ShouldBeFalse();
    }

    [Fact]
    public void One_waits_at_a_time_about_an_account_and_every_act_says_why()
    {
        Appeals.Open("a-1", Owner);
        Refused(() => Appeals.Open("a-1", Owner), Refusal.Conflict).ShouldContain("a-00000001");
        Refused(() => Appeals.Open("", Owner), Refusal.Invalid);
        Refused(() => Appeals.Open(new string('x', 2000), Owner), Refusal.Invalid);
        Refused(() => Appeals.Open("a-3", new Act("support", "")), Refusal.Invalid);
        Refused(() => Appeals.Answer("a-00000001", upheld: true, new Act("cat", "")), Refusal.Invalid);
        Refused(() => Appeals.Answer("a-00000009", upheld: true, new Act("cat", "x")), Refusal.Unknown);
    }

    [Fact]
    public void A_restart_gives_what_was_there_before()
    {
        Appeals.Open("a-1", Owner);
        Appeals.Open("nobody \u202e<script>\ud800", new Act("support", "\0\"},<b>"));
        Appeals.Answer("a-00000001", upheld: true, new Act("cat", "verified"));
        var before = Appeals.All.Select(Picture).ToList();
        _desk.Restart();
        Appeals.All.Select(Picture).ShouldBe(before);
        _desk.Of("a-1").ShouldBeNull();
        Appeals.Open("a-2", Owner).Id.ShouldBe("a-00000003");
    }

    [Fact]
    public void On_a_full_disk_nothing_shows()
    {
        _desk.Ledger.Full = true;
        Should.Throw<LedgerException>(() => Appeals.Open("a-1", Owner));
        Appeals.All.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("appeal.answered", """{"appeal":"a-9","upheld":true,"actor":"a","note":""}""")]
    [InlineData("hold.released", """{"hold":"h-9","actor":"a","note":""}""")]
    [InlineData("case.closed", """{"campaign":"c-1","verdict":"perhaps","actor":"a","note":""}""")]
    public void An_entry_that_makes_no_sense_stops_the_start_with_its_number(string type, string payload)
    {
        var desk = new Desk();
        desk.Ledger.Append(new LedgerDraft(type, System.Text.Encoding.UTF8.GetBytes(payload)));
        Should.Throw<LedgerException>(desk.Restart).Message.ShouldContain("entry 1 of the ledger");
    }

    private static string Picture(Appeal a) => $"{a.Id} {a.Account} {a.Text} {a.OpenedBy} {a.OpenedAt:O} {a.Due:O} {string.Join(',', a.Decisions)} {a.State} {a.EndedBy} {a.EndedAt:O} {a.Reason} {a.Revision}";

    private static string Refused(Action act, Refusal why)
    {
        var e = Should.Throw<ActRefusedException>(act);
        e.Refusal.ShouldBe(why);
        return e.Message;
    }
}
