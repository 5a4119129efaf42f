using Stillhound.Core.Campaigns;
using Stillhound.Server.Decisions;
using Stillhound.WebConsole.Data;
using Stillhound.WebConsole.Data.Accounts;
using Stillhound.WebConsole.Data.Workspace;
using Stillhound.WebConsole.Tests.Samples;

namespace Stillhound.WebConsole.Tests.Accounts;

public class StatementTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 20, 9, 30, 0, TimeSpan.Zero);

    private static AccountView View(string name = "acct_000007", bool simulated = false, bool byPerson = true)
    {
        var read = SampleCampaign.Folder(50);
        var campaign = read.Findings.Campaigns[0];
        return new AccountView
        {
            Name = name,
            View = new FoundView(read.Findings, 0, Now),
            Campaigns = [new AccountView.Place(campaign, "whole", 0.99, Now.AddDays(-3), 40, "uses 3 of the campaign's 4 own phrases", "leaves below 0.6 to 1")],
            Findings = [],
            Decisions = [new DecisionTable.Row("d-00000017", "active", campaign.Id, DecisionAction.SuspendKey, simulated, 50, Now.AddDays(-2), Now.AddDays(-1), Now.AddDays(6), "", false, true, byPerson)],
        };
    }

    [Fact]
    public void It_says_what_was_decided_since_when_and_until_when()
    {
        var text = Statement.Of(View(), null, Now);
        text.ShouldContain("acct_000007");
        text.ShouldContain("d-00000017");
        text.ShouldContain("Requests with the keys of the account are refused.");
        OneLine(text).ShouldContain("since 19 July 2026, 09:30 UTC and ends by itself at 26 July 2026, 09:30 UTC");
        OneLine(text).ShouldContain("A person looked at the result and approved the measure.");
    }

    [Fact]
    public void It_names_no_other_account_and_nothing_that_was_measured()
    {
        var text = Statement.Of(View(), null, Now);
        foreach (var member in SampleCampaign.Folder(50).Findings.Campaigns[0].Members.Where(static m => m.Account != "acct_000007"))
            text.ShouldNotContain(member.Account);
        foreach (var told in new[] { "0.0012345", "0.12345", "items never repeated", "own phrases", "0.6 to 1", "50 accounts", "99", "6.2", "A fresh sample" })
            text.ShouldNotContain(told);
    }

    [Fact]
    public void Grounds_are_families_that_speak_for_it_in_neutral_words()
    {
        var text = OneLine(Statement.Of(View(), null, Now));
        text.ShouldContain("what the requests of the account ask for");
        text.ShouldContain("the times of day at which requests come in");
        text.ShouldNotContain("sign-up or payment");
        text.ShouldContain("popular tool");
        text.ShouldNotContain("classroom");
    }

    [Fact]
    public void A_simulation_restricts_nothing_and_says_so() => OneLine(Statement.Of(View(simulated: true), null, Now)).ShouldContain("nothing about the account is restricted");

    [Fact]
    public void Where_no_person_decided_it_does_not_say_that_one_did() => OneLine(Statement.Of(View(byPerson: false), null, Now)).ShouldContain("You can ask for a person to look at it.");

    [Fact]
    public void Another_campaign_than_its_own_tells_nothing_of_that_campaign()
    {
        var text = OneLine(Statement.Of(View(), "c-ffff", Now));
        text.ShouldContain("found in no group");
        text.ShouldNotContain("d-00000017");
    }

    [Theory]
    [InlineData("acct\nReference:  d-1\r\nWhat was decided")]
    [InlineData("acct_\u202Etxt.exe")]
    [InlineData("a\u2028b")]
    public void A_name_stays_on_its_line(string name)
    {
        var text = Statement.Of(View(name), null, Now);
        text.Split('\n').Count(static line => line.StartsWith("Account:", StringComparison.Ordinal)).ShouldBe(1);
        text.Split('\n').Count(static line => line.StartsWith("Reference:", StringComparison.Ordinal)).ShouldBe(1);
        text.ShouldNotContain("\r");
        text.ShouldNotContain("\u202E");
        text.ShouldNotContain("\u2028");
    }

    [Fact]
    public void Lines_are_short_enough_for_a_letter() => Statement.Of(View(), null, Now).Split('\n').ShouldAllBe(static line => line.Length <= 72);

    private static string OneLine(string text) => string.Join(' ', text.Split(['\n', ' '], StringSplitOptions.RemoveEmptyEntries));
}
