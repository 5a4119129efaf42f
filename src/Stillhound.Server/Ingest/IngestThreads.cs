using System.Collections.Concurrent;
using Stillhound.Server.Hosting;

namespace Stillhound.Server.Ingest;

/// <summary>
/// Reads bodies on threads of its own. A body takes up to milliseconds, and on a thread of the pool it would stand before the requests
/// of gateways. What waits is bounded by whoever lends the workers.
/// </summary>
internal sealed class IngestThreads : TaskScheduler, IDisposable
{
    private readonly BlockingCollection<Task> _waiting = [];

    /// <summary>Starts the threads.</summary>
    /// <param name="count">How many.</param>
    public IngestThreads(int count)
    {
        MaximumConcurrencyLevel = count;
        for (var i = 0; i < count; i++)
            new Thread(Work) { IsBackground = true, Name = "ingest" }.Start();
    }

    /// <summary>As many as there are processors: with fewer the others get their time first, and less is taken in (bench serve).</summary>
    public static int Usual => Environment.ProcessorCount;

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel { get; }

    /// <summary>Runs something on one of them.</summary>
    public Task<T> RunAsync<T>(Func<T> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this);

    /// <summary>Ends the threads once nothing waits.</summary>
    public void Dispose() => _waiting.CompleteAdding();

    /// <inheritdoc/>
    protected override void QueueTask(Task task) => _waiting.Add(task);

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => _waiting.ToArray();

    private void Work()
    {
        // Bodies take long, and what gateways wait for must not wait for the end of one.
        PromptThread.Ask();
        foreach (var task in _waiting.GetConsumingEnumerable())
            TryExecuteTask(task);
    }
}
