using Microsoft.Extensions.Logging;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Engine;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Server.Configuration;
using Stillhound.Server.Journal;

namespace Stillhound.Server.Live;

/// <summary>
/// Feeds the engine with the journal, in the journal's order, on one thread of its own. What it has read and what it found are the
/// same whether the process ran all the time or was ended and begun anew at any moment.
/// </summary>
internal sealed partial class Detector : IDisposable
{
    // Members attach all the time; telling of them at most so often leaves the thread to the traffic.
    private static readonly TimeSpan Telling = TimeSpan.FromMilliseconds(250);
    private readonly FrameJournal _journal;
    private readonly Checkpoints _checkpoints;
    private readonly CheckpointOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<Detector> _log;
    private readonly FingerprintBatch _batch = new(1024);
    private readonly CancellationTokenSource _stop = new();
    private readonly ManualResetEventSlim _ended = new();
    private readonly DetectionEngine _engine;
    private readonly ExchangeIntake _intake;
    private readonly KnownFacts _facts;
    private readonly JournalReader _reader;
    private readonly Questions _asked = new();
    private long _told = -1;
    private long _toldAt;
    private long _checkpointAt;
    private long _checkpointPosition;
    private long _erased;
    private DetectorStatus _status;
    private volatile bool _checkpointWanted;

    /// <summary>Makes a detector that goes on where a checkpoint ends, or begins with the journal.</summary>
    public Detector(FrameJournal journal, Checkpoints checkpoints, Checkpoint? from, EngineOptions engine, CheckpointOptions options, ExchangeIntake intake, KnownFacts facts, TimeProvider time, ILogger<Detector> log)
    {
        (_journal, _checkpoints, _options, _intake, _facts, _time, _log) = (journal, checkpoints, options, intake, facts, time, log);
        _engine = from?.Engine ?? new DetectionEngine(engine);
        _reader = journal.ReadFrom(from?.Position ?? journal.OldestPosition);
        _checkpointPosition = _reader.Position;
        _checkpointAt = _toldAt = time.GetTimestamp();
        CatchUpTo = journal.DurablePosition;
        _status = StatusAt(_reader.Position, long.MinValue);
    }

    /// <summary>Where the journal ended when the detector began: until it has come there it tells nothing.</summary>
    public long CatchUpTo { get; }

    /// <summary>How far it has come; from any thread.</summary>
    public DetectorStatus Status => Volatile.Read(ref _status);

    /// <summary>Told of the findings, on the detector's thread, soon after they changed. Answers whether it took them; if not, it is told again.</summary>
    public Func<Findings, bool>? Found { get; set; }

    /// <summary>Asked, on the detector's thread, whether all of the journal and the oldest checkpoint have to be kept.</summary>
    public Func<bool>? IsHeld { get; set; }

    /// <summary>Why it stopped; null while it runs.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Begins.</summary>
    public void Start() => new Thread(Run) { IsBackground = true, Name = "detector" }.Start();

    /// <summary>Asks the engine something, between two frames and on the detector's thread. While it searches, the answer waits.</summary>
    /// <param name="question">What to ask; it must change nothing.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="InvalidOperationException">Detection has stopped.</exception>
    public Task<T> AskAsync<T>(Func<DetectionEngine, T> question, CancellationToken cancellation = default) => _asked.AskAsync(question).WaitAsync(cancellation);

    /// <summary>Asks for a checkpoint at the next frame.</summary>
    public void WantCheckpoint() => _checkpointWanted = true;

    /// <summary>
    /// What the journal holds before a position, and checkpoints of that time, are to go: as soon as a checkpoint after it is written and
    /// nothing has to be kept. It is remembered over a restart.
    /// </summary>
    /// <exception cref="IOException">That could not be noted.</exception>
    public void ForgetBefore(long position)
    {
        _checkpoints.ErasedBefore = position;
        _checkpointWanted = true;
    }

    /// <summary>Stops after the frame that is being taken, and writes a checkpoint.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _ended.Wait();
        _reader.Dispose();
        _stop.Dispose();
        _ended.Dispose();
    }

    private void Run()
    {
        try
        {
            // Who asked before it began is not to wait until what a checkpoint holds has been told to everybody else.
            AnswerAll();
            while (WaitForWork())
            {
                TakeAll();
                AnswerAll();
            }
        }
        catch (OperationCanceledException)
        {
            // Asked to stop: what is in the engine is written down, so that the next start has little to read.
            Save();
        }
#pragma warning disable CA1031 // Ingest and enforcement must go on, whatever happened here; health says it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fault = e;
            Log.Failed(_log, e.GetType().Name, Place(e), e.Message);
        }
        finally
        {
            _asked.Close();
            _ended.Set();
        }
    }

    /// <summary>Waits for frames or questions.</summary>
    /// <returns>False when the journal is closed and read.</returns>
    private bool WaitForWork()
    {
        var frames = _reader.WaitAsync(_stop.Token).AsTask();
        var change = _told != _engine.Revision && _reader.Position >= CatchUpTo;
        if (Task.WaitAny([frames, _asked.Waiting()], change ? (int)Telling.TotalMilliseconds : Timeout.Infinite, _stop.Token) < 0)
            Tell();
        return !frames.IsCompleted || frames.GetAwaiter().GetResult();
    }

    /// <summary>Answers those that wait now. One that is asked after an answer waits for what is to be done next, a checkpoint for instance.</summary>
    private void AnswerAll()
    {
        for (var waiting = Math.Max(1, _asked.Count); waiting > 0 && _asked.TryTake(out var question); waiting--)
            question(_engine);
    }

    private void TakeAll()
    {
        while (!_stop.IsCancellationRequested && _reader.TryRead())
        {
            TakeFrame();
            TellSoon();
            AnswerAll();
            if ((_checkpointWanted && HasComeToErasure) || _time.GetElapsedTime(_checkpointAt) >= _options.Every)
                Save();
        }

        TellSoon();
        _stop.Token.ThrowIfCancellationRequested();
    }

    /// <summary>A checkpoint before the place of an erasure would leave what is to go, and be the one that was asked for.</summary>
    private bool HasComeToErasure => _reader.Position >= (_checkpoints.ErasedBefore ?? long.MinValue);

    private void TakeFrame()
    {
        switch (_reader.Kind)
        {
            case FrameKind.Exchanges:
                _reader.ReadExchanges(_batch);
                _engine.Accept(_batch, _reader.Watermark);
                break;
            case FrameKind.AccountFacts:
                foreach (var facts in _reader.ReadFacts())
                {
                    _engine.Take(facts);
                    _facts.Take(facts);
                }

                break;
            case FrameKind.ProviderEvent:
                var happened = _reader.ReadEvent();
                _engine.Take(happened);
                _facts.Forget(happened);
                _erased += happened.Type == ProviderEventType.AccountErased ? 1 : 0;
                break;
            case FrameKind.Tick:
                _engine.Accept(_batch, _reader.Watermark);
                break;
        }

        Volatile.Write(ref _status, StatusAt(_reader.Position, _reader.Watermark));
    }

    /// <summary>How far it is; also before the first frame, when what a checkpoint held is known already.</summary>
    private DetectorStatus StatusAt(long position, long watermark) => new()
    {
        Position = position,
        Watermark = watermark,
        Exchanges = _engine.Exchanges,
        Late = _engine.Late,
        Campaigns = _engine.Campaigns,
        EventTime = _engine.EventTime,
        LastSearch = _engine.LastSearch,
        Erased = _erased,
        CaughtUp = position >= CatchUpTo,
    };

    private void TellSoon()
    {
        if (_told != _engine.Revision && _time.GetElapsedTime(_toldAt) >= Telling)
            Tell();
    }

    private void Tell()
    {
        if (_reader.Position < CatchUpTo)
            return;
        var revision = _engine.Revision;
        if (Found is null || Found(_engine.Now(accounts: false)))
            _told = revision;
        _toldAt = _time.GetTimestamp();
    }

    private void Save()
    {
        _checkpointWanted = false;
        SaveHere();
        // One that was due anyhow may come before the place of an erasure: the one that was asked for is still to come.
        if (!HasComeToErasure)
            _checkpointWanted = true;
    }

    private void SaveHere()
    {
        _checkpointAt = _time.GetTimestamp();
        if (_reader.Position == _checkpointPosition)
            return;
        try
        {
            var held = IsHeld?.Invoke() ?? false;
            var bytes = _checkpoints.Save(_reader.Position, _engine, _intake, _facts, held);
            _checkpointPosition = _reader.Position;
            Log.Saved(_log, _reader.Position, bytes, _time.GetElapsedTime(_checkpointAt).TotalSeconds);
            if (held)
                return;
            if (_checkpoints.ErasedBefore is { } erased && erased <= _checkpointPosition)
            {
                _checkpoints.DeleteBefore(_checkpointPosition);
                _journal.ForgetBefore(erased);
                _checkpoints.ErasedBefore = null;
            }

            _journal.ForgetOld(_checkpoints.OldestPosition ?? _reader.Position);
        }
        catch (IOException e)
        {
            // The journal still has everything; the next attempt comes in its time.
            Log.NotSaved(_log, e.Message);
        }
    }

    /// <summary>Where it happened, for whoever is told of it: the innermost methods of ours.</summary>
    private static string Place(Exception e) => string.Join(" < ", new System.Diagnostics.StackTrace(e).GetFrames().Select(static f => f.GetMethod())
        .Where(static m => m?.DeclaringType?.FullName?.StartsWith("Stillhound", StringComparison.Ordinal) == true).Take(6).Select(static m => $"{m!.DeclaringType!.Name}.{m.Name}"));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "checkpoint at {Position}: {Bytes} bytes in {Seconds:0.0} s")]
        public static partial void Saved(ILogger log, long position, long bytes, double seconds);

        [LoggerMessage(2, LogLevel.Error, "the checkpoint could not be written: {Reason}")]
        public static partial void NotSaved(ILogger log, string reason);

        [LoggerMessage(3, LogLevel.Critical, "detection has stopped ({Kind} in {Place}: {Reason}); ingest and enforcement go on, and a restart takes it up again")]
        public static partial void Failed(ILogger log, string kind, string place, string reason);
    }
}
