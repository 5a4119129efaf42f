using Stillhound.Core.Campaigns;
using Stillhound.Core.Engine;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Tests.State;
using Stillhound.Core.Tests.Support;
using Stillhound.Core.Tests.Worlds;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Tests.Early;

/// <summary>Campaigns that have only begun, which sweeps look for between searches.</summary>
public sealed class EarlySearchTests
{
    private const double Begins = 6.3;

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void A_campaign_that_begins_is_found_in_its_first_hours(int seed)
    {
        var world = WithCampaign(seed);
        var twentieth = world.Requests.Where(static r => r.Account.StartsWith("fresh", StringComparison.Ordinal)).GroupBy(static r => r.Account, static r => r.Time).Select(static g => g.Min()).Order().ElementAt(19);
        var (early, later) = (Detected(Run(world, early: true)), Detected(Run(world, early: false)));
        (early - twentieth).ShouldBeLessThan(3 * Request.Hour);
        early.ShouldBeLessThan(later);
    }

    [Fact]
    public void Strangers_who_come_to_a_tool_on_the_day_of_its_launch_are_seldom_looked_at_and_never_acted_upon()
    {
        // Of forty such worlds a fifth have a cohort at review at some sweep: in their first hours strangers look much like a campaign.
        var highest = Enumerable.Range(21, 12).Select(static seed =>
        {
            var most = (Tier?)null;
            Run(WithLaunch(seed), early: true, judged: verdict => most = verdict.Tier > most || most is null ? verdict.Tier : most);
            return most;
        }).ToList();
        highest.Count(static tier => tier >= Tier.Review).ShouldBeLessThanOrEqualTo(4);
        highest.ShouldNotContain(Tier.Act);
    }

    [Fact]
    public void It_never_stands_at_act_before_a_full_search_has_looked()
    {
        var world = WithCampaign(14);
        var engine = EngineOf(world, early: true);
        foreach (var batch in world.InOrder().Chunk(20).TakeWhile(_ => engine.Campaigns == 0))
            Feed(engine, batch);
        engine.Campaigns.ShouldBe(1);
        engine.LastSearch!.Value.ToUnixTimeMilliseconds().ShouldBeLessThan(Pools.At(Begins));
        engine.Now().Campaigns.ShouldAllBe(static c => c.Tier <= Tier.Review);
    }

    [Fact]
    public void An_engine_that_is_saved_and_restored_while_a_campaign_begins_finds_the_same()
    {
        var world = WithCampaign(15);
        var batches = world.InOrder().Chunk(40).ToList();
        var (undisturbed, restored) = (EngineOf(world, early: true), EngineOf(world, early: true));
        foreach (var batch in batches)
        {
            Feed(undisturbed, batch);
            Feed(restored, batch);
            if (batch[0].Time > Pools.At(Begins - 0.1) && batch[0].Time < Pools.At(Begins + 0.4))
                restored = Saved.Again(restored, OptionsOf(early: true));
        }

        LivedWorld.Text(restored.Complete()).ShouldBe(LivedWorld.Text(undisturbed.Complete()));
    }

    [Fact]
    public void Where_nothing_begins_it_changes_nothing()
    {
        var world = new World(31).WithPeople(250).WithPlantedCohort();
        LivedWorld.Text(Run(world, early: true)).ShouldBe(LivedWorld.Text(Run(world, early: false)));
    }

    private static World WithCampaign(int seed)
    {
        var world = new World(seed).WithPeople(250).WithToolUsers(60);
        new Pools(world).Work("fresh", Begins, 12, count: 40);
        return world;
    }

    /// <summary>Sixty people who begin with one new program within half a day, each with topics, hours and a network of their own.</summary>
    private static World WithLaunch(int seed)
    {
        var world = new World(seed).WithPeople(250).WithToolUsers(60);
        for (var i = 0; i < 60; i++)
        {
            var begins = Pools.At(Begins) + (long)(world.Random.NextDouble() * Request.Day / 2);
            new Persona($"launched-{i:d3}")
            {
                System = "You are the helper of a program that was launched today.",
                ToolsKey = 0xBEEF,
                MaxTokens = 2048,
                Temperature = 0.3f,
                UserAgent = "launched/1.0",
                Created = DateTimeOffset.FromUnixTimeMilliseconds(begins - Request.Minute),
                Sitting = () => begins + (long)(world.Random.NextDouble() * 6 * Request.Day),
            }.LiveIn(world);
        }

        return world;
    }

    private static long Detected(Findings findings) =>
        findings.Campaigns.Where(static c => c.Members.Any(static m => m.Account.StartsWith("fresh", StringComparison.Ordinal))).Min(static c => c.DetectedAt)!.Value.ToUnixTimeMilliseconds();

    private static EngineOptions OptionsOf(bool early) => new() { Search = TimeSpan.FromHours(12), Early = early };

    private static DetectionEngine EngineOf(World world, bool early) => new(OptionsOf(early), world.Facts, world.Events);

    private static Findings Run(World world, bool early, Action<Verdict>? judged = null)
    {
        var engine = EngineOf(world, early);
        if (judged is not null)
            engine.Judged = (_, verdict) => judged(verdict);
        foreach (var batch in world.InOrder().Chunk(100))
            Feed(engine, batch);
        return engine.Complete();
    }

    private static void Feed(DetectionEngine engine, Request[] requests)
    {
        var batch = new FingerprintBatch();
        foreach (var request in requests)
            request.SendTo(batch);
        engine.Accept(batch, requests[^1].Time);
    }
}
