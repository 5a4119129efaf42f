namespace Stillhound.Simulation.Tests;

/// <summary>The world of the public letter, at any size.</summary>
public sealed class ScaleWorldTests
{
    [Fact]
    public void The_whole_has_the_counts_of_the_letter_and_three_times_as_much_honest_traffic()
    {
        var world = new ScaleWorld(5);

        world.CampaignAccounts.ShouldBe(24_975);
        world.CampaignExchanges.ShouldBe(28_800_000, 1);
        world.Days.ShouldBe(45);
        var options = world.Options();
        options.Accounts.ShouldBe(1_024_975);
        options.Exchanges!.Value.ShouldBeInRange(115_199_999, 115_200_001);
        options.Campaigns.ShouldHaveSingleItem().Accounts.ShouldBe(24_975);
    }

    [Theory]
    [InlineData(5, 0.25)]
    [InlineData(6, 0.1)]
    public void A_part_keeps_the_rate_of_an_account_and_the_share_of_the_campaign(ulong seed, double share)
    {
        var scale = new ScaleWorld(seed) { Fraction = 0.004, Days = 12, Share = share };

        var truth = World.Create(scale.Options()).Truth;

        double hidden = truth.Where(static t => t.Campaign).Sum(static t => t.Exchanges);
        truth.Count(static t => t.Campaign).ShouldBeInRange(97, 100);
        truth.Count.ShouldBeInRange(3400, 4100); // some who are planned never send
        hidden.ShouldBe(scale.CampaignExchanges, 0.1 * scale.CampaignExchanges);
        (hidden / truth.Sum(static t => t.Exchanges)).ShouldBe(share, 0.25 * share);
    }

    [Fact]
    public void The_same_seed_gives_the_same_world()
    {
        var world = new ScaleWorld(5) { Fraction = 0.001, Days = 3 };
        World.Create(world.Options()).Truth.ShouldBe(World.Create(world.Options()).Truth);
    }
}
