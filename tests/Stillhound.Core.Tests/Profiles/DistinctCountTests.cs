using Stillhound.Core.Profiles;
using Stillhound.Core.Tests.Support;

namespace Stillhound.Core.Tests.Profiles;

public sealed class DistinctCountTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(30)]
    [InlineData(60)]
    [InlineData(100)]
    public void On_average_the_count_is_within_a_fifth(int distinct)
    {
        double mean = Enumerable.Range(0, 50).Average(trial => Estimate(Enumerable.Range(0, distinct).Select(i => $"10.{trial}.{i / 200}.{i}")));
        mean.ShouldBeInRange(0.8 * distinct, 1.2 * distinct);
    }

    [Fact]
    public void Coming_back_does_not_count_again() => Estimate(Enumerable.Repeat("10.0.0.1", 500)).ShouldBe(Estimate(["10.0.0.1"]));

    [Fact]
    public void More_different_ones_never_count_for_less()
    {
        var last = 0f;
        for (var count = 1; count <= 400; count += 20)
        {
            var next = Estimate(Enumerable.Range(0, count).Select(static i => $"10.0.{i / 250}.{i % 250}"));
            next.ShouldBeGreaterThanOrEqualTo(last);
            last = next;
        }

        last.ShouldBeGreaterThan(150);
    }

    [Fact]
    public void None_is_zero_and_a_full_bitmap_is_finite()
    {
        DistinctCount.Of(0).ShouldBe(0);
        DistinctCount.Of(ulong.MaxValue).ShouldBeInRange(250, 300);
    }

    private static float Estimate(IEnumerable<string> addresses) =>
        DistinctCount.Of(ProfileOf.Requests(addresses.Select(static ip => new Request { Ip = ip })).Addresses);
}
