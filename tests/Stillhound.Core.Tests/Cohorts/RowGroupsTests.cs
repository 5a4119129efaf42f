using Stillhound.Core.Cohorts;

namespace Stillhound.Core.Tests.Cohorts;

public sealed class RowGroupsTests
{
    [Fact]
    public void Groups_are_those_of_a_dictionary_however_often_they_are_built()
    {
        var random = new Random(8);
        var groups = new RowGroups();
        for (var trial = 0; trial < 50; trial++)
        {
            var keys = Enumerable.Range(0, random.Next(0, 400)).Select(_ => (ulong)random.Next(0, 40) * 0x10001).ToArray();
            groups.Build(keys.Length, new Keys(keys));
            var expected = Enumerable.Range(0, keys.Length).Where(row => keys[row] != 0).GroupBy(row => keys[row]).ToArray();
            groups.Count.ShouldBe(expected.Length);
            for (var group = 0; group < groups.Count; group++)
                groups.RowsOf(group).ToArray().ShouldBe(expected[group]);
            for (var row = 0; row < keys.Length; row++)
                groups.GroupOf(row).ShouldBe(Array.FindIndex(expected, g => g.Key == keys[row]));
        }
    }

    [Fact]
    public void A_set_lists_its_rows_in_order_and_forgets_them()
    {
        var random = new Random(9);
        var set = new RowSet();
        for (var trial = 0; trial < 50; trial++)
        {
            var size = random.Next(1, 1000);
            var first = Enumerable.Range(0, size).Where(_ => random.Next(4) == 0).ToArray();
            var second = Enumerable.Range(0, size).Where(_ => random.Next(9) == 0).ToArray();
            set.Clear(size);
            set.Add(first);
            set.Add(second);
            var listed = new List<int>();
            set.CopyTo(listed);
            listed.ShouldBe(first.Union(second).Order());
            set.Count.ShouldBe(listed.Count);
            set.CountOf(first).ShouldBe(first.Length);
            Enumerable.Range(0, size).Where(set.Contains).ShouldBe(listed);
        }
    }

    private readonly struct Keys(ulong[] keys) : RowGroups.IKey
    {
        public ulong Of(int row) => keys[row];
    }
}
