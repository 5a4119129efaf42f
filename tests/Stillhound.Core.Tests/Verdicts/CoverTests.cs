using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Tests.Verdicts;

public class CoverTests
{
    [Fact]
    public void A_family_covers_each_of_its_measurements()
    {
        var chances = Cover.Chances([Family.Rhythm]);
        for (var m = 0; m < chances.Length; m++)
            chances[m].Share.ShouldBe(Measurements.All[m].Family == Family.Rhythm ? 1 : 0);
    }

    [Fact]
    public void A_measurement_of_its_own_goes_before_its_family_in_either_order()
    {
        Cover.Chances([Family.Rhythm, new Cover(Measurements.HourIndividuality, 0.2)])[Measurements.HourIndividuality].Share.ShouldBe(0.2);
        Cover.Chances([new Cover(Measurements.HourIndividuality, 0.2), Family.Rhythm])[Measurements.HourIndividuality].Share.ShouldBe(0.2);
    }

    [Fact]
    public void Every_chance_of_every_explanation_is_a_probability() =>
        Explanation.All.SelectMany(static e => Cover.Chances(e.Covers)).ShouldAllBe(static c => c.Share >= 0 && c.Share <= 1 && (c.Share == 0 || c.Most > 1));

    [Fact]
    public void What_is_covered_up_to_a_ratio_is_left_over_beyond_it()
    {
        var chance = new Chance(0.3, 30);

        chance.Left(0.2).ShouldBe(0.2, "what speaks for strangers speaks for them");
        chance.Left(30).ShouldBe(new Chance(0.3, double.PositiveInfinity).Left(30));
        chance.Left(300).ShouldBe(10 * chance.Left(30), 1e-9);
        ((Chance)0.3).Left(1e9).ShouldBe(1 / 0.3, 1e-6, "without a bound no ratio leaves more than that");
    }

    [Fact]
    public void A_family_of_which_one_measurement_is_covered_up_to_a_bound_is_covered_in_part()
    {
        var family = 1 << (int)Family.LifeCycle;
        Cover.FamiliesOf(Cover.Chances([Family.LifeCycle])).ShouldBe((family, 0));
        Cover.FamiliesOf(Cover.Chances([Family.LifeCycle, new Cover(Measurements.StartTogether, 1, 30)])).ShouldBe((0, family));
    }

    [Theory]
    [InlineData("evaluation_harness", Measurements.HourIndividuality, Measurements.Sittings)] // runs come in sittings, when their owner likes
    [InlineData("launched_automation", Measurements.SharedSwings, Measurements.SharedSwings)] // a launch is no reason to pause together
    public void What_an_explanation_seldom_gives_is_not_explained_away(string name, int first, int second)
    {
        var chances = Cover.Chances(Explanation.All.Single(e => e.Name == name).Covers);
        Math.Max(chances[first].Share, chances[second].Share).ShouldBeInRange(0.05, 0.35);
    }

    [Fact]
    public void A_schedule_explains_loads_as_even_as_schedules_make_them_and_not_those_of_one_hand()
    {
        var chance = Cover.Chances(Explanation.All.Single(static e => e.Name == "automated_tool").Covers)[Measurements.VolumeSpread];
        chance.Left(20).ShouldBeLessThan(2);
        chance.Left(1000).ShouldBeGreaterThan(30);
    }
}
