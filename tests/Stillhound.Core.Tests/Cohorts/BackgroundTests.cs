using Stillhound.Core.Cohorts;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Tests.Support;
using static Stillhound.Core.Tests.Support.Request;

namespace Stillhound.Core.Tests.Cohorts;

/// <summary>How near honest accounts lie to what a cohort has in common, by how much text they sent.</summary>
public sealed class BackgroundTests
{
    [Fact]
    public void Accounts_are_compared_with_others_of_as_much_text()
    {
        // All ask a little for one thing and mostly for what nobody else asks for; forty of a hundred ask ten times as much.
        var context = Context(static i => i < 40 ? 60 : 6);
        var direction = new float[Embedding.Dimensions];
        context.Directions.Sum([.. Enumerable.Range(0, 40)], direction);
        var (few, many) = (context.Background.NearnessTo(direction, None(context), 0.01f, heavy: false), context.Background.NearnessTo(direction, None(context), 0.01f, heavy: true));

        many.Middle.ShouldBeGreaterThan(few.Middle + (2 * few.Width), "what few texts say is blurred");
        Enumerable.Range(0, 40).ShouldAllBe(row => context.Background.IsHeavy(row));
    }

    [Fact]
    public void Where_all_send_as_much_nobody_is_heavy()
    {
        var context = Context(static _ => 8);
        var direction = new float[Embedding.Dimensions];
        context.Directions.Sum([.. Enumerable.Range(0, 40)], direction);

        context.Background.NearnessTo(direction, None(context), 0.01f, heavy: false).Width.ShouldBeGreaterThan(0);
        context.Background.NearnessTo(direction, None(context), 0.01f, heavy: true).ShouldBe(default);
        Enumerable.Range(0, 100).ShouldAllBe(row => !context.Background.IsHeavy(row));
    }

    private static RowSet None(SearchContext context)
    {
        var none = new RowSet();
        none.Clear(context.Population.Count);
        return none;
    }

    private static SearchContext Context(Func<int, int> texts)
    {
        var accounts = new Accounts();
        for (var i = 0; i < 100; i++)
        {
            for (var n = 0; n < texts(i); n++)
            {
                var own = string.Join(' ', Enumerable.Range(0, 12).Select(w => $"w{(((i * 131) + (n * 31) + w) * 7919) % 50_000}x"));
                accounts.Sending(new Request { Account = $"account-{i}", Prompt = $"{(i < 40 ? "tell me about rivers" : "name a colour")} {own}", Time = Monday + (n * Hour) });
            }
        }

        var context = new SearchContext(accounts.Table, 4);
        context.Refresh(Monday + (14 * Day), []);
        return context;
    }
}
