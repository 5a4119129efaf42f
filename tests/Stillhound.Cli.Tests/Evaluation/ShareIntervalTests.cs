using Stillhound.Cli.Evaluation;

namespace Stillhound.Cli.Tests.Evaluation;

/// <summary>The exact interval of a share.</summary>
public sealed class ShareIntervalTests
{
    // From published tables of the exact interval.
    [Theory]
    [InlineData(0, 10, 0, 0.3085)]
    [InlineData(1, 10, 0.0025, 0.4450)]
    [InlineData(5, 10, 0.1871, 0.8129)]
    [InlineData(10, 10, 0.6915, 1)]
    [InlineData(0, 200, 0, 0.0183)]
    public void Agrees_with_tables(int hits, int trials, double low, double high)
    {
        var interval = ShareInterval.Exact(hits, trials);
        interval.Low.ShouldBe(low, 0.00006);
        interval.High.ShouldBe(high, 0.00006);
    }

    [Theory]
    [InlineData(1, 200)]
    [InlineData(3, 7)]
    [InlineData(40, 41)]
    [InlineData(250, 1000)]
    public void At_its_ends_what_was_seen_is_as_rare_as_the_confidence_says(int hits, int trials)
    {
        var interval = ShareInterval.Exact(hits, trials);
        AtLeast(hits, trials, interval.Low).ShouldBe(0.025, 1e-6);
        (1 - AtLeast(hits + 1, trials, interval.High)).ShouldBe(0.025, 1e-6);
    }

    [Fact]
    public void Says_how_many_trials_without_a_hit_show_a_share()
    {
        ShareInterval.TrialsFor(0.01).ShouldBe(368);
        ShareInterval.Exact(0, 368).High.ShouldBeLessThanOrEqualTo(0.01);
        ShareInterval.Exact(0, 367).High.ShouldBeGreaterThan(0.01);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 5)]
    [InlineData(6, 5)]
    public void Refuses_what_cannot_be_counted(int hits, int trials) =>
        Should.Throw<ArgumentOutOfRangeException>(() => ShareInterval.Exact(hits, trials));

    private static double AtLeast(int hits, int trials, double share)
    {
        double sum = 0, logChoose = 0;
        for (var k = 0; k <= trials; k++)
        {
            if (k >= hits)
                sum += Math.Exp(logChoose + (k * Math.Log(share)) + ((trials - k) * Math.Log(1 - share)));
            logChoose += Math.Log(trials - k) - Math.Log(k + 1);
        }

        return sum;
    }
}
