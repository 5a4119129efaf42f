using FsCheck;
using FsCheck.Fluent;

namespace Stillhound.Simulation.Tests;

/// <summary>Campaigns do what their dials say.</summary>
public sealed class CampaignTests
{
    [Theory]
    [InlineData(CampaignKind.Hydra, 12)]
    [InlineData(CampaignKind.Relay, 5.6)]
    [InlineData(CampaignKind.Reworded, 26)]
    public void Rates_match_their_dial(CampaignKind kind, double rate)
    {
        var options = Alone(new CampaignSpec(kind) { Accounts = 120, Rate = rate, Mixing = 0, Turns = 0, StartDay = 0, EndDay = 10 });

        // Ramps and losses are drawn too, so the mean is compared over seeds, and loosely.
        var rates = Enumerable.Range(1, 6).Select(seed =>
        {
            var sent = World.Create(options with { Seed = (ulong)seed }).Truth.Where(t => t.Campaign).ToArray();
            return sent.Sum(t => t.Exchanges) / 120.0 / 10;
        }).ToArray();

        rates.Max().ShouldBeInRange(rate * 0.85, rate * 1.2);
        rates.Min().ShouldBeGreaterThan(rate * 0.5);
    }

    [Theory]
    [InlineData(CampaignKind.Hydra)]
    [InlineData(CampaignKind.FixedPrompt)]
    [InlineData(CampaignKind.Grading)]
    [InlineData(CampaignKind.Relay)]
    [InlineData(CampaignKind.Reconstruction)]
    [InlineData(CampaignKind.Templates)]
    [InlineData(CampaignKind.Rotated)]
    public void Items_never_repeat_across_accounts(CampaignKind kind)
    {
        var world = World.Create(Alone(new CampaignSpec(kind) { Accounts = 60, Mixing = 0, Turns = 0 }));
        var members = world.Truth.Where(t => t.Campaign).Select(t => t.Account).ToHashSet(StringComparer.Ordinal);

        var prompts = Recording.Of(world).Rows.Where(r => members.Contains(r.Account)).Select(r => r.Prompt).ToArray();

        prompts.Length.ShouldBeGreaterThan(500);
        prompts.Distinct(StringComparer.Ordinal).Count().ShouldBe(prompts.Length);
    }

    [Fact]
    public void The_second_pool_takes_over_within_hours()
    {
        var options = Alone(new CampaignSpec(CampaignKind.FixedPrompt) { Accounts = 100, StartDay = 0, BanDay = 5, EndDay = 10, Mixing = 0 });
        var world = World.Create(options);
        var first = world.Events.Where(e => e.Type == Core.Exchanges.ProviderEventType.AccountSuspended).Select(e => e.Account!).ToHashSet(StringComparer.Ordinal);
        var members = world.Truth.Where(t => t.Campaign).Select(t => t.Account).ToHashSet(StringComparer.Ordinal);
        var ban = options.Start.AddDays(5).ToUnixTimeMilliseconds();

        var rows = Recording.Of(world).Rows.Where(r => members.Contains(r.Account)).ToArray();

        rows.Where(r => r.Time < ban).ShouldAllBe(r => first.Contains(r.Account));
        rows.Where(r => r.Time > ban + (12 * 3_600_000)).ShouldAllBe(r => !first.Contains(r.Account));
        rows.Count(r => r.Time > ban + (12 * 3_600_000)).ShouldBeGreaterThan(500);
    }

    [Fact]
    public void A_pivot_moves_about_half_of_its_traffic_within_a_day()
    {
        var world = World.Create(Alone(new CampaignSpec(CampaignKind.Pivot) { Accounts = 200, Mixing = 0 }));
        var released = world.Events.First(e => e.Type == Core.Exchanges.ProviderEventType.ModelReleased).Time.ToUnixTimeMilliseconds();
        var members = world.Truth.Where(t => t.Campaign).Select(t => t.Account).ToHashSet(StringComparer.Ordinal);

        var after = Recording.Of(world).Rows.Where(r => members.Contains(r.Account) && r.Model.Length > 0 && r.Time > released + 86_400_000).ToArray();

        (after.Count(r => string.Equals(r.Model, "frontier-5.1", StringComparison.Ordinal)) / (double)after.Length).ShouldBeInRange(0.35, 0.7);
    }

    [Fact]
    public void Probes_are_refused_and_answered_in_turns()
    {
        var world = World.Create(Alone(new CampaignSpec(CampaignKind.Probing) { Accounts = 60, Mixing = 0 }));
        var members = world.Truth.Where(t => t.Campaign).Select(t => t.Account).ToHashSet(StringComparer.Ordinal);

        var rows = Recording.Of(world).Rows.Where(r => members.Contains(r.Account) && r.Finish != Core.Exchanges.FinishReason.Absent).ToArray();

        (rows.Count(r => r.Finish == Core.Exchanges.FinishReason.Refusal) / (double)rows.Length).ShouldBeInRange(0.15, 0.7);
    }

    [Fact]
    public void Any_dials_within_range_make_a_world()
    {
        var dials = from jitter in Gen.Choose(0, 10) from rewording in Gen.Choose(0, 10) from mixing in Gen.Choose(0, 9) from accounts in Gen.Choose(1, 50) from kind in Gen.Elements(Enum.GetValues<CampaignKind>()) select new CampaignSpec(kind) { Jitter = jitter / 10.0, Rewording = rewording / 10.0, Mixing = mixing / 10.0, Accounts = accounts };

        Prop.ForAll(dials.ToArbitrary(), spec => World.Create(Alone(spec)).Truth.Any(t => t.Campaign))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(25));
    }

    private static WorldOptions Alone(CampaignSpec spec) => WorldPresets.Calm(11, 260) with { Campaigns = [spec] };
}
