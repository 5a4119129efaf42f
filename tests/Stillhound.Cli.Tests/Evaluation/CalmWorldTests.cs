using Stillhound.Cli.Evaluation.Calm;
using Stillhound.Core.Campaigns;

namespace Stillhound.Cli.Tests.Evaluation;

/// <summary>What is counted as false where there is no campaign, and how it is printed.</summary>
public sealed class CalmWorldTests
{
    [Fact]
    public void Counts_campaigns_and_accounts_at_their_highest_tier_by_kind()
    {
        var findings = Made.Findings((Tier.Review, ["a", "b", "x"], 0), (Tier.Watch, ["a", "y"], 0));

        var world = CalmWorld.Of(7, 10, findings, Made.Truth("classroom:a b c", "individual:x y z"), Tier.Act);

        world.Accounts.ShouldBe(6);
        world.Campaigns.ShouldBe(new TierCounts(1, 1, 0));
        world.Flagged.ShouldBe(new TierCounts(1, 3, 0));
        // One of each kind in the second: the first by name, so that the same findings always give the same table.
        world.Kinds.ShouldBe([new CalmKind("classroom", 3, new TierCounts(1, 1, 0), new TierCounts(0, 2, 0)), new CalmKind("individual", 3, default, new TierCounts(1, 1, 0))]);
    }

    [Fact]
    public void Rates_are_of_all_worlds()
    {
        CalmWorld[] worlds = [World(1, 0, null), World(2, 0, Tier.Act), World(3, 2, Tier.Act), World(4, 0, null)];
        using var output = new StringWriter { NewLine = "\n" };

        CalmTable.Write(output, worlds, new FalseBudget(0.5, 2, 1, 4));

        var text = output.ToString();
        text.ShouldContain("false campaigns in 0.04 million account-days\n");
        text.ShouldContain("  at act: 2, 50 per million account-days, 0.5 per world\n");
        text.ShouldContain("worlds with any                            1 of 4, 25.0 % (95%: 0.6 % to 80.6 %)\n");
        text.ShouldContain("worlds with a cohort there at any search   2 of 4, 50.0 % (95%: 6.8 % to 93.2 %)\n");
        text.ShouldContain("  2 worlds without anything\n");
        text.ShouldContain("  all 4 worlds           4000       0       0       2       0       0      20\n");
        text.ShouldContain("  tool                   4000       0       0       2       0       0      20\n");
    }

    private static CalmWorld World(ulong seed, int atAct, Tier? sooner)
    {
        var (campaigns, flagged) = (new TierCounts(0, 0, atAct), new TierCounts(0, 0, 10 * atAct));
        return new CalmWorld(seed, 1000, 10, campaigns, flagged, sooner, default, [new CalmKind("tool", 1000, campaigns, flagged)]);
    }
}
