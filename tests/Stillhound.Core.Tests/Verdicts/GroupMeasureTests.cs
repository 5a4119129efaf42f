using Stillhound.Core.Cohorts;
using Stillhound.Core.Tests.Support;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Tests.Verdicts;

/// <summary>What a group's times are taken to say where the log is no more than a window on them.</summary>
public sealed class GroupMeasureTests
{
    private const int LogDays = 14;
    private static readonly int[] All = [.. Enumerable.Range(0, 20)];

    [Fact]
    public void Accounts_that_send_now_and_then_do_not_start_when_the_log_first_shows_them()
    {
        // One exchange every second day, first seen on the second day of the log: they may well have been there before.
        var (context, reaction) = Scene(static i => Times((30 * Request.Hour) + (i * Request.Minute), 2 * Request.Day, 6));

        new GroupMeasure(context, reaction).Measure(All)[Measurements.StartTogether].ShouldBe(0);
    }

    [Fact]
    public void Accounts_that_send_often_start_when_the_log_first_shows_them()
    {
        var (context, reaction) = Scene(static i => Times((30 * Request.Hour) + (i * Request.Minute), 2 * Request.Hour, 140));

        new GroupMeasure(context, reaction).Measure(All)[Measurements.StartTogether].ShouldBe(1);
    }

    [Fact]
    public void A_few_that_start_together_do_not_speak_for_the_others()
    {
        // Five come together and stay for a day; the others send every second day, and may have been there before.
        var (context, reaction) = Scene(static i => i < 5 ? Times((5 * Request.Day) + (i * Request.Minute), Request.Hour, 24) : Times((30 * Request.Hour) + (i * Request.Minute), 2 * Request.Day, 6));

        new GroupMeasure(context, reaction).Measure(All)[Measurements.StartTogether].ShouldBe(10 / 190.0, 1e-9);
    }

    [Fact]
    public void Accounts_that_send_now_and_then_have_not_ended_when_the_log_last_shows_them()
    {
        var (context, reaction) = Scene(static i => Times(Request.Day + (i * Request.Minute), 2 * Request.Day, 6));

        new GroupMeasure(context, reaction).Measure(All)[Measurements.EndTogether].ShouldBe(0);
    }

    [Fact]
    public void Accounts_that_sent_often_have_ended_when_the_log_last_shows_them()
    {
        var (context, reaction) = Scene(static i => Times(i * Request.Minute, Request.Hour, 5 * 24));

        new GroupMeasure(context, reaction).Measure(All)[Measurements.EndTogether].ShouldBe(1);
    }

    [Fact]
    public void Who_came_once_for_a_few_questions_carries_no_load()
    {
        var (context, reaction) = Scene(static i => Times(i * Request.Hour, Request.Minute, 5));

        new GroupMeasure(context, reaction).ShowsLoads(All).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0, 60, 16)] // many questions at once
    [InlineData(0, 24 * 60, 5)] // a few over days
    [InlineData(LogDays * 24 * 60 - 300, 60, 5)] // a few so far: they may come again
    public void Who_comes_again_or_asks_much_carries_one(int fromMinute, int everyMinutes, int exchanges)
    {
        var (context, reaction) = Scene(_ => Times(fromMinute * Request.Minute, everyMinutes * Request.Minute, exchanges));

        new GroupMeasure(context, reaction).ShowsLoads(All).ShouldBeTrue();
    }

    [Fact]
    public void Conversations_at_any_hour_have_no_hours_of_their_own_whatever_lies_together_in_them()
    {
        var random = new Random(11);
        var (context, reaction) = Scene(_ => Conversations(_ => random.Next(24)));

        var values = new GroupMeasure(context, reaction).Measure(All);
        values[Measurements.HourIndividuality].ShouldBeGreaterThan(0.06, "exchanges of one sitting share its hour");
        Math.Abs(values[Measurements.SittingHours]).ShouldBeLessThan(0.03);
    }

    [Fact]
    public void Conversations_of_people_come_at_hours_of_their_own()
    {
        var random = new Random(11);
        var (context, reaction) = Scene(i => Conversations(_ => (i * 7 % 24) + random.Next(4)));

        new GroupMeasure(context, reaction).Measure(All)[Measurements.SittingHours].ShouldBeGreaterThan(0.15);
    }

    [Fact]
    public void Accounts_that_came_once_or_twice_show_no_hours_at_which_they_come()
    {
        var (context, reaction) = Scene(static i => Times(i * Request.Hour, Request.Minute, 9));

        new GroupMeasure(context, reaction).Measure(All)[Measurements.SittingHours].ShouldBe(double.NaN);
    }

    /// <summary>A conversation of six exchanges a day.</summary>
    private static IEnumerable<long> Conversations(Func<int, int> hour) =>
        Enumerable.Range(0, LogDays - 2).SelectMany(day => Times((day * Request.Day) + (hour(day) * Request.Hour), 2 * Request.Minute, 6));

    private static IEnumerable<long> Times(long from, long every, int count) => Enumerable.Range(0, count).Select(i => from + (i * every));

    private static (SearchContext Context, ReactionFacts Reaction) Scene(Func<int, IEnumerable<long>> times)
    {
        var accounts = new Accounts();
        for (var i = 0; i < All.Length; i++)
        {
            foreach (var time in times(i))
                accounts.Sending(new Request { Account = $"account-{i:000}", Prompt = "one two three", Time = Request.Monday + time });
        }

        var context = new SearchContext(accounts.Table, 4);
        context.Refresh(Request.Monday + (LogDays * Request.Day), []);
        return (context, new ReactionFacts { FirstMs = Request.Monday });
    }
}
