namespace Stillhound.WebConsole.Data.Details;

/// <summary>
/// The last answers to some questions. An answer that was given for an older revision is given again while a newer one is being made;
/// only who asks first waits, and not for long. Thread safe.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="most">Most answers that are kept.</param>
/// <param name="settled">How long an answer is given before it is made anew.</param>
/// <param name="patience">How long the first to ask waits.</param>
internal sealed class LastAnswers<T>(TimeProvider time, int most, TimeSpan settled, TimeSpan patience)
    where T : class
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private long _uses;

    /// <summary>The answer.</summary>
    /// <param name="key">What is asked about.</param>
    /// <param name="revision">Where it is the same, so is the answer.</param>
    /// <param name="make">Makes it.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <param name="waits">Whether the first to ask waits at all.</param>
    public async ValueTask<Asked<T>> AskAsync(string key, long revision, Func<Task<T?>> make, CancellationToken cancellation, bool waits = true)
    {
        Entry entry;
        Task<T?> making;
        lock (_gate)
        {
            if (!_entries.TryGetValue(key, out entry!))
                _entries[key] = entry = Added();
            entry.Used = ++_uses;
            if (entry.IsDone && (entry.Revision == revision || time.GetUtcNow() - entry.At < settled))
                return new Asked<T>(entry.Value);
            if (entry.Making is null || entry.Making.IsCompleted)
                entry.Making = MakeAsync(entry, revision, make);
            if (entry.IsDone)
                return new Asked<T>(entry.Value);
            if (!waits)
                return new Asked<T>(null, IsComing: true);
            making = entry.Making;
        }

        try
        {
            return new Asked<T>(await making.WaitAsync(patience, time, cancellation).ConfigureAwait(false));
        }
        catch (TimeoutException)
        {
            return new Asked<T>(null, IsComing: true);
        }
        catch (InvalidOperationException)
        {
            // Detection has stopped, and every page says so.
            return new Asked<T>(null);
        }
    }

    /// <summary>Lets go of all answers. One that is being made is given to who waits for it, and not kept.</summary>
    public void Clear()
    {
        lock (_gate)
            _entries.Clear();
    }

    /// <summary>Takes an answer that was made before anybody asked.</summary>
    public void Put(string key, long revision, T value)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(key, out var entry))
                _entries[key] = entry = Added();
            (entry.Value, entry.Revision, entry.At, entry.IsDone) = (value, revision, time.GetUtcNow(), true);
        }
    }

    private async Task<T?> MakeAsync(Entry entry, long revision, Func<Task<T?>> make)
    {
        await Task.Yield();
        var value = await make().ConfigureAwait(false);
        lock (_gate)
            (entry.Value, entry.Revision, entry.At, entry.IsDone) = (value, revision, time.GetUtcNow(), true);
        return value;
    }

    private Entry Added()
    {
        if (_entries.Count >= most)
            _entries.Remove(_entries.MinBy(static e => e.Value.Used).Key);
        return new Entry();
    }

    private sealed class Entry
    {
        public T? Value { get; set; }

        public long Revision { get; set; }

        public DateTimeOffset At { get; set; }

        public bool IsDone { get; set; }

        public long Used { get; set; }

        public Task<T?>? Making { get; set; }
    }
}
