using Stillhound.Core.Profiles;

namespace Stillhound.Core.Tests.Profiles;

public sealed class GapScaleTests
{
    private const float Hour = 3_600_000;

    [Fact]
    public void The_wait_for_an_exchange_is_half_a_gap_where_all_gaps_are_alike()
    {
        var gaps = default(GapBins);
        gaps[GapScale.BinOf(9 * 3_600_000)] = 7;
        GapScale.MeanWait(gaps).ShouldBe(4.5f * Hour, 1);
    }

    [Fact]
    public void A_few_long_gaps_hold_most_of_the_time()
    {
        var gaps = default(GapBins);
        gaps[GapScale.BinOf(30_000)] = 90;
        gaps[GapScale.BinOf(40 * 3_600_000)] = 10;
        GapScale.MeanWait(gaps).ShouldBeInRange(19.9f * Hour, 20 * Hour);
    }

    [Fact]
    public void Nobody_waits_for_an_account_without_gaps() => GapScale.MeanWait(default).ShouldBe(0);
}
