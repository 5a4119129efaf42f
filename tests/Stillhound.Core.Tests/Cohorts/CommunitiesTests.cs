using FsCheck;
using FsCheck.Fluent;
using Stillhound.Core.Cohorts;

namespace Stillhound.Core.Tests.Cohorts;

public sealed class CommunitiesTests
{
    private static readonly Arbitrary<List<Edge>> Graphs = (
        from a in Gen.Choose(0, 24)
        from b in Gen.Choose(0, 24)
        from weight in Gen.Choose(1, 10)
        where a < b
        select new Edge(a, b, weight / 10f)).ListOf().Resize(60).Select(static edges => edges.DistinctBy(static e => (e.A, e.B)).ToList()).ToArbitrary();

    [Fact]
    public void Nothing_gives_nothing()
    {
        Communities.Find(0, []).ShouldBeEmpty();
        Communities.Find(7, []).ShouldBeEmpty();
    }

    [Fact]
    public void Two_cliques_joined_by_one_edge_are_two_communities()
    {
        List<Edge> edges = [.. Clique(0, 6), .. Clique(6, 6), new(5, 6, 1)];
        var found = Communities.Find(12, edges);
        found.Count.ShouldBe(2);
        found[0].ShouldBe(Enumerable.Range(0, 6));
        found[1].ShouldBe(Enumerable.Range(6, 6));
    }

    [Fact]
    public void A_ring_of_many_cliques_falls_apart_into_them()
    {
        const int Count = 12;
        var edges = new List<Edge>();
        for (var i = 0; i < Count; i++)
        {
            edges.AddRange(Clique(i * 8, 8));
            var (a, b) = (i * 8, ((i + 1) % Count * 8) + 1);
            edges.Add(new Edge(Math.Min(a, b), Math.Max(a, b), 0.5f));
        }

        var found = Communities.Find(Count * 8, edges);
        found.Select(static c => c.Length).ShouldBe(Enumerable.Repeat(8, Count));
    }

    [Fact]
    public void Nodes_that_nothing_joins_are_left_out() => Communities.Find(100, [.. Clique(50, 5)]).ShouldHaveSingleItem().ShouldBe(Enumerable.Range(50, 5));

    [Fact]
    public void The_same_graph_gives_the_same_communities() =>
        Prop.ForAll(Graphs, static edges => Text(Communities.Find(25, edges)) == Text(Communities.Find(25, [.. edges]))).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_community_holds_together_and_no_node_is_in_two() => Prop.ForAll(Graphs, static edges =>
    {
        var found = Communities.Find(25, edges);
        return found.All(part => Connected(part, edges)) && found.Sum(static part => part.Length) == found.SelectMany(static part => part).Distinct().Count();
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Parts_without_an_edge_between_them_are_never_one_community() => Prop.ForAll(Graphs, static edges =>
    {
        // The same graph twice, side by side.
        List<Edge> twice = [.. edges, .. edges.Select(static e => new Edge(e.A + 25, e.B + 25, e.Weight))];
        return Communities.Find(50, twice).All(static part => part.Max() < 25 || part.Min() >= 25);
    }).QuickCheckThrowOnFailure();

    private static IEnumerable<Edge> Clique(int first, int size)
    {
        for (var a = first; a < first + size; a++)
        {
            for (var b = a + 1; b < first + size; b++)
                yield return new Edge(a, b, 1);
        }
    }

    private static bool Connected(int[] part, List<Edge> edges)
    {
        var sets = new UnionFind(25);
        foreach (var edge in edges.Where(e => part.Contains(e.A) && part.Contains(e.B)))
            sets.Union(edge.A, edge.B);
        return part.Select(sets.Find).Distinct().Count() == 1;
    }

    private static string Text(List<int[]> communities) => string.Join('/', communities.Select(static c => string.Join(',', c)));
}
