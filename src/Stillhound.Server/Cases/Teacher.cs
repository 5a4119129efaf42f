using Microsoft.Extensions.Logging;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Verdicts;
using Stillhound.Server.Ingest;
using Stillhound.Server.Journal;
using Stillhound.Server.Live;

namespace Stillhound.Server.Cases;

/// <summary>
/// Tells the engine what cases teach, through the journal, so that a replay learns the same at the same place. It compares what the ledger
/// holds with what the engine was told and sends the difference; so a crash between the two, a lost checkpoint or a forgotten part of the
/// journal is made good by the next look.
/// </summary>
internal sealed partial class Teacher(CaseBook cases, Detector detector, Intake intake, TimeProvider time, ILogger<Teacher> log) : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;
    private long _taught = -1;
    private long _sentTo = -1;

    /// <summary>Begins to look every second.</summary>
    public void Start() => _work = RunAsync();

    /// <summary>Looks once: sends what the engine was not told, and is done when a later look finds nothing left.</summary>
    /// <returns>Whether the engine knows all that cases teach.</returns>
    /// <exception cref="JournalException">It could not be made durable; a later look sends it.</exception>
    /// <exception cref="InvalidOperationException">Detection has stopped.</exception>
    public async Task<bool> LookAsync(CancellationToken cancellation = default)
    {
        var status = detector.Status;
        var revision = cases.VerdictsRevision;
        if (revision == _taught)
            return true;
        if (!status.CaughtUp || status.Position < _sentTo)
            return false;
        // Event time rises only; what is sent at a later one is taken later. Before the first exchange any time is over.
        var (told, now) = await detector.AskAsync(static engine => (engine.Lessons(), engine.EventTime ?? DateTimeOffset.UnixEpoch), cancellation).ConfigureAwait(false);
        var events = Difference(told, cases.Lessons(), now);
        if (events.Count == 0)
        {
            _taught = revision;
            return true;
        }

        _sentTo = await intake.TeachAsync(events).ConfigureAwait(false);
        return false;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _work.ConfigureAwait(false);
        _stop.Dispose();
    }

    /// <summary>The events that make of what was told what is to be known.</summary>
    private static List<ProviderEvent> Difference(IReadOnlyList<Lesson> told, IReadOnlyList<Lesson> known, DateTimeOffset now)
    {
        var wanted = known.ToDictionary(static l => l.Campaign, static l => l.Hypothesis, StringComparer.Ordinal);
        List<ProviderEvent> events = [.. told.Where(l => l.Campaign.Length > 0 && !wanted.ContainsKey(l.Campaign))
            .Select(l => new ProviderEvent(now, ProviderEventType.CampaignReinstated) { Campaign = l.Campaign })];
        var before = told.ToLookup(static l => l.Campaign, static l => l.Hypothesis, StringComparer.Ordinal);
        events.AddRange(known.Where(l => Hypotheses.Has(l.Hypothesis) && !before[l.Campaign].Contains(l.Hypothesis, StringComparer.Ordinal))
            .Select(l => new ProviderEvent(now, ProviderEventType.CampaignDismissed) { Campaign = l.Campaign, Kind = l.Hypothesis }));
        return events;
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
                await TryLookAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The next start looks again.
        }
    }

    private async Task TryLookAsync()
    {
        try
        {
            await LookAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is JournalException or InvalidOperationException)
        {
            // The journal's and the detector's troubles are told by health; this comes right with them.
            Log.NotTaught(log, e.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "what cases teach could not be sent: {Reason}")]
        public static partial void NotTaught(ILogger log, string reason);
    }
}
