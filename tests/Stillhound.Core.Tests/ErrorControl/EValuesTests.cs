using FsCheck;
using FsCheck.Fluent;
using Stillhound.Core.ErrorControl;

namespace Stillhound.Core.Tests.ErrorControl;

/// <summary>What makes e-values safe: a mean of at most 1 where there is nothing to find, and a procedure that asks for no independence.</summary>
public sealed class EValuesTests
{
    private static readonly Gen<(double Most, double Least)> Bounds =
        from most in Gen.Choose(1, 1000).Select(static i => i / 1000.0)
        from decades in Gen.Choose(1, 80).Select(static i => i / 10.0)
        select (most, most * Math.Pow(10, -decades));

    [Fact]
    public void The_mean_over_even_p_values_is_one() => Prop.ForAll(Bounds.ToArbitrary(), static b =>
    {
        // By the logarithm of p, in which the e-value is smooth on either side of both bounds.
        const int Steps = 4000;
        double sum = b.Least * EValues.OfP(b.Least / 2, b.Most, b.Least);
        var width = Math.Log(b.Most / b.Least) / Steps;
        for (var i = 0; i < Steps; i++)
        {
            var p = b.Least * Math.Exp((i + 0.5) * width);
            sum += EValues.OfP(p, b.Most, b.Least) * p * width;
        }

        return Math.Abs(sum - 1) < 1e-6;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_mean_over_simulated_p_values_of_honest_groups_is_at_most_one()
    {
        var draw = new Random(11);
        const int Trials = 400_000;
        var mean = Enumerable.Range(0, Trials).Sum(_ => EValues.OfP(draw.NextDouble(), 0.01, 1e-4)) / Trials;
        mean.ShouldBeInRange(0.9, 1.1);
    }

    [Fact]
    public void A_rarer_p_value_never_counts_less() => Prop.ForAll(
        (from b in Bounds from x in Gen.Choose(0, 1000) from y in Gen.Choose(0, 1000) select (b, x / 1000.0, y / 1000.0)).ToArbitrary(),
        static t => EValues.OfP(Math.Min(t.Item2, t.Item3), t.b.Most, t.b.Least) >= EValues.OfP(Math.Max(t.Item2, t.Item3), t.b.Most, t.b.Least))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void As_many_pass_as_reach_the_bar_together() => Prop.ForAll(
        Gen.Choose(0, 300).Select(static i => i / 100.0).ListOf().ToArbitrary(), Gen.Choose(100, 2000).Select(static i => i / 100.0).ToArbitrary(), static (values, bar) =>
        {
            var least = EValues.Threshold(values, bar);
            var passed = values.Count(v => v >= least);
            var most = Enumerable.Range(1, values.Count).LastOrDefault(k => values.Count(v => v > 0 && v >= Math.Min(1, bar / k)) >= k);
            return passed >= most && values.Where(v => v >= least).All(v => v >= Math.Min(1, bar / passed));
        }).QuickCheckThrowOnFailure();

    /// <summary>
    /// Five campaigns with large values, fifty honest groups, and a bar of one over 0.1: however the honest values hang together,
    /// the mean share of honest ones among those that pass is at most 0.1.
    /// </summary>
    [Theory]
    [InlineData("all alike")]
    [InlineData("one at a time")]
    [InlineData("just enough to ride along")]
    [InlineData("independent")]
    public void The_false_discovery_rate_holds_under_any_dependence(string dependence)
    {
        const int Honest = 50, Campaigns = 5, Runs = 6_000;
        const double Rate = 0.1;
        var draw = new Random(5);
        double share = 0;
        for (var run = 0; run < Runs; run++)
        {
            var honest = HonestValues(dependence, Honest, Campaigns, Rate, draw);
            honest.Average().ShouldBeGreaterThanOrEqualTo(0);
            // Each test has a share of the bar: e / m against 1 / rate.
            var all = honest.Select(static e => e / (Honest + Campaigns)).Concat(Enumerable.Repeat(5.0, Campaigns)).ToList();
            var least = EValues.Threshold(all, 1 / Rate);
            var wrong = honest.Count(e => e / (Honest + Campaigns) >= least);
            share += wrong == 0 ? 0 : (double)wrong / (wrong + Campaigns);
        }

        (share / Runs).ShouldBeLessThanOrEqualTo(Rate + (3 * Math.Sqrt(Rate / Runs)));
    }

    /// <summary>Values of mean 1 for every honest group.</summary>
    private static double[] HonestValues(string dependence, int count, int campaigns, double rate, Random draw)
    {
        var values = new double[count];
        switch (dependence)
        {
            case "all alike":
                Array.Fill(values, Heavy(draw));
                break;
            case "one at a time":
                values[draw.Next(count)] = count;
                break;
            case "just enough to ride along":
                // Exactly the value at which all of them pass together, as often as a mean of 1 allows.
                var enough = (count + campaigns) / (rate * (count + campaigns));
                Array.Fill(values, draw.NextDouble() < 1 / enough ? enough : 0);
                break;
            default:
                for (var i = 0; i < count; i++)
                    values[i] = Heavy(draw);
                break;
        }

        return values;
    }

    private static double Heavy(Random draw) => EValues.OfP(1 - draw.NextDouble(), 1, 1e-4);
}
