using Stillhound.Core.Engine;

namespace Stillhound.Core.Tests.Engine;

public sealed class ActivityLogTests
{
    private const long Hour = 3_600_000;
    private const long Year = 365 * 24 * Hour;

    [Fact]
    public void A_log_ends_with_its_last_exchange()
    {
        var log = Steady();
        log.EndMs().ShouldBe(log.LastMs);
    }

    [Fact]
    public void One_record_from_the_far_future_does_not_end_the_log()
    {
        var log = Steady();
        var end = log.LastMs;
        log.Count(end + (50 * Year));
        log.EndMs().ShouldBeInRange(end, end + (6 * Hour));
    }

    [Fact]
    public void A_later_part_of_the_log_is_no_straggler()
    {
        var log = Steady();
        var later = log.LastMs + Year;
        for (var i = 0; i < 100; i++)
            log.Count(later + (i * Hour));
        log.EndMs().ShouldBe(log.LastMs);
    }

    [Fact]
    public void The_year_9999_costs_no_more_than_the_bins_that_are_kept()
    {
        var log = Steady();
        log.Count(253_402_300_799_000);
        log.Bins.Count.ShouldBeLessThan(100_002);
        log.Bins.Sum().ShouldBe(2001);
    }

    private static ActivityLog Steady()
    {
        var log = new ActivityLog();
        for (var i = 0; i < 2000; i++)
            log.Count(1_780_000_000_000 + (i * Hour / 2));
        return log;
    }
}
