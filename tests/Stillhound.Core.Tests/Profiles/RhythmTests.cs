using Stillhound.Core.Profiles;
using Stillhound.Core.Tests.Support;
using static Stillhound.Core.Tests.Support.Request;

namespace Stillhound.Core.Tests.Profiles;

public sealed class RhythmTests
{
    [Fact]
    public void The_week_begins_on_monday_at_midnight_utc()
    {
        ProfileUpdate.HourOfWeek(Monday + (30 * Minute)).ShouldBe(0);
        ProfileUpdate.HourOfWeek(Monday - 1).ShouldBe(167);
        ProfileUpdate.HourOfWeek(Monday + (4 * Day) + (23 * Hour)).ShouldBe((4 * 24) + 23);
        ProfileUpdate.HourOfWeek(0).ShouldBe(3 * 24); // 1970-01-01 was a Thursday
    }

    [Fact]
    public void Every_hour_of_every_week_agrees_with_the_calendar()
    {
        for (var hour = 0; hour < 24 * 400; hour++)
        {
            var time = DateTimeOffset.FromUnixTimeMilliseconds(Monday + (hour * Hour));
            ProfileUpdate.HourOfWeek(time.ToUnixTimeMilliseconds()).ShouldBe(((((int)time.DayOfWeek) + 6) % 7 * 24) + time.Hour);
        }
    }

    [Fact]
    public void An_hour_that_runs_full_halves_the_week_and_keeps_its_shape()
    {
        var p = ProfileOf.Times(Enumerable.Range(0, 3000).Select(static i => Monday + (i % 3 == 0 ? Hour : 0)));
        var ratio = (double)p.HourOfWeek[0] / p.HourOfWeek[1];
        ratio.ShouldBeInRange(1.7, 2.3);
        ((ReadOnlySpan<byte>)p.HourOfWeek)[2..].ToArray().ShouldAllBe(static v => v == 0);
    }

    [Fact]
    public void Two_weeks_of_six_hours_are_remembered()
    {
        var p = ProfileOf.Times(Enumerable.Range(0, SixHourBins.Length).SelectMany(static i => Enumerable.Repeat(Monday + (i * 6 * Hour), (i % 5) + 1)));
        var head = (int)(Monday / SixHourBins.WidthMs) + SixHourBins.Length - 1;
        p.SixHourHead.ShouldBe(head);
        for (var i = 0; i < SixHourBins.Length; i++)
            p.SixHours[((int)(Monday / SixHourBins.WidthMs) + i) % SixHourBins.Length].ShouldBe((byte)((i % 5) + 1));
    }

    [Fact]
    public void What_is_older_than_two_weeks_is_forgotten_bin_by_bin()
    {
        long[] times = [Monday, Monday, Monday + (6 * Hour), Monday + (14 * Day)];
        var p = ProfileOf.Times(times);
        Sum(p).ShouldBe(2); // the first bin made room for the newest
        Sum(ProfileOf.Times([.. times, Monday + (14 * Day) + (6 * Hour)])).ShouldBe(2);
    }

    [Theory]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(28)]
    [InlineData(400)]
    [InlineData(2_900_000)]
    public void A_long_gap_leaves_only_what_came_after_it(int days)
    {
        var before = Enumerable.Range(0, 500).Select(static i => Monday + (i * 2 * Hour / 3));
        var last = Monday + (333 * Hour);
        var p = ProfileOf.Times([.. before, last + (days * Day), last + (days * Day) + Hour]);
        Sum(p).ShouldBe(2);
        p.Exchanges.ShouldBe(502);
    }

    [Fact]
    public void A_six_hours_saturates_alone()
    {
        var p = ProfileOf.Times([.. Enumerable.Repeat(Monday, 1000), Monday + (6 * Hour)]);
        Sum(p).ShouldBe(256);
    }

    [Fact]
    public void Gaps_fall_into_bins_by_their_length()
    {
        (long Gap, int Bin)[] edges =
        [
            (0, 0), (9_999, 0), (10_000, 1), (59_999, 1), (Minute, 2), ((5 * Minute) - 1, 2), (5 * Minute, 3), ((30 * Minute) - 1, 3), (30 * Minute, 4),
            (2 * Hour, 5), (6 * Hour, 6), (12 * Hour, 7), (Day, 8), ((72 * Hour) - 1, 8), (72 * Hour, 9), (365 * Day, 9), (long.MaxValue, 9),
        ];
        foreach (var (gap, bin) in edges)
            GapScale.BinOf(gap).ShouldBe(bin, $"{gap} ms");
        var p = ProfileOf.Times(Monday, Monday + 1000, Monday + Hour, Monday + (4 * Day));
        ((ReadOnlySpan<ushort>)p.Gaps).ToArray().ShouldBe([1, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
    }

    [Fact]
    public void First_and_last_are_the_earliest_and_the_latest()
    {
        var p = ProfileOf.Times(Monday + Hour, Monday, Monday + (2 * Hour), Monday + Hour);
        (p.FirstMs, p.LastMs).ShouldBe((Monday, Monday + (2 * Hour)));
    }

    private static int Sum(in Profile p)
    {
        var sum = 0;
        foreach (var bin in p.SixHours)
            sum += bin;
        return sum;
    }
}
