using Stillhound.Core.SingleAccounts;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Profiles;
using Stillhound.Core.Tests.Support;

namespace Stillhound.Core.Tests.SingleAccounts;

public sealed class RefusalTrendTests
{
    [Fact]
    public void Refusals_that_give_way_to_answers_stand_far_from_chance() => Trend(i => i < 20).ShouldBeGreaterThan(4);

    [Fact]
    public void Refusals_that_come_late_stand_on_the_other_side() => Trend(i => i >= 20).ShouldBeLessThan(-4);

    [Fact]
    public void Refusals_that_alternate_say_nothing() => Trend(i => i % 2 == 0).ShouldBeInRange(-1, 1);

    [Fact]
    public void A_few_refusals_have_no_trend() => double.IsNaN(Trend(i => i < 3)).ShouldBeTrue();

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1.6448536, 0.05)]
    [InlineData(3.0902323, 0.001)]
    [InlineData(-1.6448536, 0.95)]
    public void Deviations_are_those_of_the_normal_distribution(double deviations, double p) => RefusalTrend.PValue(deviations).ShouldBe(p, 1e-6);

    private static double Trend(Func<int, bool> refused) => RefusalTrend.Of(Profile(refused));

    private static Profile Profile(Func<int, bool> refused) => ProfileOf.Requests(Enumerable.Range(0, 40).Select(i => new Request
    {
        Time = Request.Monday + (i * Request.Hour),
        Prompt = "tell me",
        FinishReason = refused(i) ? FinishReason.Refusal : FinishReason.Stop,
    }));
}
