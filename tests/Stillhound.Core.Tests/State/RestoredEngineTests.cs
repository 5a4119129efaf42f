using System.Text.Json;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Engine;

namespace Stillhound.Core.Tests.State;

public sealed class RestoredEngineTests
{
    private static readonly Lazy<LivedWorld> Shared = new(static () => new LivedWorld(81));
    private static readonly Lazy<string> Expected = new(static () => Shared.Value.Undisturbed());
    private static readonly Lazy<List<int>> Searches = new(static () => Shared.Value.Searches());

    private static LivedWorld World => Shared.Value;

    [Fact]
    public void The_world_has_what_there_is_to_keep()
    {
        using var findings = JsonDocument.Parse(Expected.Value);
        var campaigns = findings.RootElement.GetProperty("Campaigns").EnumerateArray().ToList();
        campaigns.Count(static c => c.GetProperty("Tier").GetInt32() >= (int)Tier.Review).ShouldBeGreaterThan(0);
        campaigns.Sum(static c => c.GetProperty("Components").GetArrayLength()).ShouldBeGreaterThan(2);
        var changes = campaigns.SelectMany(static c => c.GetProperty("History").EnumerateArray()).Select(static n => (CampaignChange)n.GetProperty("What").GetInt32()).ToHashSet();
        changes.ShouldContain(CampaignChange.Suspended);
        changes.ShouldContain(CampaignChange.Attached);
        changes.ShouldContain(CampaignChange.PoolSwap);
        Searches.Value.Count.ShouldBeGreaterThan(10);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(60)]
    [InlineData(101)]
    [InlineData(int.MaxValue)]
    public void It_finds_what_an_undisturbed_one_finds(int batch) => World.RestoredBefore(Math.Min(batch, World.Batches.Count)).ShouldBe(Expected.Value);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    public void It_does_right_before_and_after_a_search(int search)
    {
        var at = Searches.Value[search];
        World.RestoredBefore(at).ShouldBe(Expected.Value);
        World.RestoredBefore(at + 1).ShouldBe(Expected.Value);
    }

    [Fact]
    public void It_does_when_it_is_restored_over_and_over() =>
        World.RestoredBefore(Enumerable.Range(1, World.Batches.Count - 1).Where(static at => at % 9 == 0)).ShouldBe(Expected.Value);

    [Fact]
    public void What_it_would_save_is_what_it_was_restored_from()
    {
        var engine = World.NewEngine();
        for (var at = 0; at < World.Batches.Count; at += 25)
        {
            World.Feed(engine, at, at + 25);
            var bytes = Saved.Bytes(engine);
            // Length and findings, not bytes: what fills the space between the fields of a struct is anything.
            var restored = Saved.Restored(bytes, World.Options);
            Saved.Bytes(restored).Length.ShouldBe(bytes.Length, $"before batch {at + 25}");
            LivedWorld.Text(restored.Now()).ShouldBe(LivedWorld.Text(engine.Now()), $"before batch {at + 25}");
        }
    }

    [Fact]
    public void It_tells_the_same_of_itself()
    {
        var engine = World.NewEngine();
        World.Feed(engine, 0, 90);
        var restored = Saved.Again(engine, World.Options);
        restored.Exchanges.ShouldBe(engine.Exchanges);
        restored.Late.ShouldBe(engine.Late);
        restored.EventTime.ShouldBe(engine.EventTime);
        restored.LastSearch.ShouldBe(engine.LastSearch);
        restored.Revision.ShouldBe(engine.Revision);
        restored.Campaigns.ShouldBe(engine.Campaigns);
        LivedWorld.Text(restored.Now()).ShouldBe(LivedWorld.Text(engine.Now()));
    }

    [Fact]
    public void An_engine_that_has_seen_nothing_can_be_saved_too()
    {
        var restored = Saved.Again(new DetectionEngine(World.Options, World.World.Facts, World.World.Events), World.Options);
        World.Feed(restored);
        LivedWorld.Text(restored.Complete()).ShouldBe(Expected.Value);
        Saved.Again(new DetectionEngine(new EngineOptions()), new EngineOptions()).Complete().Input.Exchanges.ShouldBe(0);
    }

    [Fact]
    public void Saving_changes_nothing()
    {
        var engine = World.NewEngine();
        for (var at = 0; at < World.Batches.Count; at++)
        {
            World.Feed(engine, at, at + 1);
            if (at % 11 == 0)
                engine.Save(Stream.Null);
        }

        LivedWorld.Text(engine.Complete()).ShouldBe(Expected.Value);
    }

    [Fact]
    public void Other_options_take_effect_from_then_on()
    {
        var strict = World.Options with { ReviewLog10Odds = 50, ActLog10Odds = 50 };
        var engine = World.NewEngine();
        World.Feed(engine, 0, Searches.Value[^1]);
        engine.Campaigns.ShouldBeGreaterThan(0);
        var restored = Saved.Again(engine, strict);
        World.Feed(restored, Searches.Value[^1]);
        restored.Complete().Campaigns.ShouldAllBe(static c => c.Tier == Tier.Watch);
    }
}
