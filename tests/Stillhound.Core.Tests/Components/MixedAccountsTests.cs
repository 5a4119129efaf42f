using System.Globalization;
using System.Text;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Tests.Support;
using Stillhound.Core.Tests.Worlds;

namespace Stillhound.Core.Tests.Components;

/// <summary>Worlds in which a campaign goes through accounts that carry honest traffic too.</summary>
public class MixedAccountsTests
{
    private const int Stolen = 30;

    private static readonly string[] Hidden = ["hidden-1", "hidden-2", "hidden-3"];
    private static readonly Lazy<Findings> Reseller = new(static () => ResellerWorld().Run());
    private static readonly Lazy<(Findings Findings, Dictionary<string, int> Harvested, Dictionary<string, int> All)> Thefts = new(RunThefts);

    [Fact]
    public void A_reseller_that_carries_a_campaign_beside_honest_end_users_is_no_member()
    {
        var campaign = Found(Reseller.Value);

        campaign.Members.Count(static m => m.Account.StartsWith("own-", StringComparison.Ordinal)).ShouldBeGreaterThan(32);
        Reseller.Value.Campaigns.SelectMany(static c => c.Members).ShouldNotContain(static m => m.Account == "reseller");
    }

    [Fact]
    public void Only_the_end_users_of_its_component_are_accused()
    {
        var component = Found(Reseller.Value).Components.ShouldHaveSingleItem();

        component.Account.ShouldBe("reseller");
        component.ByEndUser.ShouldBeTrue();
        component.EndUsers.Select(static u => u.Key).ShouldBe(Hidden.Select(KeyOf), ignoreOrder: true);
        component.Share.ShouldBeInRange(0.1, 0.4);
        Found(Reseller.Value).Summary.ShouldContain("the others are not accused");
    }

    [Fact]
    public void What_goes_through_the_reseller_counts_as_exposure()
    {
        var campaign = Found(Reseller.Value);

        campaign.Exchanges.ShouldBe(campaign.Members.Sum(static m => m.Exchanges) + campaign.Components.Sum(static c => c.Exchanges));
    }

    [Fact]
    public void Stolen_accounts_are_found_by_what_was_sent_through_them()
    {
        var flagged = Thefts.Value.Findings.Campaigns.Where(static c => c.Tier >= Tier.Review).SelectMany(static c => c.Members).Select(static m => m.Account).ToList();

        flagged.Count(static a => a.StartsWith("stolen-", StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(Stolen * 8 / 10);
        flagged.ShouldAllBe(static a => a.StartsWith("stolen-", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_a_stolen_account_only_the_component_is_accused()
    {
        var (findings, harvested, all) = Thefts.Value;
        var campaign = Found(findings);

        campaign.Components.Count.ShouldBeGreaterThanOrEqualTo(Stolen * 6 / 10);
        foreach (var component in campaign.Components)
        {
            component.ByEndUser.ShouldBeFalse();
            component.Exchanges.ShouldBeInRange(harvested[component.Account] / 2, harvested[component.Account]);
            var member = campaign.Members.Single(m => m.Account == component.Account);
            member.Exchanges.ShouldBe(component.Exchanges);
            member.Exchanges.ShouldBeLessThan(all[component.Account]);
            member.ExchangesBeforeAttach.ShouldBeLessThanOrEqualTo(member.Exchanges);
            member.Ties.ShouldStartWith("only the part of its traffic");
        }
    }

    [Fact]
    public void Users_of_one_tool_who_also_ask_for_themselves_are_no_campaign()
    {
        var world = new World(23).WithPeople().WithToolUsers(120);
        for (var i = 0; i < 120; i++)
            new Persona($"user-{i:d3}").LiveIn(world);

        world.Run().Campaigns.ShouldAllBe(static c => c.Tier < Tier.Review);
    }

    private static CampaignFinding Found(Findings findings) => findings.Campaigns.Where(static c => c.Tier >= Tier.Review).ShouldHaveSingleItem();

    private static string KeyOf(string endUser) => ClientKeys.Of(Encoding.UTF8.GetBytes(endUser)).ToString("x8", CultureInfo.InvariantCulture);

    private static World ResellerWorld()
    {
        var world = new World(21).WithPeople();
        var crew = new Operator(world).Own(40);
        var random = world.Random;
        for (var user = 0; user < 60; user++)
        {
            var topic = world.Words.Topic(random);
            for (var i = 0; i < 15; i++)
            {
                world.Requests.Add(new Request
                {
                    Time = Request.Monday + (long)(random.NextDouble() * World.Days * Request.Day),
                    Account = "reseller",
                    EndUser = $"customer-{user}",
                    Prompt = world.Words.Text(random, topic, random.Next(6, 50)),
                    System = "You are the assistant of a shop.",
                    MaxTokens = 800,
                    OutputTokens = 300,
                    Ip = $"10.9.9.{random.Next(9)}",
                    UserAgent = "shop-server/2",
                });
            }
        }

        crew.Send("reseller", 2, 25, Hidden);
        return world;
    }

    private static (Findings Findings, Dictionary<string, int> Harvested, Dictionary<string, int> All) RunThefts()
    {
        var world = new World(22).WithPeople();
        var crew = new Operator(world);
        var harvested = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < Stolen; i++)
        {
            var account = $"stolen-{i:d3}";
            new Persona(account).LiveIn(world);
            harvested[account] = crew.Send(account, 4, 3);
        }

        var all = world.Requests.GroupBy(static r => r.Account, StringComparer.Ordinal).ToDictionary(static g => g.Key, static g => g.Count(), StringComparer.Ordinal);
        return (world.Run(), harvested, all);
    }
}
