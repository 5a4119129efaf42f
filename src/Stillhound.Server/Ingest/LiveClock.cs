namespace Stillhound.Server.Ingest;

/// <summary>
/// Event time while traffic is live: the watermark before which little more will come. It follows the times of the records; a record
/// from the future moves it no further than a little ahead of the clock, and a clock that is set forth or back moves nothing, for what
/// counts is how long the process has run. Without traffic it goes on as time goes by. Thread safe.
/// </summary>
internal sealed class LiveClock(TimeProvider time, TimeSpan ahead, TimeSpan idle)
{
    private readonly long _began = time.GetTimestamp();
    private readonly long _beganAt = time.GetUtcNow().ToUnixTimeMilliseconds();
    private readonly Lock _lock = new();
    private long _watermark = long.MinValue;
    private long _movedAt = time.GetTimestamp();

    /// <summary>The watermark as it stands; <see cref="long.MinValue"/> before the first record.</summary>
    public long Watermark()
    {
        lock (_lock)
            return _watermark;
    }

    /// <summary>Takes the watermark that a journal ended with.</summary>
    public void Resume(long watermark)
    {
        lock (_lock)
            _watermark = Math.Max(_watermark, watermark);
    }

    /// <summary>The watermark once records up to a time are there.</summary>
    /// <param name="newest">The newest of them, milliseconds since the epoch.</param>
    public long Watermark(long newest)
    {
        lock (_lock)
        {
            var latest = _beganAt + (long)(time.GetElapsedTime(_began) + ahead).TotalMilliseconds;
            _movedAt = time.GetTimestamp();
            return _watermark = Math.Max(_watermark, Math.Min(newest, latest));
        }
    }

    /// <summary>The watermark where nothing has come in for a while; null where something has, or nothing ever did.</summary>
    public long? Tick()
    {
        lock (_lock)
        {
            var quiet = time.GetElapsedTime(_movedAt);
            if (_watermark == long.MinValue || quiet < idle)
                return null;
            _movedAt = time.GetTimestamp();
            return _watermark += (long)quiet.TotalMilliseconds;
        }
    }
}
