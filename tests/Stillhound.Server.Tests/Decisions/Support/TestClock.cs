namespace Stillhound.Server.Tests.Decisions.Support;

/// <summary>A wall clock that can be set, and beside it one that only runs.</summary>
internal sealed class TestClock : TimeProvider
{
    private long _ticks = 1_000_000;

    public DateTimeOffset Now { get; set; } = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Lets time go by on both.</summary>
    public void Pass(TimeSpan time) => (Now, _ticks) = (Now + time, _ticks + time.Ticks);

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => _ticks;
}
