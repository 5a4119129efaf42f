using Stillhound.Cli.Evaluation;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Engine;
using Stillhound.Core.Exchanges;
using Stillhound.Simulation;

namespace Stillhound.Cli.Tests.Evaluation;

/// <summary>
/// Worlds in which honest accounts do everything at once: launches, a course and a hackathon with starter kits, a release that
/// everybody measures, a prompt that went round, another provider's outage that brings its users here, a holiday on which four
/// accounts of five are silent, and an outage on which all are. The odds that act asks for are lowered to those of review, so
/// that nothing but the budget of false accusations stands between such groups and act.
/// </summary>
public sealed class SharedShockTests
{
    private const int Worlds = 6;
    private const long Hour = 3_600_000;

    private static readonly EngineOptions Bare = new() { ActLog10Odds = new EngineOptions().ReviewLog10Odds };

    [Fact]
    public void The_budget_alone_keeps_groups_that_act_together_from_act()
    {
        var everAtAct = 0;
        var without = 0;
        var granted = 0.0;
        for (var seed = 1; seed <= Worlds; seed++)
        {
            var (atAct, findings) = Scan((ulong)(9500 + seed), Bare);
            everAtAct += atAct ? 1 : 0;
            granted += findings.Errors!.Granted;
            var unlimited = Bare with { FalseAccusations = new() { PerMillionAccountDays = 1_000_000 } };
            without += seed <= 2 && Scan((ulong)(9500 + seed), unlimited).AtAct ? 1 : 0;
        }

        // The worlds are a test of the budget: without it there is somebody at act.
        without.ShouldBeGreaterThan(0);
        granted.ShouldBeInRange(0.05, 0.2);
        // A mean of a fifth at most: one in all worlds would be bad luck, none is what is expected.
        everAtAct.ShouldBe(0);
    }

    private static (bool AtAct, Findings Findings) Scan(ulong seed, EngineOptions options)
    {
        var world = World.Create(OptionsOf(seed));
        var atAct = false;
        var findings = WorldScan.Run(
            world, options, TestContext.Current.CancellationToken, cohort => atAct |= cohort.Tier == Tier.Act,
            through: engine => new Interrupted(engine, world.Options.Start.ToUnixTimeMilliseconds()));
        return (atAct, findings);
    }

    private static WorldOptions OptionsOf(ulong seed) => new()
    {
        Seed = seed,
        Days = 8,
        Accounts = 900,
        BenignWeights = new Dictionary<BenignKind, double>
        {
            [BenignKind.ToolLaunched] = 3, [BenignKind.ViralPrompt] = 3, [BenignKind.Hackathon] = 2, [BenignKind.Classroom] = 2, [BenignKind.FirmBatch] = 2,
        },
        LookAlikes =
        [
            new(LookAlikeKind.AgentLaunch, 70), new(LookAlikeKind.Failover, 60), new(LookAlikeKind.ReleaseEval, 40), new(LookAlikeKind.KitHackathon, 40),
            new(LookAlikeKind.StarterCourse, 50), new(LookAlikeKind.MovedUsers, 40), new(LookAlikeKind.UnnamedFirm, 40), new(LookAlikeKind.SuiteTool, 60),
        ],
    };

    /// <summary>An outage of ten hours, and a holiday.</summary>
    private sealed class Interrupted(IExchangeSink engine, long start) : IExchangeSink
    {
        public void Accept(in Exchange exchange)
        {
            var hour = (exchange.Time - start) / Hour;
            var outage = hour is >= 60 and < 70;
            var holiday = hour is >= 96 and < 120 && Hash64.Of(exchange.Account) % 5 != 0;
            if (!outage && !holiday)
                engine.Accept(exchange);
        }
    }
}
