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
