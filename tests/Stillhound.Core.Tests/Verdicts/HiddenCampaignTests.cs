using Stillhound.Core.Campaigns;
using Stillhound.Core.Cohorts;
using Stillhound.Core.Engine;
using Stillhound.Core.Tests.Support;
using Stillhound.Core.Tests.Worlds;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Tests.Verdicts;

/// <summary>Cohorts that fall short because of an honest cohort that is in them: what explains the one hides the other.</summary>
public sealed class HiddenCampaignTests
{
    private const int Smallest = JudgedWorld.Smallest;

    private static readonly Lazy<World> Hidden = new(static () => BehindHarness(53));
    private static readonly Lazy<JudgedWorld> Judged = new(static () => new JudgedWorld(Hidden.Value));

    [Theory]
    [InlineData(31)]
    [InlineData(41)]
    [InlineData(53)]
    public void A_campaign_that_shares_phrases_with_a_harness_is_found_without_it(int seed)
    {
        var world = new JudgedWorld(BehindHarness(seed));
        var (campaign, runners) = (world.Rows("planted"), world.Rows("runner"));
        var whole = world.Verdict(campaign, runners);
        Stands(whole).ShouldBeFalse("items that come again explain it");

        var free = world.Free(whole, runners);
        Stands(free).ShouldBeTrue();
        free.Cohort.Rows.ShouldBe(campaign);
    }

    [Fact]
    public void So_is_one_among_users_of_a_tool()
    {
        var world = new JudgedWorld(new World(17).WithPeople(200).WithToolUsers(80).WithPlantedCohort());
        var whole = world.Verdict(world.Rows("planted"), world.Rows("user"));
        Stands(whole).ShouldBeFalse();
        world.Free(whole, world.Rows("user")).Cohort.Rows.ShouldBe(world.Rows("planted"));
    }

    [Fact]
    public void Of_several_honest_cohorts_the_one_goes_that_hides_most()
    {
        var world = Judged.Value;
        var (campaign, runners) = (world.Rows("planted"), world.Rows("runner"));
        world.Free(world.Verdict(campaign, runners), runners[..60], runners, runners[..40]).Cohort.Rows.ShouldBe(campaign);
    }

    [Fact]
    public void Nothing_changes_where_no_honest_cohort_is_inside()
    {
        var world = Judged.Value;
        var whole = world.Verdict(world.Rows("planted"), world.Rows("runner"));
        world.Free(whole).ShouldBeSameAs(whole);
        world.Free(whole, world.Rows("person")).ShouldBeSameAs(whole);
        world.Free(whole, whole.Cohort.Rows).ShouldBeSameAs(whole, "it is no part of itself");
    }

    [Fact]
    public void Two_halves_of_one_honest_group_hide_nothing()
    {
        var world = Judged.Value;
        foreach (var group in new[] { "runner", "person" })
        {
            var (rows, whole) = (world.Rows(group), world.Verdict(world.Rows(group)));
            world.Free(whole, rows[..(rows.Length / 2)], rows[(rows.Length / 2)..]).ShouldBeSameAs(whole);
        }
    }

    [Fact]
    public void Not_even_where_campaigns_are_held_to_be_so_likely_that_each_half_would_stand()
    {
        var world = new JudgedWorld(Hidden.Value, new EngineOptions { PriorLog10Odds = 4 });
        var runners = world.Rows("runner");
        var (one, other, whole) = (runners[..37], runners[37..], world.Verdict(runners));
        Stands(world.Verdict(one)).ShouldBeTrue();
        Stands(world.Verdict(other)).ShouldBeTrue();
        world.Free(whole, one, other).ShouldBeSameAs(whole, "as many of the one are no surer than the other");
    }

    [Theory]
    [InlineData(2 * Smallest, true)]
    [InlineData((2 * Smallest) - 1, false)]
    public void What_is_left_is_twice_the_smallest_cohort(int left, bool found)
    {
        var world = Judged.Value;
        var (campaign, runners) = (world.Rows("planted", left), world.Rows("runner"));
        Stands(world.Verdict(campaign)).ShouldBeTrue();
        Stands(world.Free(world.Verdict(campaign, runners), runners)).ShouldBe(found);
    }

    [Theory]
    [InlineData(0.31, true)]
    [InlineData(0.29, false)]
    public void What_is_left_stands_by_two_to_one(double log10Odds, bool found)
    {
        var world = WhereTheCampaignStandsAt(log10Odds);
        var (campaign, runners) = (world.Rows("planted"), world.Rows("runner"));
        Stands(world.Verdict(campaign)).ShouldBeTrue();
        Stands(world.Free(world.Verdict(campaign, runners), runners)).ShouldBe(found);
    }

    [Fact]
    public void The_best_of_ten_looks_stands_by_twenty_to_one()
    {
        var world = WhereTheCampaignStandsAt(1.2);
        var (campaign, runners) = (world.Rows("planted"), world.Rows("runner"));
        var whole = world.Verdict(campaign, runners);
        var looks = Enumerable.Range(0, 10).Select(i => runners[..^i]).ToArray();
        Stands(world.Free(whole, looks[..5])).ShouldBeTrue();
        world.Free(whole, looks).ShouldBeSameAs(whole);
    }

    [Fact]
    public void What_is_left_is_as_sure_as_the_operator_asks_for()
    {
        var world = WhereTheCampaignStandsAt(0.8, review: 0.9);
        var whole = world.Verdict(world.Rows("planted"), world.Rows("runner"));
        world.Free(whole, world.Rows("runner")).ShouldBeSameAs(whole);
    }

    [Fact]
    public void Searches_judge_what_shared_phrases_tie_also_without_the_harness()
    {
        var freed = new List<int>();
        foreach (var seed in new[] { 41, 43, 61 })
        {
            var world = BehindHarness(seed, (names, verdict) =>
            {
                if (verdict.Cohort.Route == CohortRoute.Links && Stands(verdict) && IsCampaign([.. names]))
                    freed.Add(seed);
            });
            world.Run().Campaigns.Where(static c => c.Tier >= Tier.Review).ShouldAllBe(static c => IsCampaign(c.Members.Select(static m => m.Account).ToList()));
        }

        freed.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_harness_without_a_campaign_is_none() =>
        new World(53).WithPeople(200).WithHarness().Run().Campaigns.ShouldAllBe(static c => c.Tier < Tier.Review);

    private static bool Stands(Verdict verdict) => verdict.Tier >= Tier.Review;

    private static bool IsCampaign(List<string> accounts) => accounts.Count(IsPlanted) is var planted && planted >= 36 && accounts.Count - planted <= 4;

    private static bool IsPlanted(string account) => account.StartsWith("planted", StringComparison.Ordinal);

    /// <summary>The same accounts, where campaigns are held to be as likely before looking as gives these odds.</summary>
    private static JudgedWorld WhereTheCampaignStandsAt(double log10Odds, double review = -0.1)
    {
        var prior = new EngineOptions().PriorLog10Odds + log10Odds - Judged.Value.Verdict(Judged.Value.Rows("planted")).Log10Odds;
        return new JudgedWorld(Hidden.Value, new EngineOptions { PriorLog10Odds = prior, ReviewLog10Odds = review });
    }

    /// <summary>
    /// A campaign of accounts bought one by one, with nothing in common but the head of a harness's scaffold, around items of which
    /// each comes once.
    /// </summary>
    private static World BehindHarness(int seed, Action<IEnumerable<string>, Verdict>? judged = null)
    {
        var world = new World(seed) { Judged = judged }.WithPeople(200).WithHarness().WithPlantedCohort();
        var head = world.Requests.First(static r => r.Account == "runner-000").Prompt!.Split('\n')[0];
        for (var i = 0; i < world.Facts.Count; i++)
        {
            if (!IsPlanted(world.Facts[i].Account))
                continue;
            var made = DateTimeOffset.FromUnixTimeMilliseconds(Request.Monday - (long)(world.Random.NextDouble() * 700 * Request.Day));
            world.Facts[i] = world.Facts[i] with { Created = made, PaymentHash = "card-of-" + world.Facts[i].Account, DeviceHash = "device-of-" + world.Facts[i].Account };
        }

        for (var i = 0; i < world.Requests.Count; i++)
        {
            if (IsPlanted(world.Requests[i].Account))
                world.Requests[i] = world.Requests[i] with { System = null, MaxTokens = -1, Temperature = float.NaN, Prompt = $"{head}\n{world.Words.Anything(world.Random, 20)}" };
        }

        return world;
    }
}
