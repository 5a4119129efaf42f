using System.Text;
using Microsoft.Extensions.Logging;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Engine;
using Stillhound.Core.Fingerprints;
using Stillhound.Formats.Enrichment;
using Stillhound.Formats.Pipeline;
using Stillhound.Ledger;
using Stillhound.Server.Cases;
using Stillhound.Server.Configuration;
using Stillhound.Server.Decisions;
using Stillhound.Server.Ingest;
using Stillhound.Server.Journal;
using Stillhound.Server.Live;
using Stillhound.Server.Operations;
using Stillhound.Server.Privacy;

namespace Stillhound.Server.Hosting;

/// <summary>
/// Journal, detector and what feeds them, opened from the state folder in the order in which they need each other, and closed in the
/// opposite one.
/// </summary>
internal sealed partial class LiveState : IAsyncDisposable
{
    /// <summary>A tick is due when nothing came in for so long.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    private readonly IngestWorkers _workers;
    private readonly ILogger _log;

    private LiveState(ServerOptions options, LedgerFile ledger, FrameJournal journal, TimeProvider time, MetricRegistry metrics, ILoggerFactory logs)
    {
        var log = logs.CreateLogger<LiveState>();
        _log = log;
        Ledger = ledger;
        Journal = journal;
        Clock = new LiveClock(time, options.Ingest.AheadOfClock, Idle);
        Names = new StoredNames(NameKeyring.Load(options.Privacy.KeyFile), options.Privacy.AllNames);
        Checkpoints = new Checkpoints(options.CheckpointFolder, options.Checkpoint.Keep);
        var enricher = options.Detect.Enrichment is { } lists ? Enricher.Load(lists) : null;
        var engine = enricher is null ? options.Detect.Engine : options.Detect.Engine with { ContextLabels = enricher.Labels };
        var exchanges = new ExchangeIntake(journal, Checkpoints.LoadIdentities(options.Journal.RememberedIds, PassedOver));
        var from = Checkpoints.LoadNewest(engine, PassedOver);
        if (from is not null && from.Position > journal.DurablePosition)
            throw new JournalException($"{journal.Folder}: ends at {journal.DurablePosition}, before the checkpoint at {from.Position}: the journal's end was lost, or it is another's");
        // Whoever upgrades or loses a disk is to choose, not to find every decision ended.
        if (from is null && journal.OldestPosition > 0 && !options.Checkpoint.BeginAnew)
            throw new JournalException($"{options.CheckpointFolder}: no checkpoint can be used, and the journal has nothing from before {journal.OldestTime:yyyy-MM-dd HH:mm}: campaigns from before would be gone and decisions about them end; put back the checkpoints or the build that wrote them, or set checkpoint.begin_anew: true");
        if (Names.Candidates > 1)
            LearnNames(from?.Engine, journal, from?.Position ?? journal.OldestPosition);
        var facts = new KnownFacts();
        Checkpoints.LoadFacts(facts, PassedOver);
        Decisions = new DecisionBook(ledger, options.Policy, Names, facts.Find, time);
        Cases = new CaseBook(Decisions) { VerdictChanged = () => _ = DecideAgainAsync() };
        Appeals = new Appeals(Decisions, options.Cases, time);
        Holds = new Holds(Decisions, time);
        Looks = new Looks(Path.Combine(options.State, "looks.json"), time);
        Detector = new Detector(journal, Checkpoints, from, engine, options.Checkpoint, exchanges, facts, time, logs.CreateLogger<Detector>())
        {
            Found = findings => Decide(findings, log),
            IsHeld = () => Holds.Standing.Count > 0,
        };
        Intake = new Intake(journal, exchanges, () => Detector.Status.Position, Names, enricher, Clock, options.Ingest);
        var read = new LogOptions { MaxRecordBytes = options.Ingest.LongestRecord, MaxRejectSamples = 8, Enricher = enricher, Map = options.Ingest.Attributes };
        _workers = new IngestWorkers(read, Names, options.Privacy.Redact, options.Ingest.Concurrent);
        Privacy = new PrivacyDesk(Decisions, ledger, journal, options.Journal, Checkpoints, Detector, facts.Find, Holds, Intake, Names.Keyed);
        Teacher = new Teacher(Cases, Detector, Intake, time, logs.CreateLogger<Teacher>());
        Rejects = new RejectLog(Path.Combine(options.State, "rejects.ndjson"), options.Ingest.Rejects, time);
        Ingest = new IngestServices(Intake, _workers, options.Ingest, metrics, logs.CreateLogger<IngestServices>()) { Rejects = Rejects };
        Followers = new Followers(options, read, Ingest, Names, time, logs);
        if (ledger.Opening.TornBytes > 0 || ledger.Opening.MissingEntries > 0)
            Log.Torn(log, ledger.Opening.TornBytes, ledger.Opening.MissingEntries);
        if (journal.CutBytes > 0)
            Log.Cut(log, journal.CutBytes);
        if (journal.DamagedBytes > 0)
            Log.Damaged(log, journal.DamagedBytes);

        void PassedOver(string path, string reason) => Log.PassedOver(log, path, reason);
    }

    /// <summary>The record of verdicts, decisions and human acts.</summary>
    public LedgerFile Ledger { get; }

    /// <summary>The decisions that stand.</summary>
    public DecisionBook Decisions { get; }

    /// <summary>What people make of campaigns.</summary>
    public CaseBook Cases { get; }

    /// <summary>What owners say against decisions.</summary>
    public Appeals Appeals { get; }

    /// <summary>What has to be kept.</summary>
    public Holds Holds { get; }

    /// <summary>What is held of one account.</summary>
    public PrivacyDesk Privacy { get; }

    /// <summary>What each person looked at last.</summary>
    public Looks Looks { get; }

    /// <summary>Tells the engine what cases teach.</summary>
    public Teacher Teacher { get; }

    /// <summary>Where rejected records are noted.</summary>
    public RejectLog Rejects { get; }

    /// <summary>The files that are followed.</summary>
    public Followers Followers { get; }

    /// <summary>The journal.</summary>
    public FrameJournal Journal { get; }

    /// <summary>Event time.</summary>
    public LiveClock Clock { get; }

    /// <summary>Names as they are kept.</summary>
    public StoredNames Names { get; }

    /// <summary>The detector's state on disk.</summary>
    public Checkpoints Checkpoints { get; }

    /// <summary>What reads the journal.</summary>
    public Detector Detector { get; }

    /// <summary>Where everything comes in.</summary>
    public Intake Intake { get; }

    /// <summary>What the ways in share.</summary>
    public IngestServices Ingest { get; }

    /// <summary>Opens it.</summary>
    /// <exception cref="ConfigurationException">Something that the configuration names cannot be used.</exception>
    /// <exception cref="JournalException">The journal cannot be used.</exception>
    /// <exception cref="LedgerException">The ledger cannot be used.</exception>
    public static LiveState Open(ServerOptions options, TimeProvider time, MetricRegistry metrics, ILoggerFactory logs)
    {
        var journal = FrameJournal.Open(options.JournalFolder, options.Journal, time);
        LedgerFile? ledger = null;
        try
        {
            ledger = LedgerFile.Open(options.LedgerFolder);
            return new LiveState(options, ledger, journal, time, metrics, logs);
        }
        catch
        {
            ledger?.Dispose();
            journal.Dispose();
            throw;
        }
    }

    /// <summary>Decides anew about what is found by now, as where the policy is another one. Where the journal is still being read back, that is done at its end anyway.</summary>
    public async Task DecideAgainAsync()
    {
        if (!Detector.Status.CaughtUp)
            return;
        try
        {
            await Detector.AskAsync(engine => Decide(engine.Now(accounts: false), _log)).ConfigureAwait(false);
        }
        catch (InvalidOperationException)
        {
            // Detection has stopped, which health tells; the decisions that stand, stand.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Followers.DisposeAsync().ConfigureAwait(false);
        await Teacher.DisposeAsync().ConfigureAwait(false);
        Detector.Dispose();
        _workers.Dispose();
        Rejects.Dispose();
        Looks.Save();
        Journal.Dispose();
        Ledger.Dispose();
    }

    /// <summary>
    /// After a rotation of keys: accounts that an older key named go on under that name. Read before anything comes in, from the
    /// detector's state and from the journal after it.
    /// </summary>
    private void LearnNames(DetectionEngine? engine, FrameJournal journal, long position)
    {
        engine?.TellNames(Names.Knows);
        using var reader = journal.ReadFrom(position);
        var batch = new FingerprintBatch();
        while (reader.TryRead())
        {
            if (reader.Kind == FrameKind.AccountFacts)
            {
                foreach (var known in reader.ReadFacts())
                    Names.Knows(Encoding.UTF8.GetBytes(known.Account));
            }
            else if (reader.Kind == FrameKind.Exchanges)
            {
                reader.ReadExchanges(batch);
                foreach (ref readonly var item in batch.Items)
                    Names.Knows(batch.NameOf(item));
                batch.Clear();
            }
        }
    }

    private bool Decide(Findings findings, ILogger log)
    {
        try
        {
            Decisions.Decide(findings);
            return true;
        }
        catch (LedgerException e)
        {
            // Nothing was published that is not in the ledger; it is tried again with what is found by then.
            Log.NotRecorded(log, e.Message);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Bytes} bytes at the journal's end were no whole frame and were cut off; they had not been acknowledged")]
        public static partial void Cut(ILogger log, long bytes);

        [LoggerMessage(2, LogLevel.Error, "{Bytes} acknowledged bytes of the journal are damaged and were passed over")]
        public static partial void Damaged(ILogger log, long bytes);

        [LoggerMessage(4, LogLevel.Error, "decisions are not made, since the ledger does not take them: {Reason}")]
        public static partial void NotRecorded(ILogger log, string reason);

        [LoggerMessage(5, LogLevel.Error, "the ledger's end: {Bytes} bytes of a broken write were cut off, {Entries} entries that its head speaks of are missing")]
        public static partial void Torn(ILogger log, long bytes, long entries);

        [LoggerMessage(3, LogLevel.Error, "{Path} is passed over: {Reason}")]
        public static partial void PassedOver(ILogger log, string path, string reason);
    }
}
