using Stillhound.Ledger;
using Stillhound.Server.Decisions.Acts;

namespace Stillhound.WebConsole.Data.Recorded;

/// <summary>Verifies the ledger beside everything else, one time at a time and not for ever. Thread safe.</summary>
internal sealed class LedgerCheck(TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private volatile LedgerCheckState? _state;

    /// <summary>A verification that takes longer is stopped.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The newest one; null before the first.</summary>
    public LedgerCheckState? State => _state;

    /// <summary>Begins one.</summary>
    /// <returns>Ends with it.</returns>
    /// <exception cref="ActRefusedException">One is under way.</exception>
    public Task Start(string folder, LedgerHead head, string person)
    {
        lock (_gate)
        {
            if (_state is { Ended: null } busy)
                throw new ActRefusedException(Refusal.Conflict, $"{busy.Person} has it verified already");
            _state = new LedgerCheckState(person, time.GetUtcNow(), null, null, null);
        }

        return Task.Run(() => Run(folder, head));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    private void Run(string folder, LedgerHead head)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        limit.CancelAfter(Longest);
        try
        {
            // What this process holds for the newest entry was never on the disk for others to change.
            End(LedgerVerifier.Verify(folder, head.Seq > 0 ? head : null, limit.Token), null);
        }
        catch (OperationCanceledException)
        {
            End(null, $"It took longer than {Longest.TotalMinutes:0} minutes and was stopped; stillhound audit verify has no such limit.");
        }
        catch (Exception e) when (e is LedgerException or IOException or UnauthorizedAccessException)
        {
            End(null, e.Message);
        }
    }

    private void End(LedgerVerdict? verdict, string? problem)
    {
        lock (_gate)
            _state = _state! with { Ended = time.GetUtcNow(), Verdict = verdict, Problem = problem };
    }
}

/// <summary>How a verification stands.</summary>
/// <param name="Person">Who asked.</param>
/// <param name="Begun">When.</param>
/// <param name="Ended">When it ended; null while it runs.</param>
/// <param name="Verdict">What it found; null while it runs, or where it could not.</param>
/// <param name="Problem">Why it could not.</param>
internal sealed record LedgerCheckState(string Person, DateTimeOffset Begun, DateTimeOffset? Ended, LedgerVerdict? Verdict, string? Problem);
