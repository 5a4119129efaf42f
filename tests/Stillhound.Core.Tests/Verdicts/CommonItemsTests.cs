using FsCheck;
using FsCheck.Fluent;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Tests.Verdicts;

public class CommonItemsTests
{
    private const long FewItems = 5_000;

    [Theory]
    [InlineData(20, 0.3)]
    [InlineData(60, 0.05)]
    [InlineData(400, 0.012)]
    public void Members_who_run_one_list_have_it_in_common(int members, double overlap) =>
        CommonItems.Share(Again(members, overlap), members, FewItems).ShouldBe(Again(members, overlap), 1e-6);

    [Theory]
    [InlineData(250, 0.0045)]
    [InlineData(25_000, 0.0002)]
    public void Items_of_thousands_who_have_hardly_one_in_common_come_again_by_number(int members, double overlap)
    {
        Again(members, overlap).ShouldBeGreaterThan(0.25);
        CommonItems.Share(Again(members, overlap), members, FewItems).ShouldBe(0, 1e-3);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(300)]
    public void Nothing_comes_of_nothing_and_everything_of_everything(int members)
    {
        CommonItems.Share(0, members, FewItems).ShouldBe(0);
        CommonItems.Share(1, members, FewItems).ShouldBe(1);
    }

    [Theory]
    [InlineData(40_000, 0.5)]
    [InlineData(100_000, 0.25)]
    [InlineData(600_000, 0)]
    public void No_list_is_as_long_as_all_that_a_crowd_asks(long different, double share) =>
        CommonItems.Share(0.5, 40, different).ShouldBe(share, 1e-6);

    [Fact]
    public void The_overlap_is_the_one_that_makes_so_many_come_again() => Prop.ForAll(Groups, static group =>
    {
        var (members, overlap) = group;
        return Math.Abs(CommonItems.Overlap(Again(members, overlap), members) - overlap) < 1e-4;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void More_members_with_as_many_repeats_have_less_in_common() => Prop.ForAll(Groups, static group =>
        CommonItems.Share(group.Share, group.Members + 1, FewItems) <= CommonItems.Share(group.Share, group.Members, FewItems) + 1e-9).QuickCheckThrowOnFailure();

    private static Arbitrary<(int Members, double Share)> Groups =>
        Gen.Choose(2, 3_000).SelectMany(static members => Gen.Choose(1, 900).Select(share => (members, share / 1_000.0))).ToArbitrary();

    /// <summary>Counted member by member: what member k sends is new where none of the k before has it.</summary>
    private static double Again(int members, double overlap)
    {
        var again = 0.0;
        for (var k = 0; k < members; k++)
            again += 1 - Math.Pow(1 - overlap, k);
        return again / members;
    }
}
