using Stillhound.Server.Journal;

namespace Stillhound.Server.Hosting;

/// <summary>Lets event time go on while nothing comes in.</summary>
internal sealed class Ticker(LiveState state, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private ITimer? _timer;
    private int _busy;

    /// <summary>Begins.</summary>
    public void Start() => _timer = time.CreateTimer(_ => _ = TickAsync(), null, Every, Every);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _timer?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task TickAsync()
    {
        if (Interlocked.Exchange(ref _busy, 1) != 0)
            return;
        try
        {
            if (!state.Detector.Status.CaughtUp)
                return;
            state.Clock.Resume(state.Detector.Status.Watermark);
            await state.Intake.TickAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is JournalException or ObjectDisposedException)
        {
            // The next tick covers this one's time; the journal's trouble is told by health.
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
        }
    }
}
