namespace Stillhound.Server.Journal;

/// <summary>
/// Gathers the frames of many threads while one flush runs, and hands them to one thread that writes them together. A frame waits
/// for at most the flush that runs and its own.
/// </summary>
internal sealed class GroupWriter : IDisposable
{
    /// <summary>Bytes that are written at once, unless one frame has more.</summary>
    public const int MostBytes = 8 << 20;

    private readonly Lock _closing = new();
    private readonly object _gate = new();
    private readonly Action<ReadOnlySpan<JournalFrame>> _commit;
    private readonly TimeSpan _wait;
    private readonly ITimer? _timer;
    private readonly Thread _thread;
    private List<JournalFrame> _waiting = [];
    private List<JournalFrame> _group = [];
    private long _bytes;
    private bool _timeIsUp;
    private bool _closed;

    /// <summary>Starts the thread.</summary>
    /// <param name="commit">Makes frames durable, or fails them; called on one thread. It completes every frame that it is given.</param>
    /// <param name="wait">How long the first frame of a group waits for others.</param>
    /// <param name="time">The clock of that wait.</param>
    public GroupWriter(Action<ReadOnlySpan<JournalFrame>> commit, TimeSpan wait, TimeProvider time)
    {
        (_commit, _wait) = (commit, wait);
        _timer = wait > TimeSpan.Zero ? time.CreateTimer(_ => TimeIsUp(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) : null;
        _thread = new Thread(Run) { IsBackground = true, Name = "journal" };
        _thread.Start();
    }

    /// <summary>Bytes of the frames that wait to be written.</summary>
    public long WaitingBytes
    {
        get
        {
            lock (_gate)
                return _bytes;
        }
    }

    /// <summary>Takes a frame.</summary>
    /// <exception cref="ObjectDisposedException">The journal is closed.</exception>
    public void Add(JournalFrame frame)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(FrameJournal));
            if (_waiting.Count == 0)
                _timer?.Change(_wait, Timeout.InfiniteTimeSpan);
            _waiting.Add(frame);
            _bytes += frame.Size;
            if (_waiting.Count == 1 || _bytes >= MostBytes)
                Monitor.Pulse(_gate);
        }
    }

    /// <summary>Writes what waits and ends the thread.</summary>
    public void Dispose()
    {
        lock (_closing)
        {
            lock (_gate)
            {
                _closed = true;
                Monitor.Pulse(_gate);
            }

            _thread.Join();
            _timer?.Dispose();
        }
    }

    private void TimeIsUp()
    {
        lock (_gate)
        {
            _timeIsUp = true;
            Monitor.Pulse(_gate);
        }
    }

    private void Run()
    {
        while (Gather())
        {
            var frames = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_group);
            while (!frames.IsEmpty)
            {
                var count = FirstGroup(frames);
                _commit(frames[..count]);
                frames = frames[count..];
            }

            _group.Clear();
        }
    }

    /// <summary>Waits for frames; false once the journal is closed and none is left.</summary>
    private bool Gather()
    {
        lock (_gate)
        {
            while (!_closed && (_waiting.Count == 0 || (_timer is not null && !_timeIsUp && _bytes < MostBytes)))
                Monitor.Wait(_gate);
            (_waiting, _group) = (_group, _waiting);
            _bytes = 0;
            _timeIsUp = false;
            return _group.Count > 0;
        }
    }

    private static int FirstGroup(ReadOnlySpan<JournalFrame> frames)
    {
        var bytes = (long)frames[0].Size;
        var count = 1;
        while (count < frames.Length && bytes + frames[count].Size <= MostBytes)
            bytes += frames[count++].Size;
        return count;
    }
}
