using Stillhound.Core.Campaigns;
using Stillhound.Core.Verdicts;
using Stillhound.Ledger;
using Stillhound.Server.Cases;
using Stillhound.Server.Decisions.Acts;
using Stillhound.Server.Tests.Decisions.Support;
using Case = Stillhound.Server.Cases.Case;

namespace Stillhound.Server.Tests.Cases;

public sealed class CaseTests
{
    private static readonly Act Ann = new("ann", "looked at it");
    private static readonly Act Ben = new("ben", "asked the customer");
    private readonly Desk _desk = new Desk().Finds(Found.Campaign("c-1", Tier.Act, Found.Accounts(8)), Found.Campaign("c-2", Tier.Review, Found.Accounts(3, prefix: "b-")));

    private CaseBook Cases => new(_desk.Book);

    [Fact]
    public void A_case_is_made_by_the_first_act()
    {
        Cases.All.ShouldBeEmpty();
        Cases.Find("c-1").ShouldBe(new Case("c-1"));
        Cases.Find("c-9").ShouldBeNull();
        var noted = Cases.Note("c-1", new Act("ann", "the cards are prepaid"));
        noted.Steps.Single().ShouldBe(new CaseStep(CaseStepKind.Noted, "ann", _desk.Clock.Now, "the cards are prepaid", ""));
        Cases.All.ShouldBe([noted]);
    }

    [Fact]
    public void It_is_given_to_somebody_and_taken_off()
    {
        Cases.Assign("c-1", "ben", Ann).Owner.ShouldBe("ben");
        Refused(() => Cases.Assign("c-1", "ben", Ann), Refusal.Conflict);
        Cases.Assign("c-1", null, Ann).Owner.ShouldBeNull();
        Cases.Find("c-1")!.Steps.Select(static s => s.Kind).ShouldBe([CaseStepKind.Assigned, CaseStepKind.Unassigned]);
        Refused(() => Cases.Assign("c-1", " ", Ann), Refusal.Invalid);
        Refused(() => Cases.Assign("c-1", new string('x', 201), Ann), Refusal.Invalid);
    }

    [Theory]
    [InlineData(CaseVerdict.Benign)]
    [InlineData(CaseVerdict.FalsePositive)]
    public void What_is_benign_is_dismissed_in_the_same_write(CaseVerdict verdict)
    {
        _desk.Approve("c-1");
        _desk.Of("a-1").ShouldNotBeNull();
        var before = _desk.Ledger.Head.Seq;
        Cases.Close("c-1", verdict, "classroom", null, Ben).ShouldSatisfyAllConditions(c => c.IsOpen.ShouldBeFalse(), c => c.Hypothesis.ShouldBe("classroom"));
        _desk.Ledger.Read(before).Select(static e => e.Type).ShouldBe(["campaign.dismissed", "case.closed"]);
        _desk.Of("a-1").ShouldBeNull();
        _desk.Finds(Found.Campaign("c-1", Tier.Act, Found.Accounts(9))).Of("a-1").ShouldBeNull();
        _desk.Book.Read(static s => s.Campaign("c-1")!.Open).ShouldBeNull("a dismissed campaign is not proposed again");
    }

    [Theory]
    [InlineData(CaseVerdict.TruePositive, null, null)]
    [InlineData(CaseVerdict.InsufficientData, null, null)]
    [InlineData(CaseVerdict.Duplicate, null, "c-2")]
    public void Other_verdicts_leave_decisions_as_they_are(CaseVerdict verdict, string? hypothesis, string? duplicateOf)
    {
        _desk.Approve("c-1");
        Cases.Close("c-1", verdict, hypothesis, duplicateOf, Ben).DuplicateOf.ShouldBe(duplicateOf);
        _desk.Of("a-1").ShouldNotBeNull();
        Cases.Lessons().ShouldBeEmpty();
    }

    [Fact]
    public void Reopening_withdraws_verdict_dismissal_and_lesson_and_decisions_are_proposed_again()
    {
        Cases.Close("c-1", CaseVerdict.Benign, "popular_tool", null, Ben);
        Cases.Lessons().ShouldBe([new Lesson("c-1", "popular_tool")]);
        Cases.Taught(Cases.Find("c-1")!)!.Text.ShouldContain("popular_tool now has a chance of");
        Cases.Reopen("c-1", Ann).ShouldSatisfyAllConditions(c => c.IsOpen.ShouldBeTrue(), c => c.Hypothesis.ShouldBeNull());
        Cases.Lessons().ShouldBeEmpty();
        _desk.Finds(Found.Campaign("c-1", Tier.Act, Found.Accounts(8)));
        _desk.Newest("c-1").IsOpen.ShouldBeTrue();
        Refused(() => Cases.Reopen("c-1", Ann), Refusal.Conflict);
    }

    [Fact]
    public void A_campaign_that_was_dismissed_without_a_case_can_be_taken_up_again_by_one()
    {
        _desk.Dismiss("c-1");
        Cases.Reopen("c-1", Ann);
        _desk.Book.Read(static s => s.Campaign("c-1")!.Dismissal).ShouldBeNull();
    }

    [Fact]
    public void Of_two_at_once_one_is_first_and_the_other_is_told()
    {
        var seen = Cases.Note("c-1", Ann).Revision;
        Cases.Close("c-1", CaseVerdict.TruePositive, null, null, Ben, seen);
        Refused(() => Cases.Note("c-1", Ann, seen), Refusal.Conflict).ShouldContain("look again");
        Refused(() => Cases.Close("c-1", CaseVerdict.Benign, "classroom", null, Ann), Refusal.Conflict).ShouldBe("ben has closed this case already: true_positive; reopen it first");
        Refused(() => Cases.Note("c-2", Ann, 5), Refusal.Conflict);
        Cases.Note("c-2", Ann, 0).Revision.ShouldBeGreaterThan(0, "nobody had acted on that one");
    }

    [Theory]
    [InlineData(CaseVerdict.Benign, null, null)]
    [InlineData(CaseVerdict.Benign, "no_such_thing", null)]
    [InlineData(CaseVerdict.Benign, "<script>alert(1)</script>", null)]
    [InlineData(CaseVerdict.FalsePositive, null, null)]
    [InlineData(CaseVerdict.TruePositive, "classroom", null)]
    [InlineData(CaseVerdict.Duplicate, null, null)]
    [InlineData(CaseVerdict.Duplicate, null, "c-1")]
    [InlineData(CaseVerdict.Duplicate, null, "c-9")]
    [InlineData(CaseVerdict.TruePositive, null, "c-2")]
    public void A_verdict_that_does_not_say_enough_or_too_much_is_refused_and_nothing_changes(CaseVerdict verdict, string? hypothesis, string? duplicateOf)
    {
        var head = _desk.Ledger.Head;
        Refused(() => Cases.Close("c-1", verdict, hypothesis, duplicateOf, Ann), Refusal.Invalid);
        _desk.Ledger.Head.ShouldBe(head);
    }

    [Fact]
    public void Every_act_needs_a_reason_and_a_campaign()
    {
        var silent = new Act("ann", " ");
        foreach (var act in new Action<string, Act>[]
        {
            (c, a) => Cases.Note(c, a), (c, a) => Cases.Assign(c, "ben", a), (c, a) => Cases.Close(c, CaseVerdict.TruePositive, null, null, a), (c, a) => Cases.Reopen(c, a),
        })
        {
            Refused(() => act("c-1", silent), Refusal.Invalid);
            Refused(() => act("c-9", Ann), Refusal.Unknown);
        }
    }

    [Fact]
    public void On_a_full_disk_nothing_shows()
    {
        _desk.Approve("c-1");
        _desk.Ledger.Full = true;
        Should.Throw<LedgerException>(() => Cases.Close("c-1", CaseVerdict.Benign, "classroom", null, Ann));
        Cases.All.ShouldBeEmpty();
        _desk.Of("a-1").ShouldNotBeNull();
    }

    [Fact]
    public void A_restart_gives_what_was_there_before_hostile_text_included()
    {
        const string Hostile = "\u202e\"},{\"x\":\r\n\0<script>\ud83d\ude00";
        Cases.Note("c-1", new Act("\u0007ann", Hostile + "\ud800"));
        Cases.Assign("c-1", Hostile + "\udc00", Ann);
        Cases.Close("c-1", CaseVerdict.FalsePositive, "coincidence", null, Ben);
        Cases.Close("c-2", CaseVerdict.Duplicate, null, "c-1", Ben);
        var before = Cases.All.Select(Picture).ToList();
        before[0].ShouldContain("\ud83d\ude00\ufffd");
        _desk.Restart();
        Cases.All.Select(Picture).ShouldBe(before);
        Cases.Lessons().ShouldBe([new Lesson("c-1", "coincidence")]);
        _desk.Book.Read(static s => s.Campaign("c-1")!.Dismissal).ShouldNotBeNull();
    }

    [Fact]
    public void A_crash_between_dismissal_and_verdict_leaves_the_accounts_free_and_the_case_open()
    {
        _desk.Ledger.Append(new LedgerDraft("campaign.dismissed", """{"actor":"ann","campaign":"c-1","note":"x"}"""u8.ToArray()));
        _desk.Restart();
        Cases.Find("c-1")!.IsOpen.ShouldBeTrue();
        var head = _desk.Ledger.Head.Seq;
        Cases.Close("c-1", CaseVerdict.Benign, "classroom", null, Ann);
        _desk.Ledger.Read(head).Select(static e => e.Type).ShouldBe(["case.closed"]);
    }

    private static string Picture(Case c) => $"{c.Campaign} {c.Owner} {c.Verdict} {c.Hypothesis} {c.DuplicateOf} {c.Revision}\n{string.Join('\n', c.Steps)}";

    private static string Refused(Action act, Refusal why)
    {
        var e = Should.Throw<ActRefusedException>(act);
        e.Refusal.ShouldBe(why);
        return e.Message;
    }
}
