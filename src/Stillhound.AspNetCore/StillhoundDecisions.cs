namespace Stillhound.AspNetCore;

/// <summary>What the middleware knows, for health checks and pages of state. Thread safe.</summary>
public sealed class StillhoundDecisions
{
    private volatile DecisionTable _table = DecisionTable.Empty;
    private long _failures;

    internal StillhoundDecisions()
    {
    }

    /// <summary>Accounts about which something is decided.</summary>
    public int Accounts => _table.Count;

    /// <summary>When the server last answered; null when it never did.</summary>
    public DateTimeOffset? LastAnswer { get; private set; }

    /// <summary>Questions to the server that failed.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    internal DecisionTable Table => _table;

    internal void Answered(DecisionTable table, DateTimeOffset now)
    {
        _table = table;
        LastAnswer = now;
    }

    internal void Failed() => Interlocked.Increment(ref _failures);
}
