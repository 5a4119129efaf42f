using Stillhound.Core.Tests.Support;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Tests.Verdicts;

public sealed class SharedSwingsTests
{
    private const int Days = 12;
    private const int Members = 20;

    [Fact]
    public void Accounts_that_rise_and_fall_together_are_seen() =>
        Of(static (member, day) => day % 2 == 0 ? 9 : 2).ShouldBeGreaterThan(0.8);

    [Fact]
    public void Accounts_with_days_of_their_own_are_not() =>
        Math.Abs(Of(static (member, day) => ((member * 31) + (day * 17) + (member * day)) % 7 < 3 ? 9 : 2)).ShouldBeLessThan(0.2);

    [Fact]
    public void What_everybody_does_is_taken_out() =>
        Of(static (i, day) => (Weekend(day) ? 2 : 8) + ((i + (day * 5)) % 3), static (_, day) => Weekend(day) ? 2 : 8).ShouldBeLessThan(0.2);

    [Fact]
    public void Programs_that_run_every_day_alike_do_not_swing_together_beside_people() =>
        Math.Abs(Of(static (i, day) => 6 + (((i * 31) + (day * 17) + (i * day)) % 3), static (_, day) => Weekend(day) ? 2 : 8)).ShouldBeLessThan(0.2);

    [Fact]
    public void What_comes_on_top_of_everybodys_week_is_seen_however_much_of_it_they_follow()
    {
        Of(static (_, day) => 6 + (day % 3 == 0 ? 4 : 0), static (_, day) => Weekend(day) ? 2 : 8).ShouldBeGreaterThan(0.8);
        Of(static (_, day) => (Weekend(day) ? 4 : 7) + (day % 3 == 0 ? 3 : 0), static (_, day) => Weekend(day) ? 2 : 8).ShouldBeGreaterThan(0.8);
    }

    [Fact]
    public void Accounts_that_come_in_sittings_swing_by_how_often_they_come()
    {
        // Thrice on busy days and once on others, for as many exchanges as each likes.
        var random = new Random(5);
        var lengths = new int[Members, Days, 3];
        for (var i = 0; i < lengths.Length; i++)
            lengths[i / (3 * Days), i / 3 % Days, i % 3] = 1 + random.Next(25);
        var accounts = Others();
        for (var i = 0; i < Members; i++)
        {
            for (var day = 0; day < Days; day++)
            {
                for (var sitting = 0; sitting < (day % 3 == 0 ? 3 : 1); sitting++)
                {
                    for (var n = 0; n < lengths[i, day, sitting]; n++)
                        accounts.Sending(Sent(i, day, (sitting * 5 * Request.Hour) + (n * Request.Minute)));
                }
            }
        }

        new SharedSwings(accounts.Population()).Of([.. Enumerable.Range(180, Members)], 5).ShouldBeGreaterThan(0.8);
    }

    [Fact]
    public void Swings_of_a_few_that_send_most_of_all_traffic_are_not_everybodys()
    {
        // Four up and four down about twenty, with a little of each one's own.
        var random = new Random(3);
        var accounts = Others(static (_, _) => 1);
        for (var i = 0; i < Members; i++)
        {
            for (var day = 0; day < Days; day++)
            {
                for (var n = 0; n < (day % 2 == 0 ? 24 : 16) + random.Next(-3, 4); n++)
                    accounts.Sending(Sent(i, day, n * 50 * Request.Minute));
            }
        }

        new SharedSwings(accounts.Population()).Of([.. Enumerable.Range(180, Members)], 5).ShouldBeGreaterThan(0.65);
    }

    [Fact]
    public void Short_lives_tell_nothing() => double.IsNaN(Of(static (_, day) => day < 4 ? 5 : 0)).ShouldBeTrue();

    private static bool Weekend(int day) => day % 7 >= 5;

    private static Request Sent(int account, int day, long at) => new() { Account = $"account-{account}", Prompt = "one two three", Time = Request.Monday + (day * Request.Day) + at };

    private static Accounts Others(Func<int, int, int>? count = null)
    {
        count ??= static (i, day) => 4 + ((i + day) % 3);
        var accounts = new Accounts();
        for (var i = Members; i < 200; i++)
        {
            for (var day = 0; day < Days; day++)
            {
                for (var n = 0; n < count(i, day); n++)
                    accounts.Sending(Sent(i, day, n * 2 * Request.Hour));
            }
        }

        return accounts;
    }

    /// <summary>The measure of twenty accounts with the given exchanges a day, among others with steady or given days.</summary>
    private static double Of(Func<int, int, int> member, Func<int, int, int>? other = null)
    {
        other ??= static (i, day) => 4 + ((i + day) % 3);
        var accounts = new Accounts();
        for (var i = 0; i < 200; i++)
        {
            for (var day = 0; day < Days; day++)
            {
                var count = i < Members ? member(i, day) : other(i, day);
                for (var n = 0; n < count; n++)
                    accounts.Sending(new Request { Account = $"account-{i}", Prompt = "one two three", Time = Request.Monday + (day * Request.Day) + (n * 2 * Request.Hour) });
            }
        }

        return new SharedSwings(accounts.Population()).Of([.. Enumerable.Range(0, Members)], 5);
    }
}
