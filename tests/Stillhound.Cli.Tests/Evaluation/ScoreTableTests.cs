using Stillhound.Cli.Evaluation;

namespace Stillhound.Cli.Tests.Evaluation;

/// <summary>What the tables of scores add up.</summary>
public sealed class ScoreTableTests
{
    [Fact]
    public void Campaigns_of_fifty_accounts_or_more_are_totalled_apart()
    {
        var text = Overall(Campaign("a", 50, 1), Campaign("b", 150, 0.52), Campaign("c", 49, 0), Campaign("d", 200, 0));

        text.ShouldContain("campaigns of 50 accounts or more: at review recall 32.0 % of 400 accounts; nothing found of 1 of 3 campaigns");
    }

    [Fact]
    public void Where_all_campaigns_are_small_nothing_is_said_of_large_ones() =>
        Overall(Campaign("a", 49, 1)).ShouldNotContain("50 accounts or more");

    private static CampaignScore Campaign(string group, int accounts, double recall) => new(group, accounts, recall, 0, 1, 1, 0);

    private static string Overall(params CampaignScore[] campaigns)
    {
        using var output = new StringWriter();
        ScoreTable.WriteOverall(output, [new DetectionScore { Campaigns = campaigns, Benign = [], Review = (1, 1), Act = (0, 0), CampaignAccounts = campaigns.Sum(static c => c.Accounts) }]);
        return output.ToString();
    }
}
