using Stillhound.Core.SingleAccounts;

namespace Stillhound.Core.Tests.SingleAccounts;

public sealed class TailNullTests
{
    [Fact]
    public void P_values_of_the_nulls_own_kind_are_even()
    {
        var draw = new Random(1);
        var null_ = TailNull.Of(Exponential(draw, 5000))!;
        foreach (var level in new[] { 0.5, 0.1, 0.01, 0.001 })
            null_.PValue(-Math.Log(level)).ShouldBe(level, 0.35 * level);
    }

    [Fact]
    public void A_tail_is_continued_beyond_the_last_value()
    {
        var null_ = TailNull.Of(Exponential(new Random(2), 1000))!;
        null_.PValue(12).ShouldBeInRange(1e-6, 4e-5);
        null_.PValue(1000).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_few_accounts_far_out_do_not_hide_each_other()
    {
        float[] values = [.. Exponential(new Random(3), 2000), .. Enumerable.Repeat(60f, 8)];
        TailNull.Of(values)!.PValue(60).ShouldBeLessThan(1e-9);
    }

    [Fact]
    public void A_heavy_tail_makes_large_values_common()
    {
        var draw = new Random(4);
        var heavy = TailNull.Of(Enumerable.Range(0, 4000).Select(_ => (float)Math.Pow(1 - draw.NextDouble(), -1)))!;
        var light = TailNull.Of(Exponential(new Random(4), 4000))!;
        heavy.PValue(40).ShouldBeGreaterThan(1000 * light.PValue(40));
    }

    [Fact]
    public void Values_that_all_share_are_not_rare() =>
        TailNull.Of(Enumerable.Repeat(1f, 100))!.PValue(1).ShouldBe(0.5, 0.01);

    [Fact]
    public void Too_few_values_make_no_null() => TailNull.Of(Enumerable.Repeat(1f, TailNull.Fewest - 1)).ShouldBeNull();

    [Fact]
    public void Larger_values_are_never_more_common()
    {
        var null_ = TailNull.Of(Exponential(new Random(5), 700))!;
        var last = 1.0;
        for (var value = -1.0; value < 20; value += 0.05)
        {
            var p = null_.PValue(value);
            p.ShouldBeLessThanOrEqualTo(last);
            last = p;
        }
    }

    private static float[] Exponential(Random draw, int count) => [.. Enumerable.Range(0, count).Select(_ => (float)-Math.Log(1 - draw.NextDouble()))];
}
