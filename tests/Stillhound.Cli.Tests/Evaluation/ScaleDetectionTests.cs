using Stillhound.Cli.Evaluation.Scale;
using Stillhound.Core.Campaigns;
using Stillhound.Simulation;

namespace Stillhound.Cli.Tests.Evaluation;

/// <summary>Hours to detection and leak of the one campaign of a large world.</summary>
public sealed class ScaleDetectionTests
{
    private static readonly DateTimeOffset Start = new(2026, 7, 6, 0, 0, 0, TimeSpan.Zero);
    private static readonly Truth[] Everybody = [.. "abcd".Select(static c => new Truth(c.ToString(), true, "june-28m", 10)), new Truth("x", false, "tool", 10), new Truth("y", false, "tool", 10)];

    [Fact]
    public void Accounts_that_were_never_flagged_leak_in_full()
    {
        var detection = Of((Tier.Review, ["a", "b", "c"], 2, 5));

        detection.Leak.ShouldBe(0.2, 1e-9);
        detection.LeakOfAll.ShouldBe((6 + 10) / 40.0, 1e-9);
    }

    [Fact]
    public void It_is_detected_when_the_first_finding_that_is_mostly_right_stands()
    {
        Of((Tier.Review, ["x", "y", "a"], 1, 1), (Tier.Act, ["b", "c", "x"], 1, 7), (Tier.Review, ["d"], 1, 9)).Detected.ShouldBe(TimeSpan.FromHours(7));
        Of((Tier.Watch, ["a", "b"], 1, 1)).Detected.ShouldBeNull();
    }

    [Fact]
    public void What_is_only_watched_has_leaked()
    {
        var detection = Of((Tier.Watch, ["a", "b"], 1, 1));

        detection.Leak.ShouldBe(double.NaN);
        detection.LeakOfAll.ShouldBe(1);
    }

    private static ScaleDetection Of(params (Tier Tier, string[] Members, int Before, int Hours)[] campaigns)
    {
        var made = Made.Findings([.. campaigns.Select(static c => (c.Tier, c.Members, c.Before))]);
        var findings = made with { Campaigns = [.. made.Campaigns.Select((c, i) => c with { DetectedAt = Start.AddHours(campaigns[i].Hours) })] };
        return ScaleDetection.Of(findings, Everybody, Start);
    }
}
