namespace Stillhound.Server.Tests;

/// <summary>A clock that goes on when it is told to. The wall clock can be set; how long things take is not moved by that.</summary>
internal sealed class ManualTime(DateTimeOffset now) : TimeProvider
{
    private TimeSpan _elapsed;
    private TimeSpan _set;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => now + _elapsed + _set;

    public override long GetTimestamp() => _elapsed.Ticks;

    public void Advance(TimeSpan by) => _elapsed += by;

    public void SetClock(TimeSpan by) => _set += by;
}
