using Stillhound.Cli.Evaluation.Evasion;
using Stillhound.Simulation;

namespace Stillhound.Cli.Tests.Evaluation;

/// <summary>Values of dials and the worlds that they make.</summary>
public sealed class EvasionDialTests
{
    [Theory]
    [InlineData("mixing", 4, new[] { 0, 0.3, 0.6, 0.9 })]
    [InlineData("jitter", 3, new[] { 0, 0.5, 1 })]
    [InlineData("rate", 6, new[] { 1.0, 2, 4, 8, 16, 32 })]
    [InlineData("accounts", 6, new[] { 4.0, 8, 16, 32, 64, 128 })]
    public void Shares_go_in_steps_and_numbers_in_ratios(string dial, int points, double[] values) => Dial(dial).Values(points).ShouldBe(values);

    [Fact]
    public void No_value_comes_twice() => Dial("accounts").Values(50).ShouldBeUnique();

    [Theory]
    [InlineData("jitter")]
    [InlineData("rewording")]
    [InlineData("mixing")]
    [InlineData("rate")]
    [InlineData("accounts")]
    [InlineData("identity")]
    [InlineData("network")]
    [InlineData("human")]
    public void A_dial_is_set_for_every_campaign_and_no_other_is(string name)
    {
        var dial = Dial(name);
        foreach (var value in dial.Values(6))
        {
            var options = new EvasionWorld(dial, value, 9, 3000).Options();
            options.Campaigns.ShouldBe(Enum.GetValues<CampaignKind>().Select(kind => dial.Set(new CampaignSpec(kind) { Name = KindNames.Of(kind) }, value)));
            options.Campaigns[0].ShouldNotBe(new CampaignSpec(CampaignKind.Hydra) { Name = "hydra" });
        }
    }

    [Fact]
    public void Honest_traffic_stays_as_it_is()
    {
        int Honest(string dial, double value)
        {
            var world = World.Create(new EvasionWorld(Dial(dial), value, 9, 600).Options());
            return world.Truth.Where(static t => !t.Campaign).Sum(static t => t.Exchanges);
        }

        Honest("rate", 20).ShouldBe(Honest("rate", 1));
        Honest("accounts", 64).ShouldBe(Honest("accounts", 4));
    }

    private static EvasionDial Dial(string name) => EvasionDial.All.Single(d => d.Name == name);
}
