using System.Text;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Tests.Support;
using static Stillhound.Core.Tests.Support.Request;

namespace Stillhound.Core.Tests.Campaigns;

/// <summary>Identity over searches: what is one campaign, and what is told of it.</summary>
public sealed class CampaignBookTests
{
    private const string Other = "translate the attached document into formal language";
    private static readonly uint[] Keys = [11, 12, 13, 14];

    [Fact]
    public void Two_campaigns_whose_accounts_turn_out_to_be_one_cohort_are_merged_with_a_record()
    {
        var cast = new Cast().Troupe("a", 0).Troupe("b", 0);
        cast.Search(Day, (1, Keys, ["a"]), (0.5, [21, 22, 23], ["b"]));
        var (first, second) = (cast.Book.All[0], cast.Book.All[1]);
        cast.Search(2 * Day, (2.5, Keys, ["a", "b"]));

        var open = cast.Book.Open.ShouldHaveSingleItem();
        open.Members.Count.ShouldBe(20);
        open.Members.Values.ShouldAllBe(static m => m.AttachedMs == Monday + Day, "whoever was attached keeps its time");
        var gone = open == first ? second : first;
        var note = open.History.Notes().Single(static n => n.What == CampaignChange.Absorbed);
        note.Campaign.ShouldBe(gone.Id);
        note.Accounts.ShouldBe(10);
        note.Reason.ShouldNotBeEmpty();
        note.Time.ToUnixTimeMilliseconds().ShouldBe(Monday + (2 * Day));
        open.History.Notes().Single(static n => n.What == CampaignChange.Tier && n.Text.Contains("from review to act", StringComparison.Ordinal)).Reason.ShouldContain("payload (10^");
    }

    [Fact]
    public void A_campaign_that_takes_in_one_that_was_detected_was_detected_then()
    {
        var cast = new Cast().Troupe("a", 0, count: 20).Troupe("b", 0);
        cast.Search(Day, (-0.2, Keys, ["a"]), (0.5, [21, 22, 23], ["b"]));
        cast.Search(2 * Day, (1, Keys, ["a", "b"]));
        var open = cast.Book.Open.ShouldHaveSingleItem();
        open.DetectedMs.ShouldBe(Monday + Day);
        open.ExchangesBeforeDetection.ShouldBe(30 * 4);
    }

    [Theory]
    [InlineData(1, 16)]
    [InlineData(3, 26)]
    public void Members_that_merely_resemble_a_cohort_at_act_surely_belong_only_where_it_holds_with_them(double oddsOfBoth, int sure)
    {
        var cast = AmongMany(oddsOfBoth);
        cast.Search(Day, (3, Keys, ["a", "b"]));
        cast.Search(2 * Day, (3, Keys, ["a"]));

        var campaign = cast.Book.Open.ShouldHaveSingleItem();
        campaign.Tier.ShouldBe(Tier.Act);
        campaign.Members.Count.ShouldBe(26, "nobody that resembles the others leaves");
        campaign.Members.Values.Count(static m => m.Confidence >= 0.9).ShouldBe(sure);
    }

    [Theory]
    [InlineData(1, 16)]
    [InlineData(3, 26)]
    public void What_nearly_the_same_cohort_has_besides_surely_belongs_only_where_both_hold(double oddsOfBoth, int sure)
    {
        var cast = AmongMany(oddsOfBoth);
        cast.Search(Day, (3, Keys, ["a"]), (1, Keys, ["a", "b"]));

        var campaign = cast.Book.Open.ShouldHaveSingleItem();
        campaign.Members.Count.ShouldBe(26);
        campaign.Members.Values.Count(static m => m.Confidence > 0.81).ShouldBe(sure, "four to one is no more than likely");
    }

    [Theory]
    [InlineData(3, 16)]
    [InlineData(1, 18)]
    public void Who_sends_far_more_than_a_campaigns_accounts_do_only_likely_belongs_at_act(double log10Odds, int sure)
    {
        // Two of the troupe send thirty times as much as the sixteen others, in all else like them.
        var cast = AmongMany(3).Play("a-heavy", 2, 0, static _ => new Request { Prompt = "solve the following task and show every step", UserAgent = "harvester/1", MaxTokens = 4096, System = "frame of harvester/1" }, exchanges: 120);
        cast.Search(2 * Day, (log10Odds, Keys, ["a"]));

        var campaign = cast.Book.Open.ShouldHaveSingleItem();
        campaign.Members.Count.ShouldBe(18);
        var doubtful = campaign.Members.Where(static m => m.Value.Confidence < 0.81).Select(m => cast.Accounts.NameOf(m.Key)).ToList();
        doubtful.Count.ShouldBe(18 - sure);
        doubtful.ShouldAllBe(static name => name.StartsWith("a-heavy-", StringComparison.Ordinal));
    }

    [Fact]
    public void A_few_surer_accounts_split_off_and_leave_the_campaign_its_name()
    {
        var cast = new Cast().Troupe("a", 0, count: 8).Troupe("b", 0, Other, "other/7", 30);
        cast.Search(Day, (1, Keys, ["a", "b"]));
        var campaign = cast.Book.Open.ShouldHaveSingleItem();
        cast.Search(2 * Day, (3, Keys, ["a"]), (1, Keys, ["b"]));

        campaign.Members.Count.ShouldBe(30);
        campaign.Members.Keys.ShouldAllBe(account => cast.Accounts.NameOf(account).StartsWith("b-", StringComparison.Ordinal));
        var few = cast.Book.Open.Single(c => c != campaign);
        few.Members.Count.ShouldBe(8);
        few.DetectedMs.ShouldBe(Monday + Day, "its accounts were known since then");
        few.History.Notes().Single(static n => n.What == CampaignChange.SplitOff).Campaign.ShouldBe(campaign.Id);
    }

    [Fact]
    public void A_few_surer_accounts_that_the_others_resemble_do_not_split_off()
    {
        var cast = new Cast().Troupe("a", 0, count: 14).Troupe("b", 0, count: 30);
        cast.Search(Day, (1, Keys, ["a", "b"]));
        cast.Search(2 * Day, (3, Keys, ["a"]), (1, Keys, ["b"]));

        var campaign = cast.Book.Open.ShouldHaveSingleItem();
        campaign.Members.Count.ShouldBe(44);
        campaign.Tier.ShouldBe(Tier.Act);
    }

    [Fact]
    public void A_part_that_is_surer_goes_on_as_the_campaign_where_no_cohort_holds_far_more_of_it()
    {
        var cast = new Cast().Troupe("a", 0, count: 16).Troupe("b", 0, count: 24);
        cast.Search(Day, (1, Keys, ["a", "b"]));
        var campaign = cast.Book.Open.ShouldHaveSingleItem();
        cast.Search(2 * Day, (3, Keys, ["a"]), (1, Keys, ["b"]));

        campaign.Tier.ShouldBe(Tier.Act);
        campaign.Members.Keys.Count(account => cast.Accounts.NameOf(account).StartsWith("a-", StringComparison.Ordinal)).ShouldBe(16);
    }

    [Theory]
    [InlineData(2.5, 1, 40)] // as sure as the campaign: it comes in
    [InlineData(0.5, 2, 20)] // less sure: a campaign of its own
    [InlineData(-0.2, 1, 20)] // it does not stand on its own: left alone
    public void What_a_surer_cohort_leaves_of_another_is_judged_by_itself(double oddsOfRest, int campaigns, int accounts)
    {
        var cast = new Cast { OddsOfRests = oddsOfRest }.Troupe("a", 0, count: 20).Troupe("b", 0, Other, "other/7", 20);
        cast.Search(Day, (2.5, Keys, ["a"]), (1, [21, 22, 23], ["a", "b"]));

        cast.Book.Open.Count().ShouldBe(campaigns);
        cast.Book.All[0].Members.Count.ShouldBe(accounts);
        cast.Book.All[0].Tier.ShouldBe(Tier.Act);
        cast.Book.Open.SelectMany(static c => c.Members.Values).ShouldAllBe(static m => m.Score > 1, "whoever came in was scored by what it came in with");
        if (campaigns == 2)
        {
            cast.Book.All[1].Members.Count.ShouldBe(20);
            cast.Book.All[1].Tier.ShouldBe(Tier.Review);
        }
    }

    [Theory]
    [InlineData(0.5, 2, 20)] // a fifth of it is claimed: what is left stands by itself, at its own odds
    [InlineData(-0.2, 2, 20)] // at watch
    public void A_cohort_of_which_a_surer_one_took_some_has_the_odds_of_what_is_left(double oddsOfRest, int campaigns, int accounts)
    {
        var cast = new Cast { OddsOfRests = oddsOfRest }.Troupe("a", 0, count: 5).Troupe("b", 0, Other, "other/7", 20);
        cast.Search(Day, (3, Keys, ["a"]), (2.5, [21, 22, 23], ["a", "b"]));

        cast.Book.Open.Count().ShouldBe(campaigns);
        var rest = cast.Book.All[1];
        rest.Members.Count.ShouldBe(accounts);
        rest.Tier.ShouldBe(oddsOfRest < 0 ? Tier.Watch : Tier.Review);
        rest.Verdict.Log10Odds.ShouldBe(oddsOfRest);
        rest.Members.Keys.ShouldAllBe(account => cast.Accounts.NameOf(account).StartsWith("b-", StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_others_are_surer_without_likely_belongs_where_nothing_else_takes_it()
    {
        var cast = new Cast { Doubtful = "b" }.Troupe("a", 0, count: 20).Troupe("b", 0);
        cast.Search(Day, (2.5, Keys, ["a"]));
        var campaign = cast.Book.Open.ShouldHaveSingleItem();
        campaign.Members.Count.ShouldBe(30);
        for (var i = 0; i < 10; i++)
            campaign.Members[cast.Find($"b-{i}")].Score.ShouldBeInRange(0, 1.4f, "four to one at most, so that it is told apart at act");

        var taken = new Cast { Doubtful = "b" }.Troupe("a", 0, count: 20).Troupe("b", 0);
        taken.Search(Day, (2.5, Keys, ["a"]), (1, [21, 22, 23], ["b"]));
        taken.Book.All.Select(static c => c.Members.Count).ShouldBe([20, 10]);
    }

    [Fact]
    public void Two_campaigns_that_begin_with_the_same_account_have_names_of_their_own()
    {
        // Of two cohorts that share a few accounts, one has the least key of both.
        string[] others = [.. Enumerable.Range(0, 10).SelectMany(static i => new[] { $"a-{i}", $"b-{i}" })];
        var shared = Enumerable.Range(0, 1000).Select(static i => $"shared{i}").First(name => others.All(other => KeyOf(name + "-0") < KeyOf(other)));
        Cast Played() => new Cast().Troupe("a", 0).Troupe("b", 0, Other, "other/7").Troupe(shared, 0, count: 1);
        var cast = Played();
        cast.Search(Day, (1, Keys, ["a", shared]), (0.5, [21, 22, 23], ["b", shared]));

        var ids = cast.Book.All.Select(static c => c.Id).ToList();
        ids.Count.ShouldBe(2);
        ids.ShouldBeUnique();
        ids.ShouldAllBe(static id => id.Length == 8 && id.StartsWith("c-", StringComparison.Ordinal));

        var again = Played();
        again.Search(Day, (1, Keys, ["a", shared]));
        again.Book.All.Select(static c => c.Id).ShouldBe(ids[..1], "who is found first has the name that it would have alone");
        again.Search(Day, (0.5, [21, 22, 23], ["b", shared]));
        again.Book.All.Select(static c => c.Id).ShouldBe(ids, "an older campaign's name is taken too, and the next is the same every time");
    }

    [Fact]
    public void A_campaign_that_falls_into_two_is_split_with_a_record()
    {
        var cast = new Cast().Troupe("a", 0, count: 16).Troupe("b", 0, Other, "other/7");
        cast.Search(Day, (1, Keys, ["a", "b"]));
        cast.Search(2 * Day, (2.5, Keys, ["a"]), (1, [21, 22, 23], ["b"]));

        cast.Book.Open.Count().ShouldBe(2);
        var (old, young) = (cast.Book.All[0], cast.Book.All[1]);
        old.Members.Count.ShouldBe(16);
        young.Members.Count.ShouldBe(10);
        young.Members.Values.ShouldAllBe(static m => m.AttachedMs == Monday + Day);
        old.History.Notes().Single(static n => n.What == CampaignChange.Split).Campaign.ShouldBe(young.Id);
        var note = young.History.Notes().Single(static n => n.What == CampaignChange.SplitOff);
        note.Campaign.ShouldBe(old.Id);
        note.Accounts.ShouldBe(10);
    }

    [Fact]
    public void Who_comes_to_a_piece_of_the_campaign_that_let_it_go_keeps_its_time()
    {
        var cast = new Cast().Troupe("a", 0, count: 16).Troupe("b", 0, Other, "other/7").Troupe("c", 0, Other, "other/7", 4);
        cast.Search(Day, (1, Keys, ["a", "b", "c"]));
        cast.Search(2 * Day, (2.5, Keys, ["a"]), (1, [21, 22, 23], ["b"]));
        cast["c-0"].Campaign.ShouldBe(0);
        cast.Search(3 * Day, (2.5, Keys, ["a"]), (1, [21, 22, 23], ["b", "c"]));

        cast.Book.All[1].Members.Count.ShouldBe(14);
        cast.Book.All[1].Members.Values.ShouldAllBe(static m => m.AttachedMs == Monday + Day);
    }

    [Fact]
    public void A_campaign_that_steps_down_and_comes_back_keeps_when_it_was_detected()
    {
        var cast = new Cast().Troupe("a", 0);
        cast.Search(Day, (1, Keys, ["a"]));
        var campaign = cast.Book.All[0];
        CampaignBook.StepDown(campaign, cast.Judge(2 * Day, -1, "a"), Monday + (2 * Day));
        campaign.Tier.ShouldBe(Tier.Watch);
        campaign.DetectedMs.ShouldBe(Monday + Day);
        campaign.ExchangesBeforeDetection.ShouldBe(40);
        campaign.Members.Values.ShouldAllBe(static m => m.AttachedMs == Monday + Day && m.ExchangesBefore == 4);
        campaign.History.Notes()[^1].What.ShouldBe(CampaignChange.SteppedDown);
        CampaignBook.StepDown(campaign, cast.Judge(2 * Day, -1, "a"), Monday + (3 * Day));
        campaign.History.Notes().Count(static n => n.What == CampaignChange.SteppedDown).ShouldBe(1);

        // Who comes in while it is at watch was not attached by anybody's decision.
        cast.Troupe("late", 3 * Day, count: 2);
        cast.Search(4 * Day, (-0.2, Keys, ["a", "late"]));
        campaign.Members[cast.Find("late-0")].AttachedMs.ShouldBe(0);
        cast.Search(5 * Day, (1, Keys, ["a", "late"]));
        campaign.Members[cast.Find("late-0")].AttachedMs.ShouldBe(Monday + (5 * Day));
        campaign.Members[cast.Find("a-0")].AttachedMs.ShouldBe(Monday + Day);
        campaign.DetectedMs.ShouldBe(Monday + Day);
    }

    [Fact]
    public void A_cohort_of_new_accounts_with_the_same_phrases_continues_a_campaign_that_ended()
    {
        var cast = new Cast().Troupe("a", 0);
        cast.Search(Day, (1, Keys, ["a"]));
        cast.Troupe("b", 4 * Day);
        cast.Search(5 * Day, (1, Keys, ["b"]));
        var open = cast.Book.Open.ShouldHaveSingleItem();
        open.Members.Count.ShouldBe(20, "those that ended stay");
        open.DetectedMs.ShouldBe(Monday + Day);
        var note = open.History.Notes().Single(static n => n.What == CampaignChange.Resumed);
        note.Accounts.ShouldBe(10);
        note.Reason.ShouldContain("4 of 4 own phrases");
    }

    [Fact]
    public void A_campaign_whose_accounts_are_still_at_work_is_not_continued_by_others()
    {
        var cast = new Cast().Troupe("a", 0);
        cast.Search(Day, (1, Keys, ["a"]));
        cast.Troupe("b", 4 * Day).Troupe("a", 5 * Day);
        cast.Search(6 * Day, (1, Keys, ["b"]));
        cast.Book.Open.Count().ShouldBe(2);
        cast.Book.All[1].SuccessorOf.ShouldBeNull();
    }

    [Fact]
    public void A_weaker_likeness_is_told_and_keeps_two_identities()
    {
        var cast = new Cast().Troupe("a", 0);
        cast.Search(Day, (1, Keys, ["a"]));
        cast.Troupe("b", 4 * Day);
        // At watch nothing is sure enough to give the new accounts the old name.
        cast.Search(5 * Day, (-0.2, Keys, ["b"]));
        var (old, young) = (cast.Book.All[0], cast.Book.All[1]);
        young.SuccessorOf.ShouldBe(old.Id);
        young.History.Notes().Single(static n => n.What == CampaignChange.SuccessorOf).Campaign.ShouldBe(old.Id);
        old.History.Notes().Single(static n => n.What == CampaignChange.SucceededBy).Campaign.ShouldBe(young.Id);
    }

    [Fact]
    public void Accounts_that_do_something_else_are_no_successors()
    {
        var cast = new Cast().Troupe("a", 0);
        cast.Search(Day, (1, Keys, ["a"]));
        cast.Troupe("b", 4 * Day, Other, "other/7");
        cast.Search(5 * Day, (1, [21, 22, 23], ["b"]));
        cast.Book.All[1].SuccessorOf.ShouldBeNull();
        cast.Book.Open.Count().ShouldBe(2);
    }

    [Fact]
    public void Suspensions_are_counted_once_and_can_be_lifted()
    {
        var cast = new Cast().Troupe("a", 0);
        cast.Book.Suspended(cast.Find("a-0"), Monday + Hour);
        cast.Search(Day, (1, Keys, ["a"]));
        for (var i = 0; i < 4; i++)
            cast.Book.Suspended(cast.Find($"a-{i}"), Monday + Day + Hour);
        cast.Book.Restored(cast.Find("a-1"), Monday + Day + (2 * Hour));
        cast.Book.Restored(cast.Find("a-9"), Monday + Day + (2 * Hour));
        var notes = cast.Book.All[0].History.Notes();
        notes[0].Text.ShouldContain("1 account had been suspended by then");
        notes.Single(static n => n.What == CampaignChange.Suspended).Accounts.ShouldBe(3);
        notes.Single(static n => n.What == CampaignChange.Restored).Accounts.ShouldBe(1);
    }

    private static ulong KeyOf(string account) => Hash64.Of(Encoding.UTF8.GetBytes(account));

    /// <summary>A troupe and one of ten like it among five hundred others.</summary>
    private static Cast AmongMany(double oddsOfBoth) => new Cast { OddsOfRests = oddsOfBoth }.Troupe("a", 0, count: 16).Troupe("b", 0)
        .Play("others", 500, 0, static i => new Request { Prompt = $"what about {i * 13} and {i * 17}, I wonder", UserAgent = $"agent-{i % 19}/2", MaxTokens = 100 * (i % 11) });
}
