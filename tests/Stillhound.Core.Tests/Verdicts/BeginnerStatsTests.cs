using Stillhound.Core.Exchanges;
using Stillhound.Core.Tests.Support;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Tests.Verdicts;

public sealed class BeginnerStatsTests
{
    [Theory]
    [InlineData(1, 1)] // made within the hour
    [InlineData(400, 0)] // over months
    [InlineData(24, 0.1)] // each and the next: 19 of 190 pairs
    public void Accounts_that_were_made_at_one_time_show_it_before_they_have_sent_much(int hoursApart, double expected)
    {
        var accounts = new Accounts();
        for (var i = 0; i < 20; i++)
            accounts.With(new AccountFacts($"account-{i}") { Created = Made(i * hoursApart) }, exchanges: 1);

        Measured(accounts)[Measurements.CreationBurst].ShouldBe(expected, 0.001);
    }

    [Fact]
    public void Accounts_of_which_nobody_knows_when_they_were_made_say_nothing()
    {
        var accounts = new Accounts();
        for (var i = 0; i < 20; i++)
            accounts.With(new AccountFacts($"account-{i}") { Created = i < 4 ? Made(0) : null }, exchanges: 1);

        Measured(accounts)[Measurements.CreationBurst].ShouldBe(double.NaN);
    }

    private static DateTimeOffset Made(int hoursBefore) => DateTimeOffset.FromUnixTimeMilliseconds(Request.Monday - (hoursBefore * Request.Hour));

    private static double[] Measured(Accounts accounts)
    {
        var (values, errors) = (new double[Measurements.All.Length], new double[Measurements.All.Length]);
        new BeginnerStats(accounts.Table, [.. Enumerable.Range(0, accounts.Table.Count)], Request.Monday + Request.Day).Write(values, errors);
        return values;
    }
}
