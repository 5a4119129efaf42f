using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Tests.Verdicts;

public sealed class NullModelTests
{
    /// <summary>Upper tails of Student's t with five degrees of freedom, from printed tables.</summary>
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1.475884, 0.1)]
    [InlineData(2.015048, 0.05)]
    [InlineData(3.364930, 0.01)]
    [InlineData(5.893430, 0.001)]
    [InlineData(-2.015048, 0.95)]
    public void The_tail_is_that_of_the_tables(double distance, double tail) => NullModel.PValue(distance).ShouldBe(tail, 1e-6);

    [Fact]
    public void The_density_is_the_slope_of_the_tail()
    {
        for (var x = -6.0; x <= 6; x += 0.25)
            NullModel.Density(x).ShouldBe((NullModel.PValue(x - 1e-5) - NullModel.PValue(x + 1e-5)) / 2e-5, 1e-8);
    }
}
