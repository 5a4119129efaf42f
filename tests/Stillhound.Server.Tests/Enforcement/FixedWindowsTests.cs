using Stillhound.Server.Enforcement.Limits;

namespace Stillhound.Server.Tests.Enforcement;

public sealed class FixedWindowsTests
{
    private static readonly DateTimeOffset Noon = FakeDecisions.Start;

    [Fact]
    public void A_count_may_pass_its_limit_once_and_then_is_over()
    {
        var days = new FixedWindows(TimeSpan.FromDays(1), 1000);
        days.Add("a", 900, 1000, Noon).ShouldBe(new WindowCount(false, 100, TimeSpan.FromHours(12)));
        days.Add("a", 900, 1000, Noon).ShouldBe(new WindowCount(false, 0, TimeSpan.FromHours(12)));
        days.Add("a", 1, 1000, Noon).IsOver.ShouldBeTrue();
        days.Add("b", 1, 1000, Noon).IsOver.ShouldBeFalse();
        days.Add("a", 1, 1000, Noon.AddHours(12)).Remaining.ShouldBe(999);
    }

    [Fact]
    public void Asking_with_nothing_to_add_counts_nothing()
    {
        var minutes = new FixedWindows(TimeSpan.FromMinutes(1), 1000);
        for (var i = 0; i < 5; i++)
            minutes.Add("a", 0, 1, Noon).Remaining.ShouldBe(1);
    }

    [Fact]
    public void A_huge_amount_does_not_wrap_around()
    {
        var days = new FixedWindows(TimeSpan.FromDays(1), 1000);
        days.Add("a", long.MaxValue, 10, Noon).IsOver.ShouldBeFalse();
        days.Add("a", long.MaxValue, 10, Noon).IsOver.ShouldBeTrue();
    }

    [Fact]
    public void Room_is_bounded_and_past_windows_make_room()
    {
        var minutes = new FixedWindows(TimeSpan.FromMinutes(1), 640);
        for (var i = 0; i < 10_000; i++)
            minutes.Add($"acct-{i}", 1, 5, Noon);
        minutes.Count.ShouldBeLessThanOrEqualTo(640);
        minutes.Unlimited.ShouldBe(10_000 - minutes.Count);
        minutes.Add("new", 1, 5, Noon.AddMinutes(1)).Remaining.ShouldBe(4);
    }
}
