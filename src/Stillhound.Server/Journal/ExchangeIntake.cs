using System.Collections.Concurrent;

namespace Stillhound.Server.Journal;

/// <summary>What became of a batch.</summary>
/// <param name="Added">Exchanges that are in the journal because of it.</param>
/// <param name="Retried">Exchanges of it that were there before, or came with another batch at the same time.</param>
internal readonly record struct IntakeResult(int Added, int Retried);

/// <summary>
/// Takes batches of exchanges into the journal and leaves out those that are in it. A batch is acknowledged when everything in it
/// is durable, be it by itself or by the copy that came before: a retry that arrives while the first copy is being flushed waits
/// for that flush and shares its fate.
/// </summary>
internal sealed class ExchangeIntake
{
    // A frame of this size holds some thousands of exchanges; larger ones are rare and not worth keeping.
    private const int MostKept = 1 << 20;
    private readonly FrameJournal _journal;
    private readonly RecentIds _recent;
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, Task> _flying = [];
    private readonly ConcurrentBag<JournalFrame> _frames = [];

    /// <summary>Makes the intake of a journal that nothing has been appended to since it was opened.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="recent">The identities saved last, or none; what the journal has after them is read.</param>
    public ExchangeIntake(FrameJournal journal, RecentIds recent)
    {
        (_journal, _recent) = (journal, recent);
        recent.CatchUp(journal);
        journal.Became = Remember;
    }

    /// <summary>Takes a batch.</summary>
    /// <param name="batch">The exchanges; not to be touched until the result is there.</param>
    /// <param name="watermark">Milliseconds since the epoch.</param>
    /// <returns>Once everything in it is durable.</returns>
    /// <exception cref="JournalException">Something in it could not be made durable: the batch may be sent again, and what got through will be known.</exception>
    /// <exception cref="ArgumentException">It is too large for a frame.</exception>
    public async ValueTask<IntakeResult> AppendAsync(IdentifiedBatch batch, long watermark)
    {
        var left = new bool[batch.Count];
        var own = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var others = Claim(batch.Identities, left, own.Task);
        var retried = left.AsSpan().Count(true);
        if (retried < batch.Count)
            await AppendAsync(batch, left, watermark, own);
        foreach (var other in others)
            await other;
        return new IntakeResult(batch.Count - retried, retried);
    }

    /// <summary>Writes the identities for a checkpoint.</summary>
    /// <returns>The journal's position that they stand for.</returns>
    public long Save(Stream to)
    {
        ulong[] identities;
        long position;
        lock (_gate)
            (identities, position) = ([.. _recent.Oldest], _recent.Position);
        RecentIdsFile.Save(to, identities, position);
        return position;
    }

    /// <summary>Marks what is left out, and claims the rest for a flight.</summary>
    /// <returns>The flights that have what was left out.</returns>
    private HashSet<Task> Claim(ReadOnlySpan<ulong> identities, bool[] left, Task own)
    {
        var others = new HashSet<Task>();
        lock (_gate)
        {
            for (var i = 0; i < identities.Length; i++)
            {
                if (identities[i] == 0)
                    continue;
                if (_recent.Contains(identities[i]))
                {
                    left[i] = true;
                }
                else if (!_flying.TryAdd(identities[i], own))
                {
                    left[i] = true;
                    others.Add(_flying[identities[i]]);
                }
            }
        }

        others.Remove(own);
        return others;
    }

    private async ValueTask AppendAsync(IdentifiedBatch batch, bool[] left, long watermark, TaskCompletionSource own)
    {
        if (!_frames.TryTake(out var frame))
            frame = new JournalFrame();
        try
        {
            frame.SetExchanges(batch.Fingerprints, batch.Identities, watermark, left);
            await _journal.AppendAsync(frame);
            own.SetResult();
        }
        catch (Exception e)
        {
            Release(batch.Identities, left);
            own.SetException(e);
            // Whether or not a retry waits for it, this flight's own sender is told.
            _ = own.Task.Exception;
            throw;
        }
        finally
        {
            if (frame.Size <= MostKept)
                _frames.Add(frame);
        }
    }

    private void Release(ReadOnlySpan<ulong> identities, bool[] left)
    {
        lock (_gate)
        {
            for (var i = 0; i < identities.Length; i++)
            {
                if (!left[i])
                    _flying.Remove(identities[i]);
            }
        }
    }

    private void Remember(JournalFrame frame, long end)
    {
        var identities = frame.Kind == FrameKind.Exchanges ? ExchangeCodec.Identities(frame.Payload) : [];
        lock (_gate)
        {
            _recent.Take(identities, end);
            foreach (var identity in identities)
                _flying.Remove(identity);
        }
    }
}
