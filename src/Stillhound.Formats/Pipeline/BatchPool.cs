using System.Collections.Concurrent;

namespace Stillhound.Formats.Pipeline;

/// <summary>Batches for reuse. Holds as many as were ever in use at once, which the read-ahead bounds.</summary>
internal sealed class BatchPool<TBatch>(Func<TBatch> create, Action<TBatch> reset)
    where TBatch : class
{
    private readonly ConcurrentBag<TBatch> _free = [];

    public TBatch Rent()
    {
        if (!_free.TryTake(out var batch))
            return create();
        reset(batch);
        return batch;
    }

    public void Return(TBatch batch) => _free.Add(batch);
}
