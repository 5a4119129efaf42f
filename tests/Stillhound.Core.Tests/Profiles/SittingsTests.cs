using Stillhound.Core.Profiles;
using Stillhound.Core.Tests.Support;

namespace Stillhound.Core.Tests.Profiles;

public sealed class SittingsTests
{
    [Fact]
    public void Heavy_use_at_any_time_is_no_sitting() => ShortGapsOf(400, static n => n * 9 * Request.Minute).ShouldBeLessThan(0.2f + float.Epsilon);

    [Fact]
    public void Few_exchanges_close_together_are_one() =>
        ShortGapsOf(40, static n => (n / 10 * Request.Day) + (n % 10 * 3 * Request.Minute)).ShouldBeGreaterThan(0.8f);

    [Fact]
    public void Exchanges_hours_apart_are_none() => ShortGapsOf(40, static n => n * 5 * Request.Hour).ShouldBe(0);

    [Fact]
    public void A_sitting_counts_once_on_the_day_and_at_the_hour_at_which_it_begins()
    {
        // From 23:50 on, an exchange every ten minutes for two hours; then one more after a rest of half an hour.
        var begins = Request.Monday + Request.Day - (10 * Request.Minute);
        var p = ProfileOf.Times([.. Enumerable.Range(0, 13).Select(i => begins + (i * 10 * Request.Minute)), begins + (150 * Request.Minute)]);

        var day = (int)(Request.Monday / Request.Day);
        p.DaySittings[day % DayBins.Length].ShouldBe((byte)1);
        p.DaySittings[(day + 1) % DayBins.Length].ShouldBe((byte)1);
        p.HourSittings[23].ShouldBe((byte)1);
        p.HourSittings[2].ShouldBe((byte)1);
        ((ReadOnlySpan<byte>)p.HourSittings).ToArray().Sum(static n => n).ShouldBe(2);
    }

    [Fact]
    public void Two_weeks_of_days_are_remembered()
    {
        var p = ProfileOf.Times(Enumerable.Range(0, 20).SelectMany(static day => Enumerable.Range(0, (day % 3) + 1).Select(n => Request.Monday + (day * Request.Day) + (n * Request.Hour))));

        var first = (int)(Request.Monday / Request.Day);
        for (var day = 20 - DayBins.Length; day < 20; day++)
            p.DaySittings[(first + day) % DayBins.Length].ShouldBe((byte)((day % 3) + 1));
    }

    [Theory]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(400)]
    [InlineData(2_900_000)]
    public void A_long_rest_leaves_only_the_days_after_it(int days)
    {
        var before = Enumerable.Range(0, 14).Select(static day => Request.Monday + (day * Request.Day));
        var p = ProfileOf.Times([.. before, Request.Monday + ((13L + days) * Request.Day)]);

        ((ReadOnlySpan<byte>)p.DaySittings).ToArray().Sum(static n => n).ShouldBe(1);
    }

    [Fact]
    public void A_late_exchange_counts_on_its_own_day()
    {
        var p = ProfileOf.Times(Request.Monday + (3 * Request.Day), Request.Monday + Request.Day, Request.Monday - (30 * Request.Day));

        var monday = (int)(Request.Monday / Request.Day);
        p.DaySittings[(monday + 1) % DayBins.Length].ShouldBe((byte)1);
        ((ReadOnlySpan<byte>)p.DaySittings).ToArray().Sum(static n => n).ShouldBe(2, "what is older than two weeks is on none");
    }

    [Fact]
    public void A_day_saturates_alone_and_an_hour_that_runs_full_halves_the_others()
    {
        // Sittings an hour apart, over and over on one day: late ones count as well.
        var p = ProfileOf.Times([Request.Monday + (2 * Request.Hour), .. Enumerable.Range(0, 1200).Select(static n => Request.Monday + (n % 2 * Request.Hour))]);

        p.DaySittings[(int)(Request.Monday / Request.Day) % DayBins.Length].ShouldBe(byte.MaxValue);
        ((ReadOnlySpan<byte>)p.DaySittings).ToArray().Sum(static n => n).ShouldBe(byte.MaxValue);
        ((double)p.HourSittings[0] / p.HourSittings[1]).ShouldBeInRange(0.9, 1.1);
        ((ReadOnlySpan<byte>)p.HourSittings)[3..].ToArray().ShouldAllBe(static n => n == 0);
    }

    private static float ShortGapsOf(int exchanges, Func<int, long> time)
    {
        var accounts = new Accounts();
        var random = new Random(7);
        for (var n = 0; n < exchanges; n++)
        {
            // Jitter keeps a steady stream from being a clock.
            accounts.Sending(new Request { Account = "a", Prompt = "one two three", Time = Request.Monday + time(n) + random.Next(60_000) });
        }

        return accounts.Population().Rows[0].ShortGaps;
    }
}
