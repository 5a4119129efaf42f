using Stillhound.Core.Campaigns;
using Stillhound.Core.Tests.Worlds;

namespace Stillhound.Core.Tests.Engine;

/// <summary>One operator is one campaign, whatever becomes of its accounts.</summary>
public sealed class IdentityOverTimeTests
{
    private static readonly TimeSpan Search = TimeSpan.FromHours(6);

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void A_pool_that_takes_over_from_a_suspended_one_is_the_same_campaign_within_an_hour(int seed)
    {
        var world = new World(seed) { Search = Search }.WithPeople(200);
        new Pools(world).Work("first", 0, 6, suspended: true).Work("second", 6.1, 9);
        var findings = world.Run();

        var campaign = Holding(findings, "first");
        var second = campaign.Members.Where(static m => m.Account.StartsWith("second", StringComparison.Ordinal)).ToList();
        second.Count.ShouldBe(40);
        second.ShouldAllBe(static m => m.AttachedAt != null && m.ExchangesBeforeAttach <= 10);
        (second.Min(static m => m.AttachedAt!.Value.ToUnixTimeMilliseconds()) - Pools.At(6.1)).ShouldBeLessThanOrEqualTo(60 * 60_000);
        second.Max(static m => m.AttachedAt!.Value.ToUnixTimeMilliseconds()).ShouldBeLessThan(Pools.At(6.4));
        second.Sum(static m => m.ExchangesBeforeAttach).ShouldBeLessThan((int)(0.06 * second.Sum(static m => m.Exchanges)));

        campaign.History.Single(static h => h.What == CampaignChange.Suspended).Accounts.ShouldBe(40);
        var swap = campaign.History.Single(static h => h.What == CampaignChange.PoolSwap);
        swap.Text.ShouldContain("40 accounts ended and 40 accounts");
        campaign.History.ShouldContain(static h => h.What == CampaignChange.Attached && h.Text.Contains("on sight", StringComparison.Ordinal));
        campaign.History.Select(static h => h.Time).ShouldBeInOrder();
    }

    [Fact]
    public void A_campaign_that_pauses_for_days_and_comes_back_with_new_accounts_keeps_its_name()
    {
        var world = new World(13) { Search = Search }.WithPeople(200);
        new Pools(world).Work("first", 0, 4).Work("second", 8, 11);
        var campaign = Holding(world.Run(), "first");
        var second = campaign.Members.Where(static m => m.Account.StartsWith("second", StringComparison.Ordinal)).ToList();
        second.Count.ShouldBe(40);
        second.Max(static m => m.ExchangesBeforeAttach).ShouldBeLessThanOrEqualTo(10);
        campaign.History.ShouldNotContain(static h => h.What == CampaignChange.PoolSwap, "nobody took over within a day");
    }

    [Fact]
    public void Accounts_that_are_replaced_every_day_are_one_campaign()
    {
        var world = new World(14) { Search = Search }.WithPeople(200);
        var pools = new Pools(world);
        for (var day = 0; day < 8; day++)
            pools.Work($"shift-{day}", day, day + 1, count: 12);
        var findings = world.Run();
        var campaign = Holding(findings, "shift");
        campaign.Members.Count(static m => m.Account.StartsWith("shift", StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(90);
        campaign.History.Where(static h => h.What == CampaignChange.PoolSwap).Sum(static h => h.Accounts).ShouldBeGreaterThanOrEqualTo(36);
        campaign.Members.Where(static m => m.AttachedAt >= DateTimeOffset.FromUnixTimeMilliseconds(Pools.At(2)))
            .ShouldAllBe(static m => m.ExchangesBeforeAttach <= 10);
    }

    [Fact]
    public void The_history_is_the_same_for_the_same_input_whatever_the_batches()
    {
        var world = new World(15) { Search = Search }.WithPeople(100);
        new Pools(world).Work("first", 0, 4, suspended: true).Work("second", 4.1, 7);
        Told(world.Run(1000)).ShouldBe(Told(world.Run(37)));
    }

    private static IEnumerable<string> Told(Findings findings) => findings.Campaigns.SelectMany(static c => c.History.Select(h => $"{c.Id} {h}"));

    /// <summary>The campaign of the accounts so named; there is one, and it holds them all.</summary>
    private static CampaignFinding Holding(Findings findings, string prefix)
    {
        var found = findings.Campaigns.Where(static c => c.Tier >= Tier.Review)
            .Where(c => c.Members.Any(m => m.Account.StartsWith(prefix, StringComparison.Ordinal))).ToList();
        return found.ShouldHaveSingleItem();
    }
}
