using Stillhound.Core.Cohorts;

namespace Stillhound.Core.Tests.Cohorts;

public sealed class NeighbourListsTests
{
    [Fact]
    public void Mutual_neighbours_are_an_edge_once_with_the_smaller_row_first()
    {
        var lists = new NeighbourLists(4, 2);
        lists.Offer(3, 1, 0.5f);
        lists.Offer(2, 0, 0.25f);
        lists.Offer(1, 3, 0.5f);
        lists.MutualEdges().ShouldBe([new Edge(0, 2, 0.25f), new Edge(1, 3, 0.5f)]);
    }

    [Fact]
    public void A_row_that_is_near_to_all_keeps_only_its_nearest()
    {
        var lists = new NeighbourLists(10, 2);
        for (var row = 1; row < 10; row++)
            lists.Offer(0, row, row / 10f);
        lists.MutualEdges().ShouldBe([new Edge(0, 8, 0.8f), new Edge(0, 9, 0.9f)]);
    }

    [Fact]
    public void The_order_of_offers_does_not_matter_when_no_two_are_equally_near()
    {
        var random = new Random(6);
        var offers = new List<(int A, int B, float Similarity)>();
        for (var a = 0; a < 20; a++)
        {
            for (var b = a + 1; b < 20; b++)
                offers.Add((a, b, random.NextSingle()));
        }

        var expected = Edges(offers);
        expected.Count.ShouldBeGreaterThan(10);
        for (var trial = 0; trial < 20; trial++)
        {
            var shuffled = offers.ToArray();
            random.Shuffle(shuffled);
            Edges(shuffled).ShouldBe(expected);
        }

        static List<Edge> Edges(IEnumerable<(int A, int B, float Similarity)> offers)
        {
            var lists = new NeighbourLists(20, 3);
            foreach (var (a, b, similarity) in offers)
                lists.Offer(a, b, similarity);
            return lists.MutualEdges();
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(16)]
    public void Parts_that_are_offered_the_same_keep_what_one_would(int parts)
    {
        const int Rows = 3_000;
        var random = new Random(8);
        (int A, int B, float Similarity)[] offers = [.. Enumerable.Range(0, 60_000).Select(_ => (random.Next(Rows), random.Next(Rows), random.Next(50) / 50f)).Where(static o => o.Item1 != o.Item2)];
        var (whole, parted) = (new NeighbourLists(Rows, 4), new NeighbourLists(Rows, 4));
        foreach (var (a, b, similarity) in offers)
            whole.Offer(a, b, similarity);
        Parallel.For(0, parts, part =>
        {
            foreach (var (a, b, similarity) in offers)
                parted.Offer(a, b, similarity, part, parts);
        });

        var edges = parted.MutualEdges();
        edges.ShouldBe(whole.MutualEdges());
        edges.Count.ShouldBeGreaterThan(1_000);
        edges.ShouldBe([.. edges.OrderBy(static e => e.A).ThenBy(static e => e.B)]);
    }

    [Fact]
    public void Nobody_was_offered_anything() => new NeighbourLists(5, 3).MutualEdges().ShouldBeEmpty();
}
