using System.Runtime.ExceptionServices;
using Stillhound.Core.Exchanges;
using Stillhound.Formats.Rejects;

namespace Stillhound.Formats.Pipeline;

/// <summary>
/// What became of one chunk. Asked for by the caller's thread, filled by a worker, then taken by the caller's thread;
/// the event is the only hand-over.
/// </summary>
internal sealed class Batch<TBatch> : IDisposable
    where TBatch : class, IExchangeSink
{
    private readonly ManualResetEventSlim _done = new(initialState: false, spinCount: 0);
    private ExceptionDispatchInfo? _error;

    /// <summary>The sink that took the records; null when there were none.</summary>
    public TBatch? Sink { get; set; }

    public long FirstTime { get; set; }

    public long LastTime { get; set; }

    /// <summary>Line ends in the chunk.</summary>
    public long Lines { get; set; }

    /// <summary>Sampled rejects, their lines counted from the chunk's first.</summary>
    public List<Reject>? Rejects { get; set; }

    /// <summary>Whether the input ended before this chunk.</summary>
    public bool IsEnd { get; set; }

    public void Complete() => _done.Set();

    public void Fail(Exception error)
    {
        _error = ExceptionDispatchInfo.Capture(error);
        _done.Set();
    }

    /// <summary>Waits for the worker, and throws what it threw.</summary>
    public void Wait(CancellationToken cancellation)
    {
        _done.Wait(cancellation);
        _error?.Throw();
    }

    public void Dispose() => _done.Dispose();
}
