using Stillhound.Core.Campaigns;
using Stillhound.Core.Tests.Worlds;

namespace Stillhound.Core.Tests.Engine;

public sealed class PlantedCohortTests
{
    [Theory]
    [InlineData(101)]
    [InlineData(202)]
    [InlineData(303)]
    public void A_harvesting_cohort_among_ordinary_accounts_is_found_and_nobody_is_accused_beside_it(int seed)
    {
        var findings = new World(seed).WithPeople().WithPlantedCohort().Run();
        var found = findings.Campaigns.Where(static c => c.Tier >= Tier.Review).SelectMany(static c => c.Members).Select(static m => m.Account).ToHashSet();
        found.Count(static account => account.StartsWith("planted", StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(36, "of 40 planted accounts at review or above");
        var accused = findings.Campaigns.Where(static c => c.Tier == Tier.Act).SelectMany(static c => c.Members).Select(static m => m.Account);
        accused.Where(static account => account.StartsWith("person", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Ordinary_accounts_alone_are_no_campaign() =>
        new World(404).WithPeople().Run().Campaigns.ShouldAllBe(static c => c.Tier < Tier.Review);
}
