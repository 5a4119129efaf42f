using Stillhound.Core.Campaigns;
using Stillhound.Core.ErrorControl;

namespace Stillhound.Reporting.Tests.Samples;

/// <summary>Findings made up for tests.</summary>
internal static class SampleFindings
{
    public static readonly DateTimeOffset Start = new(2026, 7, 6, 0, 0, 0, TimeSpan.Zero);
    public static readonly TimeSpan Bucket = TimeSpan.FromHours(1);
    public const int BucketCount = 24 * 14;

    /// <summary>Two weeks of traffic with one campaign at each tier.</summary>
    public static Findings Realistic() => Around(
        [SampleCampaigns.Act(420), SampleCampaigns.Review(64), SampleCampaigns.Watch(18)]) with
    {
        Coverage = SampleCampaigns.Coverage(),
        Errors = Errors(),
    };

    /// <summary>Traffic and no campaign.</summary>
    public static Findings Quiet() => Around([]);

    /// <summary>Nothing was read at all.</summary>
    public static Findings Nothing() => new()
    {
        Input = new InputSummary(0, 0, 0, null, null),
        Coverage = [],
        Campaigns = [],
        ActivityStart = Start,
        ActivityBucket = Bucket,
        PopulationActivity = [],
        PopulationHourOfWeek = [],
    };

    /// <summary>Many campaigns, the first with very many members.</summary>
    public static Findings Huge(int campaigns, int membersOfFirst, int membersOfOthers) => Around(
        [.. Enumerable.Range(0, campaigns).Select(i => SampleCampaigns.Act(i == 0 ? membersOfFirst : membersOfOthers) with
        {
            Id = $"c-{i:x4}",
            Tier = (i % 3) switch { 0 => Tier.Act, 1 => Tier.Review, _ => Tier.Watch },
        })]);

    /// <summary>A budget of which something was used, and decoys of which one stood at review.</summary>
    public static ErrorReport Errors() => new()
    {
        Budget = new FalseAccusationBudget(),
        AccountDays = 61_200,
        Granted = 0.0705,
        Searches = 31,
        Followed = 14,
        Decoys = 57,
        DecoysSuspect = 6,
        DecoysAtReview = 1,
        DecoysAtAct = 0,
        DecoysBeyond = 9,
        TailDecades = 1.14,
        ExpectedByChance = 0.0118,
        HeldBack = 1,
    };

    public static Findings Around(IReadOnlyList<CampaignFinding> campaigns) => new()
    {
        Input = new InputSummary(1_027_959, 37, 5_405, Start.AddSeconds(3), Start.AddDays(14).AddSeconds(-41)),
        Coverage = SampleCampaigns.Coverage(),
        Campaigns = campaigns,
        ActivityStart = Start,
        ActivityBucket = Bucket,
        PopulationActivity = SampleSeries.People(Start, Bucket, BucketCount, 2_900),
        PopulationHourOfWeek = SampleSeries.PeopleWeek(6_100),
    };
}
