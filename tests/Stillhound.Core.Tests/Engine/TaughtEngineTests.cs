using Stillhound.Core.Engine;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Tests.State;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Tests.Engine;

/// <summary>What an engine is told of dismissed campaigns.</summary>
public sealed class TaughtEngineTests
{
    private static readonly DateTimeOffset Before = DateTimeOffset.UnixEpoch;

    [Fact]
    public void It_says_what_it_was_told_before_the_next_sweep_takes_it()
    {
        var engine = new DetectionEngine(new EngineOptions());
        engine.Take(Dismissed("c-1", "classroom"));
        engine.Take(Dismissed("c-2", "popular_tool"));
        engine.Take(new ProviderEvent(Before, ProviderEventType.CampaignReinstated) { Campaign = "c-1" });
        engine.Lessons().ShouldBe([new Lesson("c-2", "popular_tool")]);
    }

    [Fact]
    public void Verdicts_that_stand_stay_and_later_ones_know()
    {
        var world = new LivedWorld(83, people: 60);
        var (told, untold) = (world.NewEngine(), world.NewEngine());
        world.Feed(told, 0, 90);
        world.Feed(untold, 0, 90);
        for (var i = 0; i < 40; i++)
            told.Take(Dismissed($"c-{i}", "popular_tool"));
        LivedWorld.Text(told.Now()).ShouldBe(LivedWorld.Text(untold.Now()));
        world.Feed(told, 90);
        world.Feed(untold, 90);
        LivedWorld.Text(told.Complete()).ShouldNotBe(LivedWorld.Text(untold.Complete()));
    }

    [Fact]
    public void What_it_learned_survives_being_saved_and_gives_the_same_findings()
    {
        var world = new LivedWorld(84, people: 60);
        var (lived, restored) = (world.NewEngine(), world.NewEngine());
        foreach (var engine in new[] { lived, restored })
        {
            world.Feed(engine, 0, 40);
            engine.Take(Dismissed("c-1", "evaluation_harness"));
            world.Feed(engine, 40, 80);
            engine.Take(Dismissed("c-2", "automated_tool"));
        }

        restored = Saved.Again(restored, world.Options);
        restored.Lessons().ShouldBe(lived.Lessons());
        world.Feed(lived, 80);
        world.Feed(restored, 80);
        restored.Lessons().ShouldContain(new Lesson("c-2", "automated_tool"));
        LivedWorld.Text(restored.Complete()).ShouldBe(LivedWorld.Text(lived.Complete()));
    }

    private static ProviderEvent Dismissed(string campaign, string kind) => new(Before, ProviderEventType.CampaignDismissed) { Campaign = campaign, Kind = kind };
}
