using Stillhound.Core.Campaigns;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Tests.Support;
using Stillhound.Core.Tests.Worlds;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Tests.Verdicts;

/// <summary>Parts of a cohort that stands which do not belong to it.</summary>
public sealed class ForeignPartsTests
{
    private const int Guests = 12;

    private static readonly Lazy<JudgedWorld> WithGuests = new(static () => new JudgedWorld(new World(17).WithPeople(200).WithToolUsers(60).WithPlantedCohort()));

    [Fact]
    public void Nothing_changes_where_no_part_is_foreign()
    {
        var world = WithGuests.Value;
        var verdict = world.Verdict(world.Rows("planted"));
        Stands(verdict).ShouldBeTrue();
        world.TakeOut(verdict).ShouldBeSameAs(verdict);
        world.TakeOut(verdict, world.Rows("person"), world.Rows("user")).ShouldBeSameAs(verdict, "honest cohorts elsewhere are no part of it");
    }

    [Fact]
    public void Users_of_an_honest_system_prompt_that_came_in_go()
    {
        var world = WithGuests.Value;
        var (campaign, guests) = (world.Rows("planted"), world.Rows("user", Guests));
        var whole = world.Verdict(campaign, guests);
        world.TakeOut(whole).Cohort.Rows.ShouldBe(campaign);
    }

    [Fact]
    public void An_honest_cohort_of_the_same_search_goes()
    {
        var world = WithGuests.Value;
        var (campaign, guests) = (world.Rows("planted"), world.Rows("person", Guests));
        var whole = world.Verdict(campaign, guests);
        world.TakeOut(whole, guests).Cohort.Rows.ShouldBe(campaign);
    }

    [Fact]
    public void Some_of_a_cohort_most_of_which_is_outside_go_too()
    {
        var world = WithGuests.Value;
        var guests = world.Rows("person", JudgedWorld.Smallest);
        var whole = world.Verdict(world.Rows("planted", 30), guests); // too few to be divided by what they ask for
        world.TakeOut(whole, world.Rows("person")).Cohort.Rows.ShouldBe(world.Rows("planted", 30));
        world.TakeOut(whole, guests).Cohort.Rows.ShouldBe(world.Rows("planted", 30));
    }

    [Fact]
    public void Guests_that_no_search_named_are_found_by_what_they_ask_for()
    {
        var world = WithGuests.Value;
        var (campaign, guests) = (world.Rows("planted"), world.Rows("person", Guests));
        var left = world.TakeOut(world.Verdict(campaign, guests)).Cohort.Rows;
        left.Intersect(campaign).Count().ShouldBe(campaign.Length);
        left.Intersect(guests).Count().ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public void All_but_the_users_of_one_system_prompt_are_a_part()
    {
        var world = WithGuests.Value;
        var (campaign, guests) = (world.Rows("planted", 30), world.Rows("person", JudgedWorld.Smallest));
        world.TakeOut(world.Verdict(campaign, guests)).Cohort.Rows.ShouldBe(campaign, "nobody named the guests, and they share nothing");
    }

    [Fact]
    public void Fewer_accounts_than_the_smallest_cohort_are_no_part()
    {
        var world = WithGuests.Value;
        var guests = world.Rows("user", JudgedWorld.Smallest - 1);
        var whole = world.Verdict(world.Rows("planted"), guests);
        world.TakeOut(whole, guests).Cohort.Rows.ShouldBe(whole.Cohort.Rows);
    }

    [Fact]
    public void A_campaign_whose_halves_ask_for_different_things_stays_whole()
    {
        var world = new World(23).WithPeople(200).WithPlantedCohort(64);
        var topics = new[] { world.Words.Topic(world.Random), world.Words.Topic(world.Random) };
        Alter(world, static _ => true, static facts => facts, request => request with { Prompt = $"{request.Prompt}\n{world.Words.Text(world.Random, topics[Number(request.Account) % 2], 25)}" });
        var judged = new JudgedWorld(world);
        var whole = judged.Verdict(judged.Rows("planted"));
        judged.TakeOut(whole).ShouldBeSameAs(whole);
    }

    [Fact]
    public void Two_groups_each_of_which_is_explained_do_not_stand_together()
    {
        var judged = InHalves(static facts => facts with { Org = "a-firm" }, static facts => facts with { Verified = Verification.Contract });
        var (firm, contract, both) = (judged.Rows("planted")[..24], judged.Rows("planted")[24..], judged.Verdict(judged.Rows("planted")));
        Stands(both).ShouldBeTrue("what explains each does not explain the other");
        Stands(judged.Verdict(firm)).ShouldBeFalse();
        Stands(judged.Verdict(contract)).ShouldBeFalse();

        var left = judged.TakeOut(both);
        Stands(left).ShouldBeFalse();
        left.Cohort.Rows.ShouldBe(contract, "the surer of the two is what is left");
    }

    [Fact]
    public void Two_halves_with_settings_of_their_own_that_nothing_explains_stay_together()
    {
        var judged = InHalves(static facts => facts, static facts => facts);
        var both = judged.Verdict(judged.Rows("planted"));
        Stands(both).ShouldBeTrue();
        judged.TakeOut(both).ShouldBeSameAs(both);
    }

    [Fact]
    public void A_part_at_act_that_stands_far_lower_by_itself_is_not_accused_for_what_the_others_show()
    {
        // Made weeks apart, with no card or device in common: they stand, and for less.
        var judged = InHalves(static facts => facts, static facts => facts with
        {
            PaymentHash = null,
            DeviceHash = null,
            Created = DateTimeOffset.FromUnixTimeMilliseconds(Request.Monday - (Request.Day * 9 * (1 + (Number(facts.Account) % 24)))),
        });
        var (sure, other, both) = (judged.Rows("planted")[..24], judged.Rows("planted")[24..], judged.Verdict(judged.Rows("planted")));
        both.Tier.ShouldBe(Tier.Act);
        judged.Verdict(other).Tier.ShouldBe(Tier.Review);

        var left = judged.TakeOut(both);
        left.Tier.ShouldBe(Tier.Act);
        left.Cohort.Rows.ShouldBe(sure);
        left.Cohort.Doubtful.ShouldBe(other, ignoreOrder: true, "they stay, and only likely belong");
    }

    [Fact]
    public void The_same_world_gives_the_same_rest()
    {
        static Verdict Rest()
        {
            var world = new JudgedWorld(new World(31).WithPeople(150).WithToolUsers(30).WithPlantedCohort());
            return world.TakeOut(world.Verdict(world.Rows("planted"), world.Rows("user", Guests), world.Rows("person", Guests)), world.Rows("person", Guests));
        }

        var (first, second) = (Rest(), Rest());
        first.Cohort.Rows.ShouldBe(second.Cohort.Rows);
        first.Log10Odds.ShouldBe(second.Log10Odds);
    }

    private static bool Stands(Verdict verdict) => verdict.Tier >= Tier.Review;

    /// <summary>One operator's accounts, each half with a system prompt of its own and whatever else is said of it.</summary>
    private static JudgedWorld InHalves(Func<AccountFacts, AccountFacts> one, Func<AccountFacts, AccountFacts> other)
    {
        var world = new World(29).WithPeople(200).WithPlantedCohort(48);
        Alter(world, static i => i < 24, one, static request => request with { System = "the one half's frame" });
        Alter(world, static i => i >= 24, other, static request => request with { System = "what the other half is told" });
        return new JudgedWorld(world);
    }

    /// <summary>Changes what some of the planted accounts are and send.</summary>
    private static void Alter(World world, Func<int, bool> which, Func<AccountFacts, AccountFacts> facts, Func<Request, Request> request)
    {
        for (var i = 0; i < world.Facts.Count; i++)
        {
            if (IsPlanted(world.Facts[i].Account) && which(Number(world.Facts[i].Account)))
                world.Facts[i] = facts(world.Facts[i]);
        }

        for (var i = 0; i < world.Requests.Count; i++)
        {
            if (IsPlanted(world.Requests[i].Account) && which(Number(world.Requests[i].Account)))
                world.Requests[i] = request(world.Requests[i]);
        }
    }

    private static bool IsPlanted(string account) => account.StartsWith("planted", StringComparison.Ordinal);

    private static int Number(string account) => int.Parse(account.AsSpan(account.LastIndexOf('-') + 1), System.Globalization.CultureInfo.InvariantCulture);
}
