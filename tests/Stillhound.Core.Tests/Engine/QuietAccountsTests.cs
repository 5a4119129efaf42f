using Stillhound.Core.Campaigns;
using Stillhound.Core.Cohorts;
using Stillhound.Core.Engine;
using Stillhound.Core.Tests.Campaigns;
using Stillhound.Core.Tests.Support;
using Stillhound.Core.Tests.Worlds;
using static Stillhound.Core.Tests.Support.Request;

namespace Stillhound.Core.Tests.Engine;

/// <summary>Accounts with too few exchanges for searches, which show a campaign's phrases all the same.</summary>
public sealed class QuietAccountsTests
{
    private const uint Sole = 11, Common = 12;

    private static readonly Request Same = new() { UserAgent = "harvester/1", MaxTokens = 4096, System = "frame of harvester/1" };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void One_phrase_that_nobody_else_uses_and_every_setting_are_enough(int exchanges)
    {
        var cast = Staged().Play("quiet", 1, Day, static _ => Same with { Prompt = "short" }, exchanges);
        Show(cast, Sole, exchanges);
        LookBack(cast);

        var campaign = cast.Book.All[0];
        campaign.Members.Count.ShouldBe(11);
        var member = campaign.Members[cast.Find("quiet-0")];
        (member.AttachedMs, member.ExchangesBefore).ShouldBe((Monday + (3 * Day), exchanges));
        CampaignSlice.Of(campaign, 4).Last().Members.Keys.ShouldBe([cast.Find("quiet-0")], "until a search has looked it likely belongs, no more");
    }

    [Fact]
    public void A_phrase_that_others_use_too_is_not_enough()
    {
        var cast = Staged().Play("quiet", 1, Day, static _ => Same with { Prompt = "short" }, 1);
        Show(cast, Common, 1);
        LookBack(cast);
        cast.Book.All[0].Members.Count.ShouldBe(10);
    }

    [Fact]
    public void One_setting_that_differs_is_enough_to_leave_it_alone()
    {
        foreach (var other in new[] { Same with { UserAgent = "own/2" }, Same with { MaxTokens = 1 }, Same with { System = "mine" } })
        {
            var cast = Staged().Play("quiet", 1, Day, _ => other with { Prompt = "short" }, 1);
            Show(cast, Sole, 1);
            LookBack(cast);
            cast.Book.All[0].Members.Count.ShouldBe(10);
        }
    }

    [Fact]
    public void Without_settings_to_compare_a_phrase_says_too_little()
    {
        var cast = Staged().Play("quiet", 1, Day, static _ => new Request { Prompt = "short" }, 1);
        Show(cast, Sole, 1);
        LookBack(cast);
        cast.Book.All[0].Members.Count.ShouldBe(10);
    }

    [Fact]
    public void A_phrase_that_not_every_exchange_shows_is_not_enough()
    {
        var cast = Staged().Play("quiet", 1, Day, static _ => Same with { Prompt = "short" }, 2);
        Show(cast, Sole, 1);
        LookBack(cast);
        cast.Book.All[0].Members.Count.ShouldBe(10);
    }

    [Fact]
    public void A_campaign_at_watch_attaches_nobody()
    {
        var cast = Staged(log10Odds: -0.2).Play("quiet", 1, Day, static _ => Same with { Prompt = "short" }, 1);
        Show(cast, Sole, 1);
        LookBack(cast);
        cast.Book.All[0].Members.Count.ShouldBe(10);
    }

    [Fact]
    public void Accounts_that_searches_compare_are_left_to_them()
    {
        var cast = Staged().Play("loud", 1, Day, static _ => Same with { Prompt = "short" });
        for (var n = 0; n < Core.Profiles.Population.FewestExchanges; n++)
            cast["loud-0"].Phrases.Add(Sole);
        LookBack(cast);
        cast.Book.All[0].Members.Count.ShouldBe(10);
    }

    [Fact]
    public void Own_phrases_nearly_all_of_whose_users_are_inside_are_the_cohort_s_alone()
    {
        var cast = new Cast().Troupe("a", 0, count: 20);
        for (var n = 0; n < 4; n++)
        {
            for (var i = 0; i < 20; i++)
            {
                cast[$"a-{i}"].Phrases.Add(Sole);
                cast[$"a-{i}"].Phrases.Add(Common);
                if (i < 5)
                    cast[$"a-{i}"].Phrases.Add(13);
            }

            for (var i = 0; i < 3; i++)
                cast[$"stranger-{i}"].Phrases.Add(Common);
        }

        var context = new SearchContext(cast.Accounts, 4);
        context.Refresh(Monday + Day, []);
        int[] rows = [.. Enumerable.Range(0, context.Population.Count).Where(row => cast.Accounts.NameOf(context.Population.Rows[row].Account).StartsWith("a-", StringComparison.Ordinal))];
        var refiner = new Refiner(context, 4);
        var cohort = new RefinedCohort(rows, CohortRoute.Links, "shared phrases", rows, [], []);
        refiner.KeysOf(cohort).ShouldContain(Common);
        refiner.SoleKeysOf(cohort).ShouldBe([Sole], "three of 23 users of the one are strangers, and too few use the third");
    }

    [Fact]
    public void A_scan_attaches_accounts_whose_one_exchange_came_before_the_campaign_stood()
    {
        var world = new World(47).WithPeople(150).WithPlantedCohort();
        var frame = world.Requests.First(static r => r.Account == "planted-000");
        for (var i = 0; i < 4; i++)
            world.Requests.Add(frame with { Account = $"quiet-{i}", Time = Monday + Day + (i * Hour), Ip = "172.31.9.9" });
        world.Requests.Add(frame with { Account = "other-limit", Time = Monday + Day, MaxTokens = 77 });
        var members = world.Run().Campaigns.Where(static c => c.Tier >= Tier.Review).SelectMany(static c => c.Members).Select(static m => m.Account).ToHashSet();

        members.Count(static m => m.StartsWith("quiet", StringComparison.Ordinal)).ShouldBe(4);
        members.ShouldNotContain("other-limit");
    }

    /// <summary>A campaign of ten accounts of which one phrase is its alone.</summary>
    private static Cast Staged(double log10Odds = 2.5)
    {
        var cast = new Cast { Sole = [Sole] }.Troupe("a", 0);
        cast.Search(Day, (log10Odds, [Sole, Common], ["a"]));
        foreach (var account in cast.Book.All[0].Members.Keys.ToList())
            cast.Book.All[0].Members[account] = cast.Book.All[0].Members[account] with { Score = 5 };
        return cast;
    }

    private static void Show(Cast cast, uint phrase, int exchanges)
    {
        for (var n = 0; n < exchanges; n++)
            cast["quiet-0"].Phrases.Add(phrase);
    }

    private static void LookBack(Cast cast)
    {
        var attacher = new Attacher(cast.Accounts, cast.Book);
        attacher.Renew();
        attacher.LookBack(Monday + (3 * Day));
    }
}
