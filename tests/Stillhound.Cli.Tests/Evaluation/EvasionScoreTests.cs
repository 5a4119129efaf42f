using Stillhound.Cli.Evaluation.Evasion;
using Stillhound.Core.Campaigns;
using Stillhound.Simulation;

namespace Stillhound.Cli.Tests.Evaluation;

/// <summary>One point of a sweep from findings and truth.</summary>
public sealed class EvasionScoreTests
{
    private static readonly Truth[] Accounts =
    [
        new("a", true, "hydra", 10), new("b", true, "hydra", 10), new("c", true, "relay", 20), new("x", false, "tool", 5),
    ];

    [Fact]
    public void What_was_never_flagged_leaks_in_full()
    {
        var world = EvasionScore.Of(3, Made.Findings((Tier.Act, ["a"], 4), (Tier.Review, ["b", "x"], 2), (Tier.Watch, ["c"], 0)), Accounts);

        world.Seed.ShouldBe(3UL);
        world.All.Recall.ShouldBe(2 / 3.0, 1e-9);
        world.All.Precision.ShouldBe(2 / 3.0, 1e-9);
        world.All.RecallAtAct.ShouldBe(1 / 3.0, 1e-9);
        world.All.Leak.ShouldBe((4 + 2 + 20) / 40.0, 1e-9);
        world.Kinds["hydra"].Recall.ShouldBe(1);
        world.Kinds["hydra"].Leak.ShouldBe(0.3, 1e-9);
        world.Kinds["relay"].Leak.ShouldBe(1);
        double.IsNaN(world.Kinds["relay"].Precision).ShouldBeTrue();
    }

    [Fact]
    public void Without_findings_there_is_no_precision()
    {
        var world = EvasionScore.Of(3, Made.Findings(), Accounts);
        world.All.Recall.ShouldBe(0);
        world.All.Leak.ShouldBe(1);
        double.IsNaN(world.All.Precision).ShouldBeTrue();
    }
}
