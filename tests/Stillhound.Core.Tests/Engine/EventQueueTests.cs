using FsCheck;
using FsCheck.Fluent;
using Stillhound.Core.Engine;
using Stillhound.Core.Exchanges;

namespace Stillhound.Core.Tests.Engine;

public sealed class EventQueueTests
{
    [Fact]
    public void Events_come_by_time_and_equal_ones_as_they_were_told() => Prop.ForAll((byte[] times) =>
    {
        var queue = new EventQueue();
        for (var i = 0; i < times.Length; i++)
            queue.Add(new ProviderEvent(At(times[i]), ProviderEventType.ModelReleased) { Model = $"{i}" });
        var taken = new List<ProviderEvent>();
        while (queue.Take(long.MaxValue) is { } next)
            taken.Add(next);
        taken.Select(static e => e.Model).ShouldBe(times.Select(static (time, i) => (time, i)).OrderBy(static t => t.time).Select(static t => $"{t.i}"));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_not_due_waits()
    {
        var queue = new EventQueue();
        queue.Add(new ProviderEvent(At(5), ProviderEventType.AccountSuspended));
        queue.Take(4).ShouldBeNull();
        queue.Take(5).ShouldNotBeNull();
        queue.Take(5).ShouldBeNull();
    }

    private static DateTimeOffset At(int ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);
}
