using Stillhound.Core.Cohorts;

namespace Stillhound.Core.Tests.Cohorts;

public sealed class OrderStatisticsTests
{
    [Fact]
    public void The_value_of_a_rank_is_the_one_that_sorting_puts_there()
    {
        var random = new Random(4);
        for (var trial = 0; trial < 300; trial++)
        {
            // Few different values bring ties.
            var values = Enumerable.Range(0, random.Next(1, 300)).Select(_ => (float)random.Next(trial % 2 == 0 ? 5 : 1000)).ToArray();
            var rank = random.Next(values.Length);
            var expected = values.Order().ElementAt(rank);
            OrderStatistics.Select(values, rank).ShouldBe(expected);
            values[rank].ShouldBe(expected);
            values[..rank].ShouldAllBe(value => value <= expected);
            values[rank..].ShouldAllBe(value => value >= expected);
        }
    }

    [Fact]
    public void A_spread_is_read_from_percentiles()
    {
        var values = Enumerable.Range(0, 101).Select(static i => (float)i).ToArray();
        new Random(5).Shuffle(values);
        Spread.Of(values, 1).ShouldBe(new Spread(50, 34));
        Spread.Of(values.AsSpan(0, 5), 1).ShouldBe(default);
        Spread.Of(new float[20], 0.5f).ShouldBe(new Spread(0, 0.5f));
    }
}
