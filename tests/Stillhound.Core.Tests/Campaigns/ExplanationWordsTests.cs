using Stillhound.Core.Campaigns;
using Stillhound.Core.Cohorts;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Tests.Campaigns;

/// <summary>Why each benign explanation lost, as a person reads it.</summary>
public sealed class ExplanationWordsTests
{
    private static readonly GroupContext Users = GroupContext.Silent with { Scaffold = 1, OneNetwork = 1 };

    [Theory]
    [InlineData("launched_tool")]
    [InlineData("launched_automation")]
    public void Of_a_launch_of_one_day_it_says_that_nobody_takes_a_tool_up_so(string hypothesis)
    {
        TextOf(hypothesis, Users with { MadeTogether = 1 }).ShouldContain("no sign of a shared tool that people took up over days");
        TextOf(hypothesis, Users with { MadeTogether = 0.5 }).ShouldNotContain("no sign of");
    }

    [Fact]
    public void Of_people_who_met_it_says_that_they_were_in_no_one_place()
    {
        var met = Users with { OneCountry = 1, Gathered = 1, Members = 40 };
        TextOf("event", met with { OneNetwork = 0 }).ShouldContain("no sign of one place and one time");
        TextOf("event", met).ShouldNotContain("no sign of");
    }

    [Fact]
    public void Every_explanation_is_told_of_the_likeliest_first()
    {
        var items = ExplanationWords.Of(Judged(Users));
        items.Count.ShouldBe(Explanation.All.Length);
        items.Select(static i => i.Log10Odds).ShouldBeInOrder(SortDirection.Descending);
    }

    private static string TextOf(string hypothesis, GroupContext group) => ExplanationWords.Of(Judged(group)).Single(i => i.Hypothesis == hypothesis).Text;

    /// <summary>A verdict by which nothing was measured and every explanation is far behind.</summary>
    private static Verdict Judged(GroupContext group)
    {
        Weight[] blind = [.. Measurements.All.Select(static _ => default(Weight) with { Log10Ratio = double.NaN })];
        double[] odds = [.. Explanation.All.Select(static (_, e) => -2.0 - (0.1 * e))];
        return new Verdict(new RefinedCohort([], CohortRoute.Links, "shared phrases", [], [], []), blind, [], group, odds, 1, null);
    }
}
