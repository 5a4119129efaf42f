using Stillhound.Cli.Evaluation;
using Stillhound.Cli.Evaluation.Scale;
using Stillhound.Cli.Tests.Support;
using Stillhound.Core.Engine;
using Stillhound.Simulation;

namespace Stillhound.Cli.Tests.Evaluation;

/// <summary>Playing on one thread and applying on another changes nothing but the time.</summary>
public sealed class EngineLineTests
{
    private static readonly EngineOptions Options = new();

    [Fact]
    public void Findings_are_those_of_one_thread()
    {
        var world = World.Create(SmallWorld.Options);
        var engine = new DetectionEngine(Options, world.AccountFacts, world.Events);
        var line = new EngineLine(engine);
        var searches = new SearchLog(engine);

        line.Run(world, TestContext.Current.CancellationToken);
        var findings = engine.Complete();

        var expected = WorldScan.Run(world, Options, TestContext.Current.CancellationToken);
        findings.Campaigns.Count.ShouldBePositive();
        findings.Campaigns.Select(static c => (c.Id, c.DetectedAt)).ShouldBe(expected.Campaigns.Select(static c => (c.Id, c.DetectedAt)));
        findings.Campaigns.SelectMany(static c => c.Members).ShouldBe(expected.Campaigns.SelectMany(static c => c.Members));
        line.Played.ShouldBe(findings.Input.Exchanges);
        searches.Count.ShouldBePositive();
        searches.Longest.Accounts.ShouldBeInRange(1, 400);
    }

    [Fact]
    public void It_stops_when_it_is_told_to()
    {
        var world = World.Create(SmallWorld.Options);
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Should.Throw<OperationCanceledException>(() => new EngineLine(new DetectionEngine(Options)).Run(world, stop.Token));
    }
}
