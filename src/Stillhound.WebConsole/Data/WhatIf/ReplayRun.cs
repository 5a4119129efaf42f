namespace Stillhound.WebConsole.Data.WhatIf;

/// <summary>How far a replay is.</summary>
internal enum ReplayState : byte
{
    /// <summary>It is being played.</summary>
    Running,

    /// <summary>It came to its end.</summary>
    Done,

    /// <summary>Somebody stopped it, or it took too long.</summary>
    Stopped,

    /// <summary>It could not be played.</summary>
    Failed,
}

/// <summary>One question what would have been. Written by the thread that plays it, read by any.</summary>
/// <param name="number">Its number, from 1, in this process.</param>
/// <param name="person">Who asked.</param>
/// <param name="at">When.</param>
/// <param name="yaml">What they asked about.</param>
/// <param name="days">How many of the last days count; null for all.</param>
internal sealed class ReplayRun(int number, string person, DateTimeOffset at, string yaml, int? days) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private double _progress;
    private volatile ReplayAnswer? _answer;
    private volatile string? _message;
    private volatile ReplayState _state;

    public int Number => number;

    public string Person => person;

    public DateTimeOffset At => at;

    public string Yaml => yaml;

    public int? Days => days;

    public ReplayState State => _state;

    /// <summary>How much of the journal was played, 0 to 1.</summary>
    public double Progress
    {
        get => Volatile.Read(ref _progress);
        set => Volatile.Write(ref _progress, value);
    }

    /// <summary>When it ended; null before.</summary>
    public DateTimeOffset? Ended { get; private set; }

    /// <summary>Why it failed or was stopped.</summary>
    public string? Message => _message;

    /// <summary>What it found; null before its end.</summary>
    public ReplayAnswer? Answer => _answer;

    /// <summary>Ends when it is to stop.</summary>
    public CancellationToken Cancellation => _stop.Token;

    /// <summary>Stops it, soon.</summary>
    public void Stop() => _stop.Cancel();

    /// <summary>Stops it by itself after a time.</summary>
    public void StopAfter(TimeSpan time) => _stop.CancelAfter(time);

    /// <summary>Says how it ended.</summary>
    public void End(ReplayState state, DateTimeOffset when, ReplayAnswer? answer, string? message)
    {
        (_answer, _message, Ended) = (answer, message, when);
        _state = state;
    }

    public void Dispose() => _stop.Dispose();
}
