using Stillhound.Core.ErrorControl;

namespace Stillhound.Core.Tests.ErrorControl;

/// <summary>What groups accrue over searches, and that looking often costs nothing.</summary>
public sealed class AccusationLedgerTests
{
    private const double Rate = 0.05;

    [Fact]
    public void A_group_that_is_judged_again_and_again_accrues_until_it_passes()
    {
        var ledger = new AccusationLedger();
        for (var search = 1; search <= 4; search++)
        {
            ledger.Take(search * 0.001, 2, [(Accounts(0, 10), 600)], Rate);
            var (accrued, passes) = ledger.Of(Accounts(0, 10));
            accrued.ShouldBe(search * 0.3, 1e-9);
            passes.ShouldBe(search == 4);
        }
    }

    [Fact]
    public void Several_pass_together_where_one_alone_would_not()
    {
        var ledger = new AccusationLedger();
        ledger.Take(0.001, 4, [(Accounts(0, 10), 1400), (Accounts(20, 10), 1400), (Accounts(40, 10), 1400)], Rate);
        ledger.Of(Accounts(0, 10)).Passes.ShouldBeTrue();

        var alone = new AccusationLedger();
        alone.Take(0.001, 4, [(Accounts(0, 10), 1400)], Rate);
        alone.Of(Accounts(0, 10)).Passes.ShouldBeFalse();
    }

    [Fact]
    public void A_group_stays_itself_while_accounts_come_and_go_and_strangers_inherit_nothing()
    {
        var ledger = new AccusationLedger();
        ledger.Take(0.001, 1, [(Accounts(0, 10), 100)], Rate);
        ledger.Take(0.002, 1, [(Accounts(5, 10), 100)], Rate);
        ledger.Take(0.003, 1, [(Accounts(10, 10), 100)], Rate);
        ledger.Of(Accounts(10, 10)).Accrued.ShouldBe(0.3, 1e-9);
        ledger.Of(Accounts(0, 9)).Accrued.ShouldBe(0);
    }

    [Fact]
    public void Without_a_grant_nobody_passes()
    {
        var ledger = new AccusationLedger();
        ledger.Take(0, 1, [(Accounts(0, 10), 1e9)], Rate);
        ledger.Of(Accounts(0, 10)).Passes.ShouldBeFalse();
    }

    /// <summary>
    /// Campaign-free logs of thirty searches with eight cohorts, all of which a launch, a holiday or an outage moves at once, and
    /// whose scores hardly change from search to search. Somebody looks after every search and acts on the first that passes.
    /// </summary>
    [Theory]
    [InlineData(1.0, 1.0)]
    [InlineData(0.9, 0.5)]
    [InlineData(0.0, 1.0)]
    [InlineData(0.0, 0.0)]
    public void Under_shared_shocks_and_continuous_looking_the_budget_holds(double shared, double lasting)
    {
        const int Logs = 1500, Searches = 30, Cohorts = 8;
        const double Allowed = 0.1;
        var draw = new Random(3);
        var accused = 0;
        for (var log = 0; log < Logs; log++)
        {
            var ledger = new AccusationLedger();
            var p = new double[Cohorts];
            var passed = new bool[Cohorts];
            for (var search = 1; search <= Searches; search++)
            {
                Draw(p, search == 1 ? 0 : lasting, shared, draw);
                ledger.Take(
                    Allowed * search / Searches, Cohorts,
                    Enumerable.Range(0, Cohorts).OrderBy(i => p[i]).Select(i => (Accounts(i * 20, 10), EValues.OfP(p[i], 0.05, 1e-4))).Where(static c => c.Item2 > 0), Rate);
                for (var i = 0; i < Cohorts; i++)
                    passed[i] |= ledger.Of(Accounts(i * 20, 10)).Passes;
            }

            accused += passed.Any(static x => x) ? 1 : 0;
        }

        // Three standard errors of what the budget allows.
        ((double)accused / Logs).ShouldBeLessThanOrEqualTo(Allowed + (3 * Math.Sqrt(Allowed / Logs)));
    }

    /// <summary>Even p-values: each stays as it was, or is drawn anew, alone or as one with all others.</summary>
    private static void Draw(double[] p, double lasting, double shared, Random draw)
    {
        var all = draw.NextDouble();
        var anew = draw.NextDouble() >= lasting;
        for (var i = 0; i < p.Length; i++)
        {
            if (anew)
                p[i] = draw.NextDouble() < shared ? all : draw.NextDouble();
        }
    }

    private static HashSet<int> Accounts(int first, int count) => [.. Enumerable.Range(first, count)];
}
