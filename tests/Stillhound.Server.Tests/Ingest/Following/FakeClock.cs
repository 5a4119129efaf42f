using System.Threading.Channels;

namespace Stillhound.Server.Tests.Ingest.Following;

/// <summary>A clock that stands still until it is told otherwise, timers included.</summary>
internal sealed class FakeClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<FakeTimer> _timers = [];
    private readonly Channel<bool> _waits = Channel.CreateUnbounded<bool>();
    private TimeSpan _passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _passed.Ticks;

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero) + _passed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, () => callback(state), _passed + dueTime);
        lock (_lock)
            _timers.Add(timer);
        _waits.Writer.TryWrite(true);
        return timer;
    }

    /// <summary>Returns once somebody waits for time to pass.</summary>
    public Task SomebodyWaitsAsync(CancellationToken cancellation) => _waits.Reader.ReadAsync(cancellation).AsTask();

    public void Advance(TimeSpan by)
    {
        List<FakeTimer> due;
        lock (_lock)
        {
            _passed += by;
            due = _timers.FindAll(t => t.Due <= _passed);
            _timers.RemoveAll(due.Contains);
        }

        due.ForEach(static t => t.Fire());
    }

    private sealed class FakeTimer(FakeClock clock, Action fire, TimeSpan due) : ITimer
    {
        public TimeSpan Due => due;

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
            lock (clock._lock)
                clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
