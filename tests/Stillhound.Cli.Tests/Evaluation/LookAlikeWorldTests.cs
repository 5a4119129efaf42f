using Stillhound.Cli.Evaluation;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Engine;
using Stillhound.Simulation;

namespace Stillhound.Cli.Tests.Evaluation;

/// <summary>Honest groups that share with campaigns what they can are looked at, and nobody would act on them.</summary>
public sealed class LookAlikeWorldTests
{
    [Fact]
    public void A_world_of_look_alikes_has_no_campaign_at_act()
    {
        var world = World.Create(WorldPresets.LookAlikes(9002, 1200));
        var truth = WorldScan.TruthOf(world);
        var judged = 0;

        var findings = WorldScan.Run(world, new EngineOptions(), TestContext.Current.CancellationToken, everySearch: _ => judged++);

        judged.ShouldBeGreaterThan(100);
        var wrong = findings.Campaigns.Where(c => c.Tier == Tier.Act)
            .Select(c => $"{c.Members.Count} of {truth.Accounts[c.Members[0].Account].Group}, {c.Title}");
        wrong.ShouldBeEmpty();
    }
}
