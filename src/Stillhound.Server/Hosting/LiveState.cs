using Microsoft.Extensions.Logging;
using Stillhound.Core.Engine;
using Stillhound.Formats.Enrichment;
using Stillhound.Formats.Mapped;
using Stillhound.Formats.Pipeline;
using Stillhound.Server.Configuration;
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
internal sealed partial class LiveState : IDisposable
{
    /// <summary>A tick is due when nothing came in for so long.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    private readonly IngestWorkers _workers;

    private LiveState(ServerOptions options, FrameJournal journal, TimeProvider time, MetricRegistry metrics, ILoggerFactory logs)
    {
        var log = logs.CreateLogger<LiveState>();
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
        Detector = new Detector(journal, Checkpoints, from, engine, options.Checkpoint, exchanges, time, logs.CreateLogger<Detector>());
        Intake = new Intake(journal, exchanges, () => Detector.Status.Position, Names, enricher, Clock, options.Ingest);
        _workers = new IngestWorkers(new LogOptions { MaxRecordBytes = options.Ingest.LongestRecord, MaxRejectSamples = 8, Enricher = enricher }, Names, options.Privacy.Redact, options.Ingest.Concurrent);
        Ingest = new IngestServices(Intake, _workers, options.Ingest, metrics, logs.CreateLogger<IngestServices>());
        if (journal.CutBytes > 0)
            Log.Cut(log, journal.CutBytes);
        if (journal.DamagedBytes > 0)
            Log.Damaged(log, journal.DamagedBytes);

        void PassedOver(string path, string reason) => Log.PassedOver(log, path, reason);
    }

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
    public static LiveState Open(ServerOptions options, TimeProvider time, MetricRegistry metrics, ILoggerFactory logs)
    {
        var journal = FrameJournal.Open(options.JournalFolder, options.Journal, time);
        try
        {
            return new LiveState(options, journal, time, metrics, logs);
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Detector.Dispose();
        _workers.Dispose();
        Journal.Dispose();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Bytes} bytes at the journal's end were no whole frame and were cut off; they had not been acknowledged")]
        public static partial void Cut(ILogger log, long bytes);

        [LoggerMessage(2, LogLevel.Error, "{Bytes} acknowledged bytes of the journal are damaged and were passed over")]
        public static partial void Damaged(ILogger log, long bytes);

        [LoggerMessage(3, LogLevel.Error, "{Path} is passed over: {Reason}")]
        public static partial void PassedOver(ILogger log, string path, string reason);
    }
}
