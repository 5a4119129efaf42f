using Stillhound.Server.Ingest;

namespace Stillhound.Server.Tests.Ingest;

public sealed class LiveClockTests
{
    private static readonly long Noon = new DateTimeOffset(2026, 7, 6, 12, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    private readonly ManualTime _time = new(DateTimeOffset.FromUnixTimeMilliseconds(Noon));

    [Fact]
    public void It_follows_the_records_and_never_goes_back()
    {
        var clock = Clock();
        clock.Watermark(Noon - 1000).ShouldBe(Noon - 1000);
        clock.Watermark(Noon - 5000).ShouldBe(Noon - 1000);
    }

    [Fact]
    public void A_record_from_the_future_moves_it_only_a_little_ahead() =>
        Clock().Watermark(Noon + 86_400_000).ShouldBe(Noon + 300_000);

    [Fact]
    public void A_clock_that_is_set_forth_or_back_moves_nothing()
    {
        var clock = Clock();
        clock.Watermark(Noon);
        _time.SetClock(TimeSpan.FromDays(400));
        clock.Watermark(Noon + 86_400_000).ShouldBe(Noon + 300_000);
        _time.SetClock(TimeSpan.FromDays(-800));
        clock.Watermark(Noon + 301_000).ShouldBe(Noon + 300_000);
        _time.Advance(TimeSpan.FromMinutes(1));
        clock.Watermark(Noon + 301_000).ShouldBe(Noon + 301_000);
    }

    [Fact]
    public void It_goes_on_in_quiet_times_but_not_before_the_first_record()
    {
        var clock = Clock();
        _time.Advance(TimeSpan.FromHours(1));
        clock.Tick().ShouldBeNull();
        clock.Watermark(Noon);
        clock.Tick().ShouldBeNull();
        _time.Advance(TimeSpan.FromSeconds(15));
        clock.Tick().ShouldBe(Noon + 15_000);
        clock.Tick().ShouldBeNull();
    }

    private LiveClock Clock() => new(_time, TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(10));
}
