using Stillhound.Core.Campaigns;

namespace Stillhound.Core.Tests.Campaigns;

public sealed class DeparturesTests
{
    private static readonly Member Was = new(1_000, 3, 0.5f);
    private readonly Departures _departures = new();
    private readonly Campaign _one = new("c-1", 1, 0);
    private readonly Campaign _other = new("c-2", 2, 0);

    [Fact]
    public void An_account_that_changes_campaigns_within_one_search_keeps_what_it_was_and_is_told_as_moved()
    {
        _departures.BeginSearch();
        _departures.Left(7, _one, Was, 50_000);
        _departures.Came(7, _other, 50_000).ShouldBe(Was);
        _departures.Moved.ShouldBe([(1, 2, 1)]);
        _departures.Lost.ShouldBeEmpty();
    }

    [Fact]
    public void Of_two_searches_at_one_time_the_second_may_take_in_who_left_in_the_first()
    {
        _departures.BeginSearch();
        _departures.Left(7, _one, Was, 50_000);
        _departures.Lost.ShouldBe([(1, 1)]);
        _departures.BeginSearch();
        _departures.Came(7, _other, 50_000).ShouldBe(Was);
        _departures.Moved.ShouldBeEmpty();
        _departures.Lost.ShouldBeEmpty();
    }

    [Fact]
    public void Later_only_the_campaign_that_it_left_knows_it_again()
    {
        _departures.BeginSearch();
        _departures.Left(7, _one, Was, 50_000);
        _departures.BeginSearch();
        _departures.Came(7, _other, 60_000).ShouldBe(default);
        _departures.Came(7, _one, 60_000).ShouldBe(Was);
        _departures.Came(7, _one, 70_000).ShouldBe(default);
    }

    [Fact]
    public void A_piece_of_the_campaign_that_it_left_knows_it_again_too()
    {
        var piece = new Campaign("c-3", 3, 0);
        _departures.Join(3, 2);
        _departures.Join(2, 1);
        _departures.BeginSearch();
        _departures.Left(7, _one, Was, 50_000);
        _departures.Left(8, piece, Was, 50_000);
        _departures.BeginSearch();
        _departures.Came(7, piece, 60_000).ShouldBe(Was);
        _departures.Came(8, _other, 60_000).ShouldBe(Was);
        _departures.Moved.ShouldBeEmpty("they were in neither for a while");
    }

    [Fact]
    public void Who_left_a_campaign_that_is_no_kin_is_new()
    {
        _departures.Join(2, 5);
        _departures.BeginSearch();
        _departures.Left(7, _one, Was, 50_000);
        _departures.BeginSearch();
        _departures.Came(7, _other, 60_000).ShouldBe(default);
    }
}
