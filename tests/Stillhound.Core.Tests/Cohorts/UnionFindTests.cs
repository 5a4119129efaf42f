using FsCheck;
using FsCheck.Fluent;
using Stillhound.Core.Cohorts;

namespace Stillhound.Core.Tests.Cohorts;

public sealed class UnionFindTests
{
    private static readonly Arbitrary<(int A, int B)[]> Pairs =
        (from a in Gen.Choose(0, 29) from b in Gen.Choose(0, 29) select (a, b)).ArrayOf().Resize(25).ToArbitrary();

    [Fact]
    public void Everybody_begins_alone()
    {
        var sets = new UnionFind(5);
        Enumerable.Range(0, 5).Select(sets.Find).ShouldBe([0, 1, 2, 3, 4]);
    }

    [Fact]
    public void Joined_items_have_one_name_the_smallest_of_them()
    {
        var sets = new UnionFind(6);
        sets.Union(5, 3);
        sets.Union(4, 5);
        sets.Union(1, 4);
        Enumerable.Range(0, 6).Select(sets.Find).ShouldBe([0, 1, 2, 1, 1, 1]);
    }

    [Fact]
    public void The_order_of_joining_does_not_matter() => Prop.ForAll(Pairs, static pairs =>
        Names(pairs).SequenceEqual(Names(pairs.Reverse().Select(static p => (p.B, p.A))))).QuickCheckThrowOnFailure();

    [Fact]
    public void Sets_are_what_can_be_reached() => Prop.ForAll(Pairs, static pairs =>
    {
        var names = Names(pairs);
        var reached = Enumerable.Range(0, 30).ToArray();
        for (var round = 0; round < 30; round++)
        {
            foreach (var (a, b) in pairs)
                reached[a] = reached[b] = Math.Min(reached[a], reached[b]);
        }

        return names.SequenceEqual(reached);
    }).QuickCheckThrowOnFailure();

    private static int[] Names(IEnumerable<(int A, int B)> pairs)
    {
        var sets = new UnionFind(30);
        foreach (var (a, b) in pairs)
            sets.Union(a, b);
        return [.. Enumerable.Range(0, 30).Select(sets.Find)];
    }
}
