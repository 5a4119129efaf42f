using Stillhound.Core.Campaigns;

namespace Stillhound.Server.Tests.Decisions.Support;

/// <summary>Findings as a test wants them.</summary>
internal static class Found
{
    public static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Findings that hold these campaigns, over twenty days.</summary>
    public static Findings Now(params CampaignFinding[] campaigns) => new()
    {
        Input = new InputSummary(1000, 0, 100, Start, Start.AddDays(20)),
        Coverage = [],
        Campaigns = campaigns,
        ActivityStart = Start,
        ActivityBucket = TimeSpan.FromDays(1),
        PopulationActivity = new long[20],
        PopulationHourOfWeek = new long[168],
    };

    /// <summary>A campaign: ten exchanges a member, a thousand tokens in and out an exchange, the same each day.</summary>
    public static CampaignFinding Campaign(string id, Tier tier, params IReadOnlyList<MemberFinding> members) => new()
    {
        Id = id,
        Tier = tier,
        Confidence = 0.9,
        Title = "campaign " + id,
        Summary = "",
        Exchanges = members.Count * 10,
        InputTokens = members.Count * 10_000,
        OutputTokens = members.Count * 10_000,
        FirstSeen = Start,
        LastSeen = Start.AddDays(20),
        DetectedAt = Start.AddDays(1),
        ExchangesBeforeDetection = 0,
        Targets = [],
        Evidence = [],
        Explanations = [],
        SampleAccounts = [],
        Members = members,
        Activity = [.. Enumerable.Repeat(1L, 20)],
        HourOfWeek = new long[168],
        History = [],
    };

    /// <summary>Accounts <c>a-FROM</c> and those that follow.</summary>
    public static IReadOnlyList<MemberFinding> Accounts(int count, int from = 0, string prefix = "a-", double confidence = 0.9) =>
        [.. Enumerable.Range(from, count).Select(i => Account($"{prefix}{i}", confidence))];

    public static MemberFinding Account(string name, double confidence = 0.9, long exchanges = 10) => new(name, confidence, Start, exchanges, 0, "");
}
