using Stillhound.Server.Live;

namespace Stillhound.WebConsole.Data;

/// <summary>
/// The findings of a running detector. A search may keep the detector busy for half a minute, so a page gets what was last known at
/// once, and asking for it has it renewed behind the page. Only where somebody was erased since, the page waits.
/// </summary>
internal sealed class LiveFindings(Detector detector, TimeProvider time) : IFindingsSource
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(30);
    private readonly Lock _gate = new();
    private Task<FoundView>? _asked;
    private FoundView? _last;
    private DetectorStatus _lastStatus = new();
    private long _pages;

    /// <inheritdoc/>
    public bool IsLive => true;

    /// <summary>How often pages asked.</summary>
    public long Asked => Volatile.Read(ref _pages);

    /// <inheritdoc/>
    public async ValueTask<FoundView> NowAsync(CancellationToken cancellation)
    {
        Task<FoundView> asked;
        Interlocked.Increment(ref _pages);
        lock (_gate)
        {
            if (_last is { } last && IsFresh(last))
                return last;
            if (_asked is null || _asked.IsCompleted)
                _asked = AskAsync();
            if (_last is { } stale && NamesNobodyErased)
                return stale;
            asked = _asked;
        }

        return await asked.WaitAsync(cancellation);
    }

    private bool NamesNobodyErased => _lastStatus.Erased == detector.Status.Erased;

    // What members sent since does not change a campaign's place; once in a while it is counted again.
    private bool IsFresh(FoundView view)
    {
        var age = time.GetUtcNow() - view.At;
        return NamesNobodyErased && (age < Fresh || (_lastStatus.Exchanges == detector.Status.Exchanges && age < Enough));
    }

    private async Task<FoundView> AskAsync()
    {
        var status = detector.Status;
        var (findings, revision) = await detector.AskAsync(engine => (engine.Now(accounts: false), engine.Revision)).ConfigureAwait(false);
        var view = new FoundView(findings, revision, time.GetUtcNow());
        lock (_gate)
            (_last, _lastStatus) = (view, status);
        return view;
    }
}
