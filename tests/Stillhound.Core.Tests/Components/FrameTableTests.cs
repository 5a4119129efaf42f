using Stillhound.Core.Components;
using Stillhound.Core.Tests.Support;

namespace Stillhound.Core.Tests.Components;

public sealed class FrameTableTests
{
    private const int Many = 40_000;

    [Theory]
    [InlineData(1, 0)]
    [InlineData(13, 0)]
    [InlineData(15, 1000)]
    public void What_several_accounts_showed_gives_way_once_nobody_has_shown_it_for_two_weeks(int days, int taken)
    {
        var table = Filled();
        Shown(table, "new", Request.Monday + (days * Request.Day), 1000).ShouldBeInRange(taken * 9 / 10, taken);
    }

    [Fact]
    public void What_has_a_signature_stays()
    {
        var table = Filled();
        foreach (ref var entry in table.Entries)
            entry.Signature = 1;
        Shown(table, "new", Request.Monday + (100 * Request.Day), 1000).ShouldBe(0);
    }

    [Fact]
    public void What_one_account_alone_showed_gives_way_at_once()
    {
        var table = new FrameTable();
        Show(table, "old", Request.Monday, Many, users: 1);
        Shown(table, "new", Request.Monday + Request.Minute, 1000).ShouldBeInRange(900, 1000);
    }

    /// <summary>A table all of whose places are held by combinations that two accounts showed.</summary>
    private static FrameTable Filled()
    {
        var table = new FrameTable();
        Show(table, "old", Request.Monday, Many, users: 2);
        table.Entries.ToArray().ShouldAllBe(static e => e.Key != 0);
        return table;
    }

    private static void Show(FrameTable table, string name, long time, int count, int users)
    {
        for (var i = 0; i < count; i++)
        {
            var print = new Request { Time = time, System = $"{name} {i}" }.Fingerprint();
            for (var user = 0; user < users; user++)
                table.Count(print, user * 7);
        }
    }

    /// <summary>How many of so many new combinations find a place.</summary>
    private static int Shown(FrameTable table, string name, long time, int count)
    {
        var before = table.Entries.ToArray().Select(static e => e.Key).ToHashSet();
        Show(table, name, time, count, users: 2);
        return table.Entries.ToArray().Count(e => e.LastMs == time && !before.Contains(e.Key));
    }
}
