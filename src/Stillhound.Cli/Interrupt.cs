using System.Runtime.InteropServices;

namespace Stillhound.Cli;

/// <summary>
/// Ctrl-C and the request to terminate. The first asks the work to stop; work that cannot, because it waits for a pipe, is
/// left where it is after a moment. The second ends the process at once.
/// </summary>
internal sealed class Interrupt : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private Timer? _deadline;

    public Interrupt()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle);
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _deadline?.Dispose();
        _stop.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        if (_stop.IsCancellationRequested)
            return;
        context.Cancel = true;
        _deadline = new Timer(static _ => Environment.Exit(Edge.Stopped()), state: null, Patience, Timeout.InfiniteTimeSpan);
        _stop.Cancel();
    }
}
