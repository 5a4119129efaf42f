using Stillhound.Core.Cohorts;
using Stillhound.Core.Tests.Support;

namespace Stillhound.Core.Tests.Cohorts;

public sealed class SearchContextTests
{
    [Fact]
    public void Facts_that_come_while_rows_are_given_back_are_taken()
    {
        var accounts = new Accounts();
        for (var i = 0; i < 100; i++)
            accounts.Sending(new Request { Account = $"account-{i % 10}", Prompt = "one two three", Time = Request.Monday + (i * Request.Hour) });
        var context = new SearchContext(accounts.Table, 4);
        context.Refresh(Request.Monday + (7 * Request.Day), []);
        context.Population.RowOf(0).ShouldBeGreaterThanOrEqualTo(0);
        context.Population.Rest();
        Should.NotThrow(() => context.Learned(0, 0, 7));
    }
}
