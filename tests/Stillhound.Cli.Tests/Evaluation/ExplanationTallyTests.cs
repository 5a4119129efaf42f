using Stillhound.Cli.Evaluation;
using Stillhound.Cli.Evaluation.Explanations;
using Stillhound.Core.Campaigns;
using Stillhound.Simulation;

namespace Stillhound.Cli.Tests.Evaluation;

/// <summary>Which explanation is counted for whom.</summary>
public sealed class ExplanationTallyTests
{
    private readonly ExplanationTally _tally = new();

    [Fact]
    public void Cohorts_count_for_the_kind_of_most_of_their_accounts()
    {
        var world = _tally.Begin(Made.Truth("classroom:a b c", "tool:x y z"));
        world.Add(new JudgedCohort(["a", "b", "x"], null, -3, "event"));
        world.Add(new JudgedCohort(["a", "b", "c"], Tier.Review, 1, "classroom"));
        world.Add(new JudgedCohort(["b", "c"], Tier.Watch, -0.5, "event"));
        world.Add(new JudgedCohort(["a", "b", "x", "y"], null, -3, "coincidence"));

        _tally.Benign.Keys.ShouldBe(["classroom"]);
        _tally.Benign["classroom"].Chosen.ShouldBe([("event", 2), ("classroom", 1)]);
        _tally.Benign["classroom"].AtReview.ShouldBe(1);
        _tally.Missed.ShouldBeEmpty();
    }

    [Fact]
    public void Kinds_without_a_cohort_have_a_row_too()
    {
        var world = _tally.Begin(Made.Truth("classroom:a b c", "tool:x y"));
        world.Add(new JudgedCohort(["a", "b", "c"], null, -3, "classroom"));

        using var output = new StringWriter { NewLine = "\n" };
        ExplanationTable.Write(output, _tally);

        output.ToString().ShouldContain("  classroom                    3        1        3          0     1  classroom 1\n");
        output.ToString().ShouldContain("  tool                         2        0        0          0     0  (no cohort)\n");
    }

    [Fact]
    public void It_is_known_for_every_honest_kind_which_explanations_are_true()
    {
        foreach (var kind in Enum.GetValues<BenignKind>().Select(KindNames.Of).Concat(Enum.GetValues<LookAlikeKind>().Select(KindNames.Of)))
            FittingExplanations.Knows(kind).ShouldBeTrue(kind);
        FittingExplanations.Unknown.ShouldBeEmpty();
    }

    [Fact]
    public void A_missed_campaign_counts_once_by_the_cohort_that_came_nearest()
    {
        var truth = Made.Truth("*hydra-1:a b c d", "*relay-2:e f", "*rotated-3:g h", "tool:x");
        var world = _tally.Begin(truth);
        world.Add(new JudgedCohort(["a", "b"], null, -3, "coincidence"));
        world.Add(new JudgedCohort(["c", "d", "x"], null, -1, "automated_tool"));
        world.Add(new JudgedCohort(["a", "c"], Tier.Review, 2, "popular_tool"));
        world.Add(new JudgedCohort(["g", "h"], null, -1, "reseller"));
        world.End(DetectionScore.Of(Made.Findings((Tier.Review, ["a", "g", "h"], 0)), truth));

        _tally.Missed.Keys.Order(StringComparer.Ordinal).ShouldBe(["hydra", "relay"]);
        _tally.Missed["hydra"].Chosen.ShouldBe([("automated_tool", 1)]);
        _tally.Missed["relay"].Chosen.ShouldBe([(ExplanationTally.NoCohort, 1)]);

        using var output = new StringWriter { NewLine = "\n" };
        ExplanationTable.Write(output, _tally);
        output.ToString().ShouldContain("  hydra                                 1             automated_tool 1\n");
    }
}
