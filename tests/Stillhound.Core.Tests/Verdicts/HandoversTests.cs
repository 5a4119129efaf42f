using Stillhound.Core.Cohorts;
using Stillhound.Core.Tests.Support;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Tests.Verdicts;

public sealed class HandoversTests
{
    private const long Life = 20 * Request.Hour;

    [Fact]
    public void Accounts_that_take_over_from_each_other_stand_out_from_strangers_asked_the_same()
    {
        // Two accounts at any time; a day is over, the next two begin within two hours.
        var relay = Enumerable.Range(0, 20).Select(static i => (From: (i / 2 * Request.Day) + (i % 2 * Request.Hour), For: Life));
        var strangers = Enumerable.Range(0, 20).Select(static i => (From: (i * 13 * Request.Hour) + (Request.Hour * (i * i % 7)), For: Life * (1 + (i % 5))));
        var (context, reaction) = Scene([.. relay, .. strangers]);

        var handovers = Handovers.Of(context.Population, [.. Enumerable.Range(0, 20)], reaction)!;

        handovers.Share().ShouldBeGreaterThan(0.9);
        handovers.ShareOfOthers(reaction.StartsOf(context.Population, [.. Enumerable.Range(20, 20)]), reaction.FirstMs).ShouldBeLessThan(0.5);
    }

    [Fact]
    public void A_class_comes_and_goes_together_and_hands_nothing_over()
    {
        // Ten people a day, all from nine to eleven, each day others.
        var (context, reaction) = Scene([.. Enumerable.Range(0, 60).Select(static i => (From: (i / 10 * Request.Day) + (i % 10 * 5 * Request.Minute), For: 2 * Request.Hour))]);

        Handovers.Of(context.Population, [.. Enumerable.Range(0, 60)], reaction)!.Share().ShouldBe(0);
    }

    [Fact]
    public void What_starts_after_a_suspension_is_left_to_the_measurement_of_that()
    {
        var (context, reaction) = Scene([.. Enumerable.Range(0, 20).Select(static i => (From: i / 2 * Request.Day, For: Life))]);
        for (var row = 0; row < 20; row += 2)
            reaction.Suspended(context.Population.Rows[row].Account, context.Population.ProfileOf(row).LastMs);

        var handovers = Handovers.Of(context.Population, [.. Enumerable.Range(0, 20)], reaction)!;

        handovers.Share().ShouldBe(1);
        handovers.ShareOfOthers(reaction.StartsOf(context.Population, [.. Enumerable.Range(0, 20)])[..2], reaction.FirstMs).ShouldBe(double.NaN);
    }

    [Fact]
    public void Accounts_that_stay_have_nothing_to_hand_over()
    {
        var (context, reaction) = Scene([.. Enumerable.Range(0, 20).Select(static i => (From: i / 2 * Request.Day, For: 14 * Request.Day))]);

        Handovers.Of(context.Population, [.. Enumerable.Range(0, 20)], reaction).ShouldBeNull();
    }

    [Fact]
    public void No_more_starts_of_others_are_taken_than_there_are()
    {
        // A start every six minutes: where all were taken, each end would find one.
        var relay = Enumerable.Range(0, 20).Select(static i => (From: i * 12 * Request.Hour, For: Life));
        var crowd = Enumerable.Range(0, 400).Select(static i => (From: (30 * Request.Hour) + (i * 30 * Request.Minute), For: Life));
        var (context, reaction) = Scene([.. relay, .. crowd]);

        var handovers = Handovers.Of(context.Population, [.. Enumerable.Range(0, 20)], reaction)!;

        handovers.ShareOfOthers(reaction.StartsOf(context.Population, [.. Enumerable.Range(20, 400)]), reaction.FirstMs).ShouldBeInRange(0.1, 0.8);
    }

    /// <summary>Accounts that send once an hour for a time; the log has fourteen days.</summary>
    private static (SearchContext Context, ReactionFacts Reaction) Scene((long From, long For)[] lives)
    {
        var accounts = new Accounts();
        for (var i = 0; i < lives.Length; i++)
        {
            for (var at = 0L; at <= lives[i].For; at += Math.Max(Request.Minute, lives[i].For / 10))
                accounts.Sending(new Request { Account = $"account-{i:000}", Prompt = "one two three", Time = Request.Monday + lives[i].From + at });
        }

        var context = new SearchContext(accounts.Table, 4);
        context.Refresh(Request.Monday + (14 * Request.Day), []);
        return (context, new ReactionFacts { FirstMs = Request.Monday });
    }
}
