using Stillhound.Core.Campaigns;
using Stillhound.Core.Engine;
using Stillhound.Core.Links;
using Stillhound.Core.Tests.Campaigns;
using Stillhound.Core.Tests.Support;
using Stillhound.Tests.Shared;
using static Stillhound.Core.Tests.Support.Request;

namespace Stillhound.Core.Tests.Engine;

public sealed class StandingPhrasesTests
{
    private static readonly uint[] Own = [11, 12, 13];

    [Fact]
    public void Without_a_campaign_at_review_nothing_is_watched()
    {
        var standing = new StandingPhrases();
        standing.IsEmpty.ShouldBeTrue();
        var cast = new Cast().Troupe("a", 0);
        cast.Search(Day, (-0.2, Own, ["a"]));
        standing.Renew(cast.Book.Open);
        standing.IsEmpty.ShouldBeTrue();
        cast.Search(2 * Day, (1, [], ["a"]));
        standing.Renew(cast.Book.Open);
        standing.IsEmpty.ShouldBeTrue("it has no phrases of its own");
    }

    [Fact]
    public void A_phrase_leads_to_the_campaign_whose_own_it_is()
    {
        var cast = new Cast().Troupe("a", 0).Troupe("b", 0, "some other frame of words", "other/7");
        cast.Search(Day, (2, Own, ["a"]), (1, [21, 22, 13], ["b"]));
        var standing = new StandingPhrases();
        standing.Renew(cast.Book.Open);
        standing.OwnerOf(Shown(7, 12))!.Campaign.ShouldBe(cast.Book.All[0]);
        standing.OwnerOf(Shown(13))!.Campaign.ShouldBe(cast.Book.All[0], "the first keeps a phrase of several");
        standing.OwnerOf(Shown(22))!.Campaign.ShouldBe(cast.Book.All[1]);
        standing.OwnerOf(Shown(7, 8, 9)).ShouldBeNull();
        standing.OwnerOf([]).ShouldBeNull();
        CampaignBook.StepDown(cast.Book.All[0], cast.Judge(2 * Day, -1, "a"), Monday + (2 * Day));
        standing.Renew(cast.Book.Open);
        standing.OwnerOf(Shown(12)).ShouldBeNull();
    }

    [Fact]
    public void Two_exchanges_need_the_whole_frame_and_every_setting_three_need_less()
    {
        var cast = new Cast().Troupe("a", 0);
        cast.Search(Day, (2, Own, ["a"]));
        var campaign = new StandingCampaign(cast.Book.All[0]);
        var same = new Request { Prompt = "p", UserAgent = "harvester/1", MaxTokens = 4096, System = "frame of harvester/1" };
        IsShown(campaign, same, 1, 11, 12).ShouldBeFalse();
        IsShown(campaign, same, 2, 11, 12).ShouldBeTrue();
        IsShown(campaign, same, 2, 11).ShouldBeFalse();
        IsShown(campaign, same with { MaxTokens = 1 }, 2, 11, 12).ShouldBeFalse();
        IsShown(campaign, same with { MaxTokens = 1 }, 3, 11).ShouldBeTrue();
        IsShown(campaign, new Request { Prompt = "p", UserAgent = "own/2", MaxTokens = 1, System = "mine" }, 3, 11, 12, 13).ShouldBeFalse();
        IsShown(campaign, same, 3, 77).ShouldBeFalse();
    }

    [Fact]
    public void A_look_allocates_nothing()
    {
        var cast = new Cast().Troupe("a", 0);
        cast.Search(Day, (2, Own, ["a"]));
        var standing = new StandingPhrases();
        standing.Renew(cast.Book.Open);
        var phrases = Shown(7, 8, 11);
        var profile = ProfileOf.Requests(new Request { Prompt = "p" }, new Request { Prompt = "p" }, new Request { Prompt = "p" });
        profile.Phrases.Add(11);
        Allocations.Least(_ =>
        {
            for (var i = 0; i < 100; i++)
                standing.OwnerOf(phrases)!.IsShownBy(profile);
        }).ShouldBe(0);
    }

    private static bool IsShown(StandingCampaign campaign, Request request, int times, params uint[] phrases)
    {
        var profile = ProfileOf.Requests(Enumerable.Repeat(request, times));
        for (var i = 0; i < times; i++)
        {
            foreach (var phrase in phrases)
                profile.Phrases.Add(phrase);
        }

        return campaign.IsShownBy(profile);
    }

    private static LinkIndex.SharedPhrase[] Shown(params uint[] tags) => [.. tags.Select(static t => new LinkIndex.SharedPhrase(t, -1))];
}
