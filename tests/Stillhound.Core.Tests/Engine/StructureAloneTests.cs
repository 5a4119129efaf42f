using Stillhound.Core.Campaigns;
using Stillhound.Core.Tests.Worlds;

namespace Stillhound.Core.Tests.Engine;

/// <summary>What many accounts have in common proposes a group; it may never convict one.</summary>
public sealed class StructureAloneTests
{
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Users_of_one_tool_are_no_campaign(int seed) => MakesNoCampaignAtAct(new World(seed).WithPeople().WithToolUsers());

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    public void A_classroom_is_no_campaign(int seed) => MakesNoCampaignAtAct(new World(seed).WithPeople().WithClassroom());

    private static void MakesNoCampaignAtAct(World world)
    {
        var findings = world.Run();
        findings.Input.Exchanges.ShouldBe(world.Requests.Count);
        findings.Campaigns.Where(static c => c.Tier == Tier.Act).Select(static c => $"{c.Title}: {c.SampleAccounts[0]}").ShouldBeEmpty();
    }
}
