using Stillhound.Cli.Evaluation;
using Stillhound.Core.Campaigns;

namespace Stillhound.Cli.Tests.Evaluation;

/// <summary>Findings and truths of a few accounts, as far as evaluation looks at them.</summary>
internal static class Made
{
    /// <summary>Findings with these campaigns; each member sent ten exchanges, of which the given number came before it was flagged.</summary>
    public static Findings Findings(params (Tier Tier, string[] Members, int Before)[] campaigns) => new()
    {
        Input = new InputSummary(0, 0, 0, null, null),
        Coverage = [],
        Campaigns = [.. campaigns.Select((c, i) => Campaign($"c-{i}", c.Tier, c.Members, c.Before))],
        ActivityStart = default,
        ActivityBucket = TimeSpan.Zero,
        PopulationActivity = [],
        PopulationHourOfWeek = [],
    };

    /// <summary>A truth from names such as <c>*hydra-1:a b c</c>, the star for campaigns.</summary>
    public static GroundTruth Truth(params string[] groups)
    {
        var accounts = new Dictionary<string, AccountTruth>(StringComparer.Ordinal);
        foreach (var group in groups)
        {
            var parts = group.Split(':');
            foreach (var account in parts[1].Split(' '))
                accounts[account] = new AccountTruth(parts[0][0] == '*', parts[0].TrimStart('*'));
        }

        return new GroundTruth(accounts);
    }

    private static CampaignFinding Campaign(string id, Tier tier, string[] members, int before) => new()
    {
        Id = id,
        Tier = tier,
        Confidence = 0.9,
        Title = "",
        Summary = "",
        Exchanges = 10 * members.Length,
        InputTokens = 0,
        OutputTokens = 0,
        FirstSeen = default,
        LastSeen = default,
        DetectedAt = null,
        ExchangesBeforeDetection = 0,
        Targets = [],
        Evidence = [],
        Explanations = [],
        SampleAccounts = [],
        Members = [.. members.Select(m => new MemberFinding(m, 0.9, null, 10, before, ""))],
        Activity = [],
        HourOfWeek = [],
        History = [],
    };
}
