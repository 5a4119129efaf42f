using FsCheck;
using FsCheck.Fluent;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Tests.Verdicts;

public sealed class HonestGroupsTests
{
    private const int Population = 40;

    [Fact]
    public void A_group_counts_where_half_of_it_is_in_the_cohort()
    {
        int[] half = [0, 1, 2, 30, 31, 32], less = [0, 1, 2, 30, 31, 32, 33, 34];
        new HonestGroups([less, half], Population).In([.. Enumerable.Range(0, 20)], 3).ShouldBe([half]);
    }

    [Fact]
    public void A_group_that_is_nearly_all_of_the_cohort_is_no_part_of_it() =>
        new HonestGroups([[.. Enumerable.Range(0, 19)]], Population).In([.. Enumerable.Range(0, 20)], 3).ShouldBeEmpty();

    [Fact]
    public void A_group_of_which_some_came_in_counts_where_those_are_a_good_part_of_the_cohort()
    {
        int[] some = [.. Enumerable.Range(15, 25)], few = [19, .. Enumerable.Range(30, 10)], half = [0, 1, 2, 30, 31, 32];
        new HonestGroups([some, few, half], Population).PartlyIn([.. Enumerable.Range(0, 20)], 1).ShouldBe([some]);
    }

    [Fact]
    public void Groups_are_those_that_comparing_with_each_would_find() =>
        Prop.ForAll(Groups, static groups =>
        {
            int[] cohort = groups[0];
            int[][] all = [.. groups.Skip(1)];
            var expected = all.Where(g => g.Intersect(cohort).Count() is var inside && inside >= 2 && inside >= g.Length / 2 && inside < cohort.Length * 9 / 10);
            new HonestGroups(all, Population).In(cohort, 2).ShouldBe(expected);
        }).QuickCheckThrowOnFailure();

    private static readonly Arbitrary<List<int[]>> Groups =
        Gen.Choose(0, Population - 1).ListOf().Select(static rows => rows.Distinct().Order().ToArray()).NonEmptyListOf().Select(static groups => groups.ToList()).Resize(30).ToArbitrary();
}
