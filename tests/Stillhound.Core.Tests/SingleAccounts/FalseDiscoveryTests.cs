using Stillhound.Core.SingleAccounts;

namespace Stillhound.Core.Tests.SingleAccounts;

public sealed class FalseDiscoveryTests
{
    [Fact]
    public void The_textbook_example_holds()
    {
        // The example of Benjamini and Hochberg, 1995, section 4: four of fifteen count at 0.05.
        double[] p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0];
        FalseDiscovery.QValues(p).Count(static q => q <= 0.05).ShouldBe(4);
    }

    [Fact]
    public void What_was_not_tested_costs_nothing()
    {
        var q = FalseDiscovery.QValues([double.NaN, 0.04, double.NaN]);
        q[1].ShouldBe(0.04);
        q[0].ShouldBe(double.NaN);
    }

    [Fact]
    public void Of_noise_hardly_ever_anything_counts()
    {
        var draw = new Random(7);
        var hit = Enumerable.Range(0, 400).Count(_ => FalseDiscovery.QValues([.. Enumerable.Range(0, 200).Select(_ => draw.NextDouble())]).Min() <= 0.05);
        hit.ShouldBeLessThan(40);
    }
}
