namespace Stillhound.Simulation.Tests;

/// <summary>Honest groups that resemble campaigns.</summary>
public sealed class LookAlikeTests
{
    public static TheoryData<LookAlikeKind> Kinds => [.. Enum.GetValues<LookAlikeKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_group_is_honest_and_has_the_accounts_it_was_given(LookAlikeKind kind)
    {
        for (ulong seed = 1; seed <= 4; seed++)
        {
            var world = World.Create(WorldPresets.Calm(seed, 200) with { LookAlikes = [new LookAlikeSpec(kind, 60)] });

            var members = world.Truth.Where(t => string.Equals(t.Group, KindNames.Of(kind), StringComparison.Ordinal)).ToArray();

            world.PlannedAccounts.ShouldBe(200);
            members.ShouldAllBe(t => !t.Campaign);
            // Who lives a day or waits for an outage may happen to send nothing.
            members.Length.ShouldBeInRange(25, 60);
            members.Sum(t => t.Exchanges).ShouldBeGreaterThan(60);
        }
    }

    [Fact]
    public void Sign_ups_burst_when_an_agent_framework_comes_out()
    {
        var world = Alone(LookAlikeKind.AgentLaunch, 150);
        var members = Names(world, LookAlikeKind.AgentLaunch);

        var days = world.AccountFacts.Where(f => members.Contains(f.Account) && f.Created >= world.Options.Start).CountBy(f => f.Created!.Value.Date).ToArray();

        days.Sum(d => d.Value).ShouldBeGreaterThan(60);
        days.Max(d => d.Value).ShouldBeGreaterThan(days.Sum(d => d.Value) / 4);
        Recording.Of(world).Rows.Where(r => members.Contains(r.Account) && r.System.Length > 0).CountBy(r => r.System, StringComparer.Ordinal).Max(s => s.Value).ShouldBeGreaterThan(100);
    }

    [Fact]
    public void An_always_on_tool_sends_at_all_hours()
    {
        var world = Alone(LookAlikeKind.AlwaysOnTool, 100);
        var members = world.Truth.Where(t => string.Equals(t.Group, "always_on_tool", StringComparison.Ordinal)).OrderByDescending(t => t.Exchanges).Take(20).Select(t => t.Account).ToHashSet(StringComparer.Ordinal);

        var hours = Recording.Of(world).Rows.Where(r => members.Contains(r.Account)).Select(r => r.Time / 3_600_000 % 24 / 4).Distinct().Count();

        hours.ShouldBe(6);
    }

    [Fact]
    public void Whoever_measures_a_new_model_does_it_on_the_day()
    {
        var world = Alone(LookAlikeKind.ReleaseEval, 100);
        var released = world.Events.First(e => e.Type == Core.Exchanges.ProviderEventType.ModelReleased).Time;
        var members = Names(world, LookAlikeKind.ReleaseEval);

        var firsts = Recording.Of(world).Rows.Where(r => members.Contains(r.Account) && string.Equals(r.Model, "frontier-5.1", StringComparison.Ordinal)).GroupBy(r => r.Account, StringComparer.Ordinal).Select(g => g.Min(r => r.Time)).ToArray();

        firsts.Length.ShouldBeGreaterThan(40);
        firsts.Count(t => t < released.AddDays(1).ToUnixTimeMilliseconds()).ShouldBeGreaterThan(firsts.Length * 7 / 10);
    }

    [Fact]
    public void Only_one_of_two_firms_on_the_road_is_named()
    {
        string?[] Orgs(LookAlikeKind kind)
        {
            var world = Alone(kind, 80);
            var members = Names(world, kind);
            return [.. world.AccountFacts.Where(f => members.Contains(f.Account)).Select(f => f.Org).Distinct(StringComparer.Ordinal)];
        }

        Orgs(LookAlikeKind.CarrierFirm).OfType<string>().Count().ShouldBe(1);
        Orgs(LookAlikeKind.UnnamedFirm).ShouldBe([null]);
    }

    [Fact]
    public void A_gateways_people_are_invisible_and_its_keys_are_loaded_alike()
    {
        var world = Alone(LookAlikeKind.GatewayPool, 30);
        var members = Names(world, LookAlikeKind.GatewayPool);

        Recording.Of(world).Rows.Where(r => members.Contains(r.Account)).ShouldAllBe(r => r.EndUser.Length == 0);
        var loads = world.Truth.Where(t => members.Contains(t.Account)).Select(t => (double)t.Exchanges).ToArray();
        loads.Max().ShouldBeLessThan(2 * loads.Average());
    }

    [Fact]
    public void The_preset_of_look_alikes_has_every_kind_and_no_campaign()
    {
        var options = WorldPresets.LookAlikes(3, 2000);
        var world = World.Create(options);

        world.Truth.ShouldAllBe(t => !t.Campaign);
        world.PlannedAccounts.ShouldBe(2000);
        options.LookAlikes.Sum(g => g.Accounts).ShouldBeInRange(700, 1500);
        world.Truth.Select(t => t.Group).Distinct(StringComparer.Ordinal).Count().ShouldBe(Enum.GetValues<LookAlikeKind>().Length + Enum.GetValues<BenignKind>().Length);
    }

    [Fact]
    public void The_hard_preset_names_its_campaigns_after_what_they_do()
    {
        var world = World.Create(WorldPresets.Hard(3));

        var groups = world.Truth.Where(t => t.Campaign).Select(t => t.Group).Distinct(StringComparer.Ordinal).ToArray();

        groups.Length.ShouldBe(16);
        groups.ShouldContain("careful");
        (world.Truth.Count(t => t.Campaign) / (double)world.Truth.Count).ShouldBeInRange(0.08, 0.2);
    }

    private static World Alone(LookAlikeKind kind, int accounts) => World.Create(WorldPresets.Calm(21, 300) with { LookAlikes = [new LookAlikeSpec(kind, accounts)] });

    private static HashSet<string> Names(World world, LookAlikeKind kind) =>
        world.Truth.Where(t => string.Equals(t.Group, KindNames.Of(kind), StringComparison.Ordinal)).Select(t => t.Account).ToHashSet(StringComparer.Ordinal);
}
