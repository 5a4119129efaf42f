using System.Security.Cryptography;
using Stillhound.Simulation.Writing;

namespace Stillhound.Simulation.Tests;

/// <summary>What holds for any world.</summary>
public sealed class WorldTests
{
    private static readonly WorldOptions Small = WorldPresets.Quick(5) with { Accounts = 900, Exchanges = 25_000 };

    [Fact]
    public void Same_seed_gives_the_same_bytes_and_another_seed_does_not()
    {
        var first = Digest(World.Create(Small));

        Digest(World.Create(Small)).ShouldBe(first);
        Digest(World.Create(Small with { Seed = 6 })).ShouldNotBe(first);
    }

    [Fact]
    public void A_world_can_be_played_again()
    {
        var world = World.Create(Small);

        Digest(world).ShouldBe(Digest(world));
    }

    [Fact]
    public void Exchanges_come_in_order_of_time_within_the_world()
    {
        var rows = Recording.Of(World.Create(Small)).Rows;

        rows.Zip(rows.Skip(1)).ShouldAllBe(p => p.First.Time <= p.Second.Time);
        rows[0].Time.ShouldBeGreaterThanOrEqualTo(Small.Start.ToUnixTimeMilliseconds());
        rows[^1].Time.ShouldBeLessThan(Small.Start.AddDays(Small.Days).ToUnixTimeMilliseconds());
        rows.ShouldAllBe(r => r.Prompt.Length > 0);
    }

    [Fact]
    public void Truth_names_exactly_the_accounts_with_traffic()
    {
        var world = World.Create(Small);

        var counted = Recording.Of(world).Rows.CountBy(r => r.Account).ToDictionary(StringComparer.Ordinal);

        world.Truth.ToDictionary(t => t.Account, t => t.Exchanges, StringComparer.Ordinal).ShouldBe(counted, ignoreOrder: true);
    }

    [Fact]
    public void The_quick_world_has_its_size_and_every_kind()
    {
        var world = World.Create(WorldPresets.Quick(2));

        world.Truth.Sum(t => t.Exchanges).ShouldBeInRange(150_000, 250_000);
        world.PlannedAccounts.ShouldBeInRange(4950, 5050);
        var share = world.Truth.Count(t => t.Campaign) / (double)world.Truth.Count;
        share.ShouldBeInRange(0.1, 0.25);
        var groups = world.Truth.Select(t => t.Group).Distinct(StringComparer.Ordinal).ToArray();
        groups.Length.ShouldBe(Enum.GetValues<BenignKind>().Length + Enum.GetValues<CampaignKind>().Length);
    }

    [Fact]
    public void A_calm_world_has_no_campaign()
    {
        World.Create(WorldPresets.Calm(3, 400)).Truth.ShouldAllBe(t => !t.Campaign);
    }

    [Fact]
    public void Suspended_accounts_send_nothing_after_their_suspension()
    {
        var world = World.Create(Small);
        var restored = world.Events.Where(e => e.Type == Core.Exchanges.ProviderEventType.AccountRestored).Select(e => e.Account!).ToHashSet(StringComparer.Ordinal);
        var closed = world.Events.Where(e => e.Type == Core.Exchanges.ProviderEventType.AccountSuspended && !restored.Contains(e.Account!))
            .GroupBy(e => e.Account!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Max(e => e.Time.ToUnixTimeMilliseconds()), StringComparer.Ordinal);

        closed.ShouldNotBeEmpty();
        var late = Recording.Of(world).Rows.Where(r => closed.TryGetValue(r.Account, out var at) && r.Time >= at && at < Small.Start.AddDays(Small.Days).ToUnixTimeMilliseconds());
        late.ShouldBeEmpty();
    }

    private static string Digest(World world)
    {
        using var bytes = new MemoryStream();
        using (var writer = new ExchangeWriter(bytes, world))
            world.Play(writer);
        return Convert.ToHexString(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }
}
