using Stillhound.Core.Campaigns;
using Stillhound.Core.Components;
using Stillhound.Core.Engine;
using Stillhound.Core.Profiles;
using Stillhound.Core.Tests.Support;
using Stillhound.Core.Verdicts;
using static Stillhound.Core.Tests.Support.Request;

namespace Stillhound.Core.Tests.Campaigns;

/// <summary>A campaign at act accuses only accounts that surely belong to it.</summary>
public sealed class CampaignSliceTests
{
    private const int Smallest = 4;
    private const float Sure = 4, Likely = 1.4f;
    private const int FirstBin = (int)(Monday / SixHourBins.WidthMs);
    private const int Bins = 8;

    [Fact]
    public void At_act_those_that_surely_belong_are_told_of_and_the_others_apart_at_review()
    {
        var (_, campaign) = Staged(Tier.Act, likely: 3);
        var slices = CampaignSlice.Of(campaign, Smallest).ToList();

        slices.Select(static s => s.Id).ShouldBe([campaign.Id, campaign.Id + "-likely"]);
        slices.Select(static s => s.Tier).ShouldBe([Tier.Act, Tier.Review]);
        slices.Select(static s => s.Members.Count).ShouldBe([7, 3]);
        slices[0].Members.Values.ShouldAllBe(static m => m.Score == Sure);
        slices[1].Members.Values.ShouldAllBe(static m => m.Score == Likely);
    }

    [Theory]
    [InlineData(0.899, false)]
    [InlineData(0.901, true)]
    public void Nine_in_ten_is_sure(double probability, bool sure)
    {
        var (_, campaign) = Staged(Tier.Act, likely: 0);
        var odd = campaign.Members.Keys.First();
        campaign.Members[odd] = campaign.Members[odd] with { Score = (float)Math.Log(probability / (1 - probability)) };
        CampaignSlice.Of(campaign, Smallest).First().Members.ContainsKey(odd).ShouldBe(sure);
    }

    [Fact]
    public void Where_all_surely_belong_nothing_is_told_apart()
    {
        var (_, campaign) = Staged(Tier.Act, likely: 0);
        var slice = CampaignSlice.Of(campaign, Smallest).ShouldHaveSingleItem();
        slice.Tier.ShouldBe(Tier.Act);
        slice.Members.Count.ShouldBe(10);
    }

    [Fact]
    public void Where_too_few_surely_belong_to_be_a_campaign_all_stand_at_review()
    {
        var (_, campaign) = Staged(Tier.Act, likely: 7);
        var slice = CampaignSlice.Of(campaign, Smallest).ShouldHaveSingleItem();
        slice.Id.ShouldBe(campaign.Id);
        slice.Tier.ShouldBe(Tier.Review);
        slice.IsLikely.ShouldBeFalse();
        slice.Members.Count.ShouldBe(10);
    }

    [Theory]
    [InlineData(nameof(Tier.Review))]
    [InlineData(nameof(Tier.Watch))]
    public void Below_act_a_campaign_is_told_of_as_it_is(string tier)
    {
        var (_, campaign) = Staged(Enum.Parse<Tier>(tier), likely: 9);
        var slice = CampaignSlice.Of(campaign, Smallest).ShouldHaveSingleItem();
        slice.Tier.ShouldBe(campaign.Tier);
        slice.Members.ShouldBeSameAs(campaign.Members);
    }

    [Fact]
    public void The_activity_of_both_is_that_of_the_whole()
    {
        var (cast, campaign) = Staged(Tier.Act, likely: 3);
        var slices = CampaignSlice.Of(campaign, Smallest).ToList();
        var (sure, likely) = (slices[0].Activity(cast.Accounts, FirstBin, Bins), slices[1].Activity(cast.Accounts, FirstBin, Bins));

        likely.Sum().ShouldBe(3 * 4, "four exchanges an account");
        sure.Sum().ShouldBe(7 * 4);
        sure.Zip(likely, static (a, b) => a + b).ShouldBe(Enumerable.Range(0, Bins).Select(i => campaign.Activity.GetValueOrDefault(FirstBin + i)));
    }

    [Fact]
    public void Those_that_likely_belong_were_detected_when_the_first_of_them_was_attached()
    {
        var (cast, campaign) = Staged(Tier.Act, likely: 3);
        var late = CampaignSlice.Of(campaign, Smallest).Last().Members.Keys.ToList();
        foreach (var (account, day) in late.Zip([3, 2, 5]))
            campaign.Members[account] = campaign.Members[account] with { AttachedMs = Monday + (day * Day) };
        var slices = CampaignSlice.Of(campaign, Smallest).ToList();

        slices[0].DetectedMs.ShouldBe(Monday + Day);
        slices[1].DetectedMs.ShouldBe(Monday + (2 * Day));
        slices[1].ExchangesBeforeDetection(cast.Accounts).ShouldBe(3 * 4);
    }

    [Fact]
    public void Those_that_were_never_attached_were_never_detected()
    {
        var (_, campaign) = Staged(Tier.Act, likely: 3);
        foreach (var account in CampaignSlice.Of(campaign, Smallest).Last().Members.Keys)
            campaign.Members[account] = campaign.Members[account] with { AttachedMs = 0 };
        CampaignSlice.Of(campaign, Smallest).Last().DetectedMs.ShouldBe(0);
    }

    [Fact]
    public void The_findings_name_whose_accounts_they_likely_are_and_tell_the_evidence_of_the_whole()
    {
        var (cast, campaign) = Staged(Tier.Act, likely: 3);
        var findings = Findings(cast);

        findings.Count.ShouldBe(2);
        var (whole, likely) = (findings[0], findings[1]);
        (whole.LikelyOf, likely.LikelyOf).ShouldBe((null, campaign.Id));
        (whole.Members.Count, likely.Members.Count).ShouldBe((7, 3));
        whole.Members.Select(static m => m.Account).Intersect(likely.Members.Select(static m => m.Account)).ShouldBeEmpty();
        likely.Members.ShouldAllBe(static m => m.Confidence < 0.9);
        likely.Confidence.ShouldBe(whole.Confidence);
        likely.Explanations.ShouldBe(whole.Explanations);
        likely.Title.ShouldStartWith($"3 accounts that likely belong to {campaign.Id}");
        likely.Summary.ShouldContain("the evidence is that of the whole campaign");
        likely.SampleAccounts.ShouldBe(likely.Members.Select(static m => m.Account));
        (whole.Exchanges, likely.Exchanges).ShouldBe((28, 12));
        var note = likely.History.ShouldHaveSingleItem();
        (note.Campaign, note.Accounts).ShouldBe((campaign.Id, 3));
    }

    [Fact]
    public void One_account_is_no_plural()
    {
        var (cast, campaign) = Staged(Tier.Act, likely: 1);
        var likely = Findings(cast)[1];
        likely.Title.ShouldStartWith($"1 account that likely belongs to {campaign.Id}");
        likely.Summary.ShouldStartWith("1 account sent 4 exchanges");
    }

    [Fact]
    public void A_campaign_that_stands_at_review_for_want_of_sure_accounts_says_so() =>
        Findings(Staged(Tier.Act, likely: 8).Cast).ShouldHaveSingleItem().Summary.ShouldEndWith("too few of the accounts surely belong.");

    /// <summary>A campaign of ten accounts, the last of which belong by four to one.</summary>
    private static (Cast Cast, Campaign Campaign) Staged(Tier tier, int likely)
    {
        var cast = new Cast(Smallest).Troupe("a", 0);
        cast.Search(Day, (tier switch { Tier.Act => 2.5, Tier.Review => 1, _ => -0.2 }, [11, 12, 13], ["a"]));
        var campaign = cast.Book.Open.ShouldHaveSingleItem();
        campaign.Tier.ShouldBe(tier);
        foreach (var (account, i) in campaign.Members.Keys.ToList().Select(static (account, i) => (account, i)))
            campaign.Members[account] = campaign.Members[account] with { Score = i < campaign.Members.Count - likely ? Sure : Likely };
        return (cast, campaign);
    }

    private static IReadOnlyList<CampaignFinding> Findings(Cast cast)
    {
        foreach (var campaign in cast.Book.Open)
        {
            campaign.Verdict = campaign.Verdict with
            {
                Weights = [.. Measurements.All.Select(static _ => default(Weight) with { Log10Ratio = double.NaN })],
                Odds = new double[Explanation.All.Length],
                Group = GroupContext.Silent,
            };
        }

        var activity = new ActivityLog();
        activity.Count(Monday);
        activity.Count(Monday + (2 * Day));
        var carriers = new Carriers(cast.Accounts, cast.Book, new MixtureWatch(cast.Accounts));
        return new FindingsBuilder(cast.Accounts, cast.Book, carriers, activity, new Coverage(), new ReactionFacts(), [], new EngineOptions { SmallestCohort = Smallest }).Build(400, 0).Campaigns;
    }
}
