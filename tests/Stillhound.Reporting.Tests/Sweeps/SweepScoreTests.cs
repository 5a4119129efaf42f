using Stillhound.Reporting.Sweeps;

namespace Stillhound.Reporting.Tests.Sweeps;

public sealed class SweepScoreTests
{
    [Fact]
    public void AMeanGivesEachWorldTheSameWeight() =>
        SweepScore.MeanOf([new(1, 0.8, 0.5, 0), new(0.5, 1, 0, 0.4)]).ShouldBe(new SweepScore(0.75, 0.9, 0.25, 0.2));

    [Fact]
    public void AWorldWithoutAShareIsLeftOutOfItsMeanAlone() =>
        SweepScore.MeanOf([new(1, 0.8, 0.5, 0), new(0, double.NaN, 0, 1)]).ShouldBe(new SweepScore(0.5, 0.8, 0.25, 0.5));

    [Fact]
    public void NothingHasNoMean() => double.IsNaN(SweepScore.MeanOf([]).Recall).ShouldBeTrue();
}
