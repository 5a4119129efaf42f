using Stillhound.Core.Campaigns;
using Stillhound.Core.Components;
using Stillhound.Core.Engine;
using Stillhound.Core.Tests.Campaigns;
using Stillhound.Core.Tests.Support;
using Stillhound.Core.Tests.Worlds;
using static Stillhound.Core.Tests.Support.Request;

namespace Stillhound.Core.Tests.Engine;

/// <summary>Accounts with too few exchanges for searches, which show nothing of a campaign but how it sends.</summary>
public sealed class SoleStacksTests
{
    private const int Enough = 20;

    /// <summary>What the accounts of <see cref="Cast.Troupe"/> send, but for the prompt.</summary>
    private static readonly Request Same = new() { UserAgent = "harvester/1", MaxTokens = 4096, System = "frame of harvester/1" };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Settings_that_only_its_members_send_are_enough_without_any_phrase(int exchanges)
    {
        var cast = Staged().Play("quiet", 1, Day, Own, exchanges);
        var campaign = LookBack(cast);

        campaign.Members.Count.ShouldBe(Enough + 1);
        var member = campaign.Members[cast.Find("quiet-0")];
        (member.AttachedMs, member.ExchangesBefore).ShouldBe((Monday + (3 * Day), exchanges));
    }

    [Fact]
    public void Until_a_search_has_looked_they_likely_belong_and_are_not_accused_at_act()
    {
        var cast = Staged();
        foreach (var account in cast.Book.All[0].Members.Keys.ToList())
            cast.Book.All[0].Members[account] = cast.Book.All[0].Members[account] with { Score = 5 };
        var slices = CampaignSlice.Of(LookBack(cast.Play("quiet", 2, Day, Own, 1)), 4).ToList();

        slices.Select(static s => s.Tier).ShouldBe([Tier.Act, Tier.Review]);
        slices[1].Members.Keys.ShouldBe([cast.Find("quiet-0"), cast.Find("quiet-1")]);
    }

    [Theory]
    [InlineData(38, 2, true)]
    [InlineData(38, 3, false)]
    public void They_are_the_campaign_s_where_its_members_are_nineteen_in_twenty_of_those_who_send_so(int members, int others, bool own)
    {
        var cast = Staged(members).Play("user", others, 0, Own).Play("quiet", 1, Day, Own, 1);
        LookBack(cast).Members.ContainsKey(cast.Find("quiet-0")).ShouldBe(own);
    }

    [Fact]
    public void Other_quiet_accounts_that_send_so_do_not_speak_against_it() =>
        LookBack(Staged().Play("quiet", 30, Day, Own, 3)).Members.Count.ShouldBe(Enough + 30);

    [Fact]
    public void Fewer_than_twenty_members_say_too_little() => LookBack(Staged(Enough - 1).Play("quiet", 1, Day, Own, 1)).Members.Count.ShouldBe(Enough - 1);

    [Fact]
    public void Members_that_are_quiet_themselves_do_not_count()
    {
        var cast = Staged(Enough - 1).Play("attached", 5, Day, Own, 1).Play("quiet", 1, Day, Own, 1);
        for (var i = 0; i < 5; i++)
            cast.Book.AttachOnSight(cast.Book.All[0], cast.Find($"attached-{i}"), 1.4f, Monday + Day);
        LookBack(cast).Members.Count.ShouldBe(Enough - 1 + 5);
    }

    [Fact]
    public void Members_by_a_part_of_their_traffic_alone_do_not_count()
    {
        var cast = Staged(Enough + 5).Play("quiet", 1, Day, Own, 1);
        cast.Book.All[0].Carried.UnionWith(cast.Book.All[0].Members.Keys.Take(6));
        LookBack(cast).Members.Count.ShouldBe(Enough + 5);
    }

    [Fact]
    public void One_setting_that_differs_or_lacks_is_enough_to_leave_it_alone()
    {
        foreach (var other in new[] { Same with { MaxTokens = 1 }, Same with { System = "mine" }, Same with { TopP = 0.5f }, Same with { ToolsKey = 7 }, Same with { System = null } })
            LookBack(Staged().Play("quiet", 1, Day, _ => other with { Prompt = "short" }, 1)).Members.Count.ShouldBe(Enough);
    }

    [Fact]
    public void Where_the_settings_are_the_campaign_s_alone_a_client_of_its_own_is_let_pass() =>
        LookBack(Staged().Play("quiet", 1, Day, static _ => Same with { Prompt = "short", UserAgent = "own/2" }, 1)).Members.Count.ShouldBe(Enough + 1);

    [Fact]
    public void Where_others_have_the_settings_the_client_has_to_be_the_campaign_s_too()
    {
        var cast = Staged().Play("user", 10, 0, static i => Same with { Prompt = "short", UserAgent = $"own/{i}" });
        cast.Play("quiet", 1, Day, Own, 1).Play("guest", 1, Day, static _ => Same with { Prompt = "short", UserAgent = "own/2" }, 1);
        var members = LookBack(cast).Members;
        members.ShouldContainKey(cast.Find("quiet-0"));
        members.ShouldNotContainKey(cast.Find("guest-0"));
    }

    [Fact]
    public void What_two_campaigns_send_is_neither_s()
    {
        var cast = new Cast().Troupe("a", 0, count: Enough).Troupe("b", 0, "some other frame of words", count: Enough).Play("quiet", 1, Day, Own, 1);
        cast.Search(Day, (2.5, [], ["a"]), (2.5, [], ["b"]));
        LookBack(cast);
        cast.Book.All.Select(static c => c.Members.Count).ShouldBe([Enough, Enough]);
    }

    [Fact]
    public void A_campaign_at_watch_attaches_nobody() => LookBack(Staged(log10Odds: -0.2).Play("quiet", 1, Day, Own, 1)).Members.Count.ShouldBe(Enough);

    [Fact]
    public void A_campaign_of_parts_of_accounts_attaches_nobody()
    {
        var cast = Staged().Play("quiet", 1, Day, Own, 1);
        var campaign = cast.Book.All[0];
        var part = new ComponentSignature(1, default, Monday);
        campaign.Verdict = campaign.Verdict with { Cohort = campaign.Verdict.Cohort with { Component = part } };
        LookBack(cast).Members.Count.ShouldBe(Enough, "what its members send as a whole is not what it is known by");
    }

    [Fact]
    public void Accounts_that_searches_compare_are_left_to_them() => LookBack(Staged(60).Play("loud", 1, Day, Own)).Members.Count.ShouldBe(60);

    [Fact]
    public void A_scan_attaches_accounts_that_ask_for_something_of_their_own_as_its_members_alone_do()
    {
        var world = new World(47).WithPeople(150).WithPlantedCohort();
        var frame = world.Requests.First(static r => r.Account == "planted-000");
        for (var i = 0; i < 4; i++)
            world.Requests.Add(frame with { Account = $"quiet-{i}", Time = Monday + Day + (i * Hour), Ip = "172.31.9.9", Prompt = world.Words.Anything(world.Random, 30) });
        world.Requests.Add(frame with { Account = "other-settings", Time = Monday + Day, MaxTokens = 77, Prompt = world.Words.Anything(world.Random, 30) });
        var members = world.Run().Campaigns.Where(static c => c.Tier >= Tier.Review).SelectMany(static c => c.Members).Select(static m => m.Account).ToHashSet();

        members.Count(static m => m.StartsWith("quiet", StringComparison.Ordinal)).ShouldBe(4);
        members.ShouldNotContain("other-settings");
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(24, true)]
    [InlineData(25, false)]
    public void Between_searches_a_new_account_that_sends_so_is_attached_at_the_sweep(int exchanges, bool attached)
    {
        var cast = Staged();
        var attacher = new Attacher(cast.Accounts, cast.Book);
        attacher.LookBack(Monday + Day);
        cast.Play("new", 1, Day, Own, exchanges);
        attacher.Active(cast.Find("new-0"));
        attacher.Attach(Monday + (2 * Day));
        cast.Book.All[0].Members.ContainsKey(cast.Find("new-0")).ShouldBe(attached);
    }

    [Fact]
    public void Between_searches_a_campaign_that_no_longer_stands_attaches_nobody()
    {
        var cast = Staged();
        var attacher = new Attacher(cast.Accounts, cast.Book);
        attacher.LookBack(Monday + Day);
        CampaignBook.StepDown(cast.Book.All[0], cast.Book.All[0].Verdict with { Tier = Tier.Watch }, Monday + Day);
        cast.Play("new", 1, Day, Own, 5);
        attacher.Active(cast.Find("new-0"));
        attacher.Attach(Monday + (2 * Day));
        cast.Book.All[0].Members.Count.ShouldBe(Enough);
    }

    [Fact]
    public void An_account_that_a_search_let_go_does_not_come_back_before_another_search_takes_it()
    {
        var cast = Staged();
        var attacher = new Attacher(cast.Accounts, cast.Book);
        attacher.LookBack(Monday + Day);
        cast.Play("new", 1, Day, static i => Same with { Prompt = $"a question {i} of my own", UserAgent = "own/2", Ip = "172.31.9.9", Temperature = 0.1f }, 5);
        Sweep(Monday + (2 * Day));
        cast.Book.All[0].Members.ShouldContainKey(cast.Find("new-0"));

        cast.Search(2 * Day, (2.5, [], ["a"]));
        cast.Book.All[0].Members.ShouldNotContainKey(cast.Find("new-0"), "the search saw how else it differs");
        Sweep(Monday + (3 * Day));
        cast.Book.All[0].Members.ShouldNotContainKey(cast.Find("new-0"));

        void Sweep(long at)
        {
            attacher.Active(cast.Find("new-0"));
            attacher.Attach(at);
        }
    }

    /// <summary>A campaign without phrases of its own, all of whose accounts send alike.</summary>
    private static Cast Staged(int members = Enough, double log10Odds = 2.5)
    {
        var cast = new Cast().Troupe("a", 0, count: members);
        cast.Search(Day, (log10Odds, [], ["a"]));
        return cast;
    }

    private static Request Own(int i) => Same with { Prompt = $"a question {i} of my own" };

    private static Campaign LookBack(Cast cast)
    {
        var attacher = new Attacher(cast.Accounts, cast.Book);
        attacher.Renew();
        attacher.Watches.ShouldBeFalse("nothing but settings shows this campaign");
        attacher.LookBack(Monday + (3 * Day));
        return cast.Book.All[0];
    }
}
