using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Stillhound.Core.Engine;

namespace Stillhound.Server.Live;

/// <summary>Questions that wait for the detector's thread.</summary>
internal sealed class Questions
{
    private readonly ConcurrentQueue<Action<DetectionEngine?>> _waiting = new();
    private readonly Lock _lock = new();
    private TaskCompletionSource _signal = NewSignal();
    private bool _closed;

    /// <summary>How many wait.</summary>
    public int Count => _waiting.Count;

    /// <summary>Asks; the task ends with the answer.</summary>
    public Task<T> AskAsync<T>(Func<DetectionEngine, T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_closed)
                return Task.FromException<T>(new InvalidOperationException("detection has stopped"));
            _waiting.Enqueue(engine => Answer(engine, question, answer));
            _signal.TrySetResult();
        }

        return answer.Task;
    }

    /// <summary>Ends when a question waits.</summary>
    public Task Waiting()
    {
        lock (_lock)
            return _signal.Task;
    }

    /// <summary>Takes the next question.</summary>
    public bool TryTake([NotNullWhen(true)] out Action<DetectionEngine>? question)
    {
        if (_waiting.TryDequeue(out var next))
        {
            question = next;
            return true;
        }

        lock (_lock)
        {
            if (_waiting.IsEmpty && _signal.Task.IsCompleted)
                _signal = NewSignal();
        }

        question = null;
        return false;
    }

    /// <summary>Nobody answers any more: those who wait are told.</summary>
    public void Close()
    {
        lock (_lock)
            _closed = true;
        while (_waiting.TryDequeue(out var question))
            question(null);
    }

    private static void Answer<T>(DetectionEngine? engine, Func<DetectionEngine, T> question, TaskCompletionSource<T> answer)
    {
        if (engine is null)
        {
            answer.SetException(new InvalidOperationException("detection has stopped"));
            return;
        }

        try
        {
            answer.SetResult(question(engine));
        }
#pragma warning disable CA1031 // Whoever asked is told; the detector goes on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            answer.SetException(e);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
