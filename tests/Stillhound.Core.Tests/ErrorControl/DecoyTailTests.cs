using Stillhound.Core.ErrorControl;

namespace Stillhound.Core.Tests.ErrorControl;

/// <summary>How rare a score is by what honest groups of the log score.</summary>
public sealed class DecoyTailTests
{
    private const double Review = 0.05;

    [Fact]
    public void Without_decoys_a_unit_of_log_odds_is_ten_times_rarer()
    {
        DecoyTail.Law.PValue(DecoyTail.From).ShouldBe(1);
        DecoyTail.Law.PValue(DecoyTail.From + 3).ShouldBe(1e-3, 1e-12);
        DecoyTail.Of([], Review).Decades.ShouldBe(1, 1e-12);
        DecoyTail.Of([-2, -5, double.NaN], Review).ShouldBe(new DecoyTail(1, 0));
    }

    [Theory]
    [InlineData(0.3, 1, 1)]
    [InlineData(1.0, 1, 1.15)]
    [InlineData(2.0, 1.7, 2.2)]
    public void Decoys_make_the_tail_heavier_where_theirs_is_and_never_lighter(double decades, double least, double most) =>
        DecoyTail.Of(Scores(decades, 400), Review).Decades.ShouldBeInRange(least, most);

    [Fact]
    public void A_few_campaigns_among_the_decoys_hardly_move_it()
    {
        var clean = DecoyTail.Of(Scores(1.2, 200), Review).Decades;
        DecoyTail.Of(Scores(1.2, 200).Concat(Enumerable.Repeat(4.0, 6)), Review).Decades.ShouldBeInRange(clean, clean * 1.25);
    }

    [Fact]
    public void P_values_of_honest_scores_are_even_where_the_model_holds()
    {
        var tail = DecoyTail.Of(Scores(1.4, 2000), Review);
        var p = Scores(1.4, 2000, seed: 9).Select(tail.PValue).ToList();
        p.Count(static x => x <= 0.1).ShouldBeInRange(150, 250);
        p.Count(static x => x <= 0.01).ShouldBeInRange(5, 40);
    }

    private static List<double> Scores(double decades, int count, int seed = 1)
    {
        var draw = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => DecoyTail.From - (decades * Math.Log10(1 - draw.NextDouble())))];
    }
}
