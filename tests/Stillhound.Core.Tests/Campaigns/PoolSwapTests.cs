using Stillhound.Core.Campaigns;
using static Stillhound.Core.Tests.Support.Request;

namespace Stillhound.Core.Tests.Campaigns;

public sealed class PoolSwapTests
{
    private const long Fall = 5 * Day;

    [Fact]
    public void Accounts_that_end_and_are_replaced_are_a_swap() =>
        PoolSwap.Find([.. Pool(20, 0, Fall), .. Pool(18, Fall + Hour, PoolSwap.Alive)], 0).ShouldBe(new PoolSwap(Fall, 20, 18));

    [Fact]
    public void A_swap_grows_with_those_that_follow()
    {
        PoolSwap.Find([.. Pool(20, 0, Fall), .. Pool(4, Fall + Hour, PoolSwap.Alive)], 0).ShouldBeNull();
        var open = PoolSwap.Find([.. Pool(20, 0, Fall), .. Pool(10, Fall + Hour, PoolSwap.Alive)], 0)!.Value;
        PoolSwap.From([.. Pool(20, 0, Fall), .. Pool(22, Fall + Hour, PoolSwap.Alive)], open.FromMs).ShouldBe(new PoolSwap(Fall, 20, 22));
        PoolSwap.Find([.. Pool(20, 0, Fall), .. Pool(22, Fall + Hour, PoolSwap.Alive)], open.WindowEndMs).ShouldBeNull();
    }

    [Fact]
    public void Ends_without_starts_starts_without_ends_and_single_losses_are_none()
    {
        PoolSwap.Find(Pool(20, 0, Fall), 0).ShouldBeNull();
        PoolSwap.Find([.. Pool(20, 0, PoolSwap.Alive), .. Pool(20, Fall, PoolSwap.Alive)], 0).ShouldBeNull();
        PoolSwap.Find([.. Pool(3, 0, Fall), .. Pool(40, 0, PoolSwap.Alive), .. Pool(3, Fall + Hour, PoolSwap.Alive)], 0).ShouldBeNull();
        PoolSwap.Find([.. Pool(10, 0, Fall), .. Pool(10, Fall + (3 * Day), PoolSwap.Alive)], 0).ShouldBeNull();
        PoolSwap.Find([.. Pool(5, 0, Fall), .. Pool(80, Fall + Hour, PoolSwap.Alive)], 0).ShouldBeNull("that is growth");
        PoolSwap.Find([], 0).ShouldBeNull();
    }

    // A minute apart, all ending at one time.
    private static (long First, long End)[] Pool(int count, long first, long end) =>
        [.. Enumerable.Range(0, count).Select(i => (first + (i * Minute), end))];
}
