using System.Globalization;
using System.Text;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Engine;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Tests.State;

namespace Stillhound.Core.Tests.Engine;

/// <summary>What is left of an account that was erased: nothing of it, and an engine that goes on.</summary>
public sealed class ErasedAccountTests
{
    private const int At = 80;
    private static readonly Lazy<LivedWorld> Shared = new(static () => new LivedWorld(86, people: 70));

    private static LivedWorld World => Shared.Value;

    /// <summary>A campaign's accounts, some that carry it beside other traffic, and people.</summary>
    private static string[] Chosen => [.. World.Batches.SelectMany(static b => b).Select(static r => r.Request.Account).Distinct(StringComparer.Ordinal).Where(static (_, i) => i % 3 == 0)];

    [Fact]
    public void Its_name_is_nowhere_and_nothing_is_known_of_it()
    {
        var engine = Erased(At);
        var state = Encoding.Latin1.GetString(Saved.Bytes(engine));
        foreach (var account in Chosen)
        {
            engine.Find(account).ShouldBeNull(account);
            state.Contains(account, StringComparison.Ordinal).ShouldBeFalse(account);
        }
    }

    [Fact]
    public void It_is_in_no_campaign_and_the_others_are_found_as_ever()
    {
        var engine = Erased(At);
        engine.Now().Campaigns.SelectMany(static c => c.Members).Select(static m => m.Account).Intersect(Chosen).ShouldBeEmpty();
        World.Feed(engine, At);
        var findings = engine.Complete();
        findings.Campaigns.Count(static c => c.Tier >= Tier.Review).ShouldBeGreaterThan(0);
        findings.Campaigns.ShouldAllBe(static c => double.IsFinite(c.Confidence) && c.FirstSeen.Year >= 2020);
    }

    [Fact]
    public void What_it_sends_afterwards_is_a_new_account_s()
    {
        var engine = Erased(At);
        World.Feed(engine, At);
        engine.Complete();
        var after = World.Batches.Skip(At).SelectMany(static b => b).GroupBy(static r => r.Request.Account, StringComparer.Ordinal).ToDictionary(static g => g.Key, static g => g.Count(), StringComparer.Ordinal);
        foreach (var account in Chosen.Where(after.ContainsKey))
            engine.Find(account)!.Exchanges.ShouldBeInRange(after[account] - 5, after[account], account);
    }

    [Fact]
    public void An_engine_that_is_saved_and_restored_afterwards_finds_the_same()
    {
        var (lived, restored) = (Erased(At), Saved.Again(Erased(At), World.Options));
        World.Feed(lived, At);
        World.Feed(restored, At);
        LivedWorld.Text(restored.Complete()).ShouldBe(LivedWorld.Text(lived.Complete()));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("")]
    public void One_that_is_not_known_changes_nothing(string name)
    {
        var (engine, other) = (World.NewEngine(), World.NewEngine());
        World.Feed(engine, 0, At);
        World.Feed(other, 0, At);
        engine.Take(Erasure(name));
        engine.Take(new ProviderEvent(default, ProviderEventType.AccountErased) { Account = "no number" });
        engine.Take(new ProviderEvent(default, ProviderEventType.AccountErased));
        LivedWorld.Text(engine.Now()).ShouldBe(LivedWorld.Text(other.Now()));
    }

    [Fact]
    public void Everybody_can_be_erased()
    {
        var engine = World.NewEngine();
        World.Feed(engine, 0, At);
        foreach (var account in World.Batches.SelectMany(static b => b).Select(static r => r.Request.Account).Distinct(StringComparer.Ordinal))
            engine.Take(Erasure(account));
        engine.Held.ShouldBe(0);
        World.Feed(engine, At);
        Should.NotThrow(() => engine.Complete());
    }

    private static DetectionEngine Erased(int before)
    {
        var engine = World.NewEngine();
        World.Feed(engine, 0, before);
        foreach (var account in Chosen)
            engine.Take(Erasure(account));
        return engine;
    }

    private static ProviderEvent Erasure(string account) =>
        new(default, ProviderEventType.AccountErased) { Account = Hash64.Of(Encoding.UTF8.GetBytes(account)).ToString("x16", CultureInfo.InvariantCulture) };
}
