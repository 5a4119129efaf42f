using Stillhound.Core.Cohorts;

namespace Stillhound.Core.Tests.Cohorts;

public sealed class DistinctGroupsTests
{
    [Fact]
    public void A_group_that_nearly_equals_an_earlier_one_is_left_out()
    {
        int[] group = [.. Enumerable.Range(100, 40)];
        int[] withOneMore = [7, .. group];
        int[] withThreeMore = [7, 8, 9, .. group];

        Distinct(group, withOneMore, withThreeMore).ShouldBe([group, withThreeMore]);
    }

    [Fact]
    public void What_is_kept_is_what_comparing_all_pairs_keeps()
    {
        var random = new Random(4);
        for (var trial = 0; trial < 200; trial++)
        {
            var groups = new List<int[]>();
            while (groups.Count < 40)
            {
                // Half of the groups are others with some rows exchanged, so that many lie just on either side of the limit.
                var rows = groups.Count > 0 && random.Next(2) == 0 ? groups[random.Next(groups.Count)].ToHashSet() : [];
                var changes = rows.Count == 0 ? random.Next(1, 90) : random.Next(0, 2 + (rows.Count / 10));
                for (var i = 0; i < changes; i++)
                {
                    if (rows.Count == 0 || !rows.Remove(random.Next(0, 200)))
                        rows.Add(random.Next(0, 200));
                }

                groups.Add([.. rows.Order()]);
            }

            Distinct([.. groups]).ShouldBe(ByPairs(groups));
        }
    }

    [Fact]
    public void Two_groups_are_nearly_equal_where_the_second_would_be_left_out()
    {
        var random = new Random(5);
        for (var trial = 0; trial < 2_000; trial++)
        {
            var (first, more) = (random.Next(0, 5), random.Next(0, 5));
            int[] group = [.. Enumerable.Range(0, random.Next(1, 120))];
            int[] other = [.. group.Where(row => row >= first), .. Enumerable.Range(150, more)];
            if (other.Length > 0)
                DistinctGroups.AreNearlyEqual(other, group.ToHashSet()).ShouldBe(Distinct(group, other).Count == 1);
        }
    }

    private static List<int[]> Distinct(params int[][] groups) => new DistinctGroups().Of(groups, static rows => rows, 200);

    private static List<int[]> ByPairs(List<int[]> groups)
    {
        var kept = new List<int[]>();
        foreach (var group in groups)
        {
            if (!kept.Exists(other => group.Intersect(other).Count() >= 0.95 * group.Union(other).Count()))
                kept.Add(group);
        }

        return kept;
    }
}
