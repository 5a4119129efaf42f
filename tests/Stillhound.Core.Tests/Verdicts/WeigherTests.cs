using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Tests.Verdicts;

public class WeigherTests
{
    private static readonly int Topics = Measurements.TopicIndividuality;

    [Fact]
    public void A_value_where_the_population_lies_speaks_for_strangers()
    {
        Ratio(Topics, 0.08, 0.08, 0.4).ShouldBeLessThan(0);
        Ratio(Measurements.OneTurn, 0.5, 0.5, 0.1).ShouldBeLessThan(0);
    }

    [Fact]
    public void A_value_of_one_operator_speaks_for_one_operator()
    {
        Ratio(Topics, 0, 0.08, 0.4).ShouldBeGreaterThan(1);
        Ratio(Measurements.OneTurn, 1, 0.5, 0.1).ShouldBeGreaterThan(1);
    }

    [Fact]
    public void What_lies_on_the_far_side_of_the_population_never_speaks_for_one_operator()
    {
        Ratio(Topics, 0.6, 0.08, 0.4).ShouldBeLessThan(0);
        Ratio(Measurements.OneTurn, 0.1, 0.5, 0.1).ShouldBeLessThan(0);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(40)]
    public void However_far_on_that_side_it_lies_it_speaks_for_one_operator_no_more(double spreads)
    {
        Ratio(Measurements.Freshness, 0.85 - (0.05 * spreads), 0.85, 0.05).ShouldBe(Ratio(Measurements.Freshness, 0.7, 0.85, 0.05));
        Ratio(Measurements.VolumeSpread, 0.6 + (0.1 * spreads), 0.6, 0.1).ShouldBeLessThan(-1);
    }

    [Fact]
    public void A_population_that_lies_where_a_campaign_would_tells_nothing() =>
        Ratio(Measurements.OneTurn, 1, 0.95, 0.1).ShouldBe(0);

    [Theory]
    [InlineData(0.04, 0.02)]
    [InlineData(0.02, 0.008)]
    [InlineData(0.008, 0.001)]
    public void Fewer_topics_of_its_own_never_speak_less_for_one_operator(double more, double less) =>
        Ratio(Topics, less, 0.08, 0.3).ShouldBeGreaterThanOrEqualTo(Ratio(Topics, more, 0.08, 0.3));

    [Fact]
    public void A_missing_measurement_blinds_its_family_when_it_is_the_only_one()
    {
        var weights = new Weight[Measurements.All.Length];
        Array.Fill(weights, new Weight(double.NaN, default, double.NaN, double.NaN));
        Weigher.ByFamily(weights).ShouldAllBe(static f => double.IsNaN(f));
    }

    [Fact]
    public void The_absence_of_a_family_that_campaigns_need_not_show_is_weak_evidence()
    {
        var families = Weigher.ByFamily(Weights(-1.5));
        foreach (var family in Enum.GetValues<Family>())
            families[(int)family].ShouldBeGreaterThan(Math.Log10(1 - Families.ShownBy(family)) - 0.001);
    }

    [Fact]
    public void An_explanation_that_always_looks_so_leaves_nothing()
    {
        var always = new Chance[Measurements.All.Length];
        Array.Fill(always, 1);
        Weigher.ByFamily(Weights(2), always).ShouldAllBe(static f => Math.Abs(f) < 1e-9);
    }

    [Fact]
    public void An_explanation_that_sometimes_looks_so_leaves_no_more_than_its_rarity()
    {
        var tenth = new Chance[Measurements.All.Length];
        Array.Fill(tenth, 0.1);
        var left = Weigher.ByFamily(Weights(2.5), tenth);
        left.ShouldAllBe(static f => f > 0.2 && f <= 1);
    }

    [Fact]
    public void No_explanation_takes_away_what_speaks_for_strangers()
    {
        var always = new Chance[Measurements.All.Length];
        Array.Fill(always, 1);
        Weigher.ByFamily(Weights(-1), always).ShouldBe(Weigher.ByFamily(Weights(-1)));
    }

    private static double Ratio(int measurement, double value, double middle, double spread)
    {
        var m = Measurements.All[measurement];
        return Weigher.WeighOne(m, value, new NullModel.Level(m.Scaled(middle), spread, 100)).Log10Ratio;
    }

    private static Weight[] Weights(double log10)
    {
        var weights = new Weight[Measurements.All.Length];
        Array.Fill(weights, new Weight(0, new NullModel.Level(0, 1, 100), log10, 0.5));
        return weights;
    }
}
