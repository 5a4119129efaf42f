using Stillhound.Core.Engine;
using Stillhound.Core.ErrorControl;

namespace Stillhound.Core.Tests.ErrorControl;

public sealed class FalseAccusationBudgetTests
{
    [Fact]
    public void A_log_is_granted_its_own_share_by_and_by_and_the_rest_by_account_days()
    {
        var budget = new FalseAccusationBudget { PerLog = 0.01, PerMillionAccountDays = 2 };
        budget.GrantedBy(0, 0).ShouldBe(0);
        budget.GrantedBy(1, 0).ShouldBe(0.005, 1e-12);
        budget.GrantedBy(1e9, 0).ShouldBeLessThanOrEqualTo(0.01);
        budget.GrantedBy(0, 500_000).ShouldBe(1, 1e-12);
    }

    [Fact]
    public void What_is_out_of_range_is_named()
    {
        static string Problem(FalseAccusationBudget budget) =>
            Should.Throw<ArgumentOutOfRangeException>(() => new EngineOptions { FalseAccusations = budget }.Validate()).Message;

        Problem(new FalseAccusationBudget { PerLog = -0.1 }).ShouldContain("false_accusations.per_log must be from 0 to 1");
        Problem(new FalseAccusationBudget { PerMillionAccountDays = double.NaN }).ShouldContain("false_accusations.per_million_account_days");
        Problem(new FalseAccusationBudget { FalseDiscoveryRate = 0 }).ShouldContain("false_accusations.false_discovery_rate");
    }

    [Theory]
    [InlineData(0, 200, 0.01487)]
    [InlineData(1, 20, 0.2161)]
    [InlineData(5, 5, 1)]
    [InlineData(0, 0, 1)]
    public void Counting_shows_no_more_than_it_can(int hits, int trials, double most) => CountedShare.AtMost(hits, trials).ShouldBe(most, 1e-4);
}
