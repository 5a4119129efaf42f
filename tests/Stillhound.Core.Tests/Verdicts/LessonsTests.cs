using FsCheck;
using FsCheck.Fluent;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Tests.Support;
using Stillhound.Core.Tests.Worlds;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Tests.Verdicts;

public sealed class LessonsTests
{
    [Fact]
    public void Without_lessons_nothing_is_moved_at_all() => new Lessons().Shifts().ShouldAllBe(static s => s == 0);

    [Fact]
    public void Chances_are_shares_and_sum_to_one() => Hypotheses.All.Sum(static h => h.Chance).ShouldBe(1, 1e-12);

    [Fact]
    public void A_few_dismissals_move_a_likely_explanation_by_a_little()
    {
        var tool = Hypotheses.All.Single(static h => h.Name == "popular_tool").Chance;
        var taught = Hypotheses.Taught("popular_tool", [.. Of(("c-1", "popular_tool"), ("c-2", "popular_tool"), ("c-3", "popular_tool")).All]);
        taught.Now.ShouldBe(((100 * tool) + 3) / 103, 1e-12);
        Math.Log10(taught.Now / taught.Before).ShouldBeLessThan(0.05);
        taught.Text.ShouldBe("popular_tool now has a chance of 33 % instead of 31 % before any evidence; 3 of 3 dismissals.");
    }

    [Fact]
    public void What_others_are_dismissed_as_makes_it_less_likely()
    {
        var taught = Hypotheses.Taught("classroom", Of(("c-1", "popular_tool"), ("c-2", "popular_tool")).All);
        taught.Now.ShouldBe(taught.Before * 100 / 102, 1e-12);
        taught.Dismissals.ShouldBe(0);
    }

    [Fact]
    public void No_number_of_dismissals_moves_odds_by_more_than_a_factor_of_two() => Prop.ForAll<byte[]>(static kinds =>
    {
        var lessons = new Lessons();
        for (var i = 0; i < kinds.Length * 7; i++)
            lessons.Take(Dismissed($"c-{i}", Hypotheses.All[kinds[i % kinds.Length] % Hypotheses.All.Count].Name));
        return lessons.Shifts().All(static s => Math.Abs(s) <= Math.Log10(2) + 1e-12);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void At_the_bound_the_words_say_so()
    {
        var lessons = new Lessons();
        for (var i = 0; i < 500; i++)
            lessons.Take(Dismissed($"c-{i}", "ci_fleet"));
        Hypotheses.Taught("ci_fleet", lessons.All).Text.ShouldContain("the most that dismissals can give it");
        Hypotheses.Taught("classroom", lessons.All).Text.ShouldContain("the least that dismissals can leave it");
    }

    [Fact]
    public void A_campaign_teaches_once_whatever_was_said_before()
    {
        var lessons = Of(("c-1", "popular_tool"), ("c-1", "classroom"), ("c-1", "classroom"));
        lessons.All.ShouldBe([new Lesson("c-1", "classroom")]);
    }

    [Fact]
    public void A_dismissal_that_is_taken_back_teaches_nothing()
    {
        var lessons = Of(("c-1", "popular_tool"));
        lessons.Take(new ProviderEvent(default, ProviderEventType.CampaignReinstated) { Campaign = "c-1" });
        lessons.Shifts().ShouldAllBe(static s => s == 0);
    }

    [Fact]
    public void Dismissals_that_do_not_name_their_campaign_count_each() => Of((null, "popular_tool"), (null, "popular_tool")).All.Count.ShouldBe(2);

    [Theory]
    [InlineData("no_such_thing")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("POPULAR_TOOL")]
    [InlineData("<script>")]
    public void An_unknown_explanation_teaches_nothing(string? kind) => Of(("c-1", kind)).All.ShouldBeEmpty();

    [Fact]
    public void Only_so_many_are_remembered()
    {
        var lessons = new Lessons();
        for (var i = 0; i <= Lesson.Most; i++)
            lessons.Take(Dismissed(null, i == 0 ? "classroom" : "popular_tool"));
        lessons.All.Count.ShouldBe(Lesson.Most);
        lessons.All.ShouldNotContain(static l => l.Hypothesis == "classroom");
    }

    [Fact]
    public void Odds_of_later_verdicts_move_by_what_was_taught_and_by_nothing_else()
    {
        var lessons = Of(("c-1", "evaluation_harness"), ("c-2", "evaluation_harness"));
        var before = Judged(new Lessons());
        var after = Judged(lessons);
        var shifts = lessons.Shifts();
        for (var e = 0; e < Explanation.All.Length; e++)
            (after.Odds[e] - before.Odds[e]).ShouldBe(shifts[e], 1e-9, Explanation.All[e].Name);
        Math.Abs(after.Log10Odds - before.Log10Odds).ShouldBeLessThanOrEqualTo(Math.Log10(2) + 1e-9);
    }

    private static Verdict Judged(Lessons lessons)
    {
        var world = new World(5).WithPeople(40);
        new Operator(world).Own(12);
        var judged = new JudgedWorld(world, lessons: lessons);
        return judged.Verdict(judged.Rows("own-"));
    }

    private static Lessons Of(params (string? Campaign, string? Kind)[] dismissals)
    {
        var lessons = new Lessons();
        foreach (var (campaign, kind) in dismissals)
            lessons.Take(Dismissed(campaign, kind));
        return lessons;
    }

    private static ProviderEvent Dismissed(string? campaign, string? kind) => new(default, ProviderEventType.CampaignDismissed) { Campaign = campaign, Kind = kind };
}
