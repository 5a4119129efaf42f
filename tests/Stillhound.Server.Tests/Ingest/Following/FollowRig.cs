using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Stillhound.Formats.Live;
using Stillhound.Formats.Pipeline;
using Stillhound.Formats.Rejects;
using Stillhound.Server.Ingest;
using Stillhound.Server.Ingest.Following;
using Stillhound.Server.Privacy;

namespace Stillhound.Server.Tests.Ingest.Following;

/// <summary>A followed file in a folder of its own, a process that follows it and can be killed, and what outlives that process.</summary>
internal sealed class FollowRig : IRejectSink, IDisposable
{
    private const int MostSteps = 100_000;
    private readonly IPositionStore? _kept;
    private readonly string _folder = Directory.CreateTempSubdirectory("stillhound-").FullName;
    private readonly bool _fromStart;
    private FileFollower? _follower;
    private int _life;

    public FollowRig(bool fromStart = true, IPositionStore? kept = null)
    {
        (_fromStart, _kept) = (fromStart, kept);
        Log = In("app.log");
    }

    public string Log { get; }

    public string State => In("state");

    public FakeClock Clock { get; } = new();

    public FakeJournal Journal { get; } = new();

    public List<Reject> Rejects { get; } = [];

    public FollowerOptions Options { get; init; } = new() { ChunkBytes = 512, ChunkLines = 3, LongestRecord = 4096 };

    /// <summary>Thrown by the journal in place of taking what it is given.</summary>
    public Exception? Refusal { get; set; }

    /// <summary>Durable steps until the process is killed; below zero never.</summary>
    public int KilledAfter { get; set; } = -1;

    public bool IsDead { get; private set; }

    public FileFollower Follower => _follower ??= Start();

    public FollowStatus Status => Follower.Status;

    public static string Line(int number) => string.Create(CultureInfo.InvariantCulture, $$"""{"time":"2026-07-06T00:00:00Z","account":"a{{number:d5}}","prompt":"{{new string('x', number * 37 % 600)}}"}""");

    public static string[] Names(params IEnumerable<int> numbers) => [.. numbers.Select(static n => n.ToString("'a'00000", CultureInfo.InvariantCulture))];

    public string In(string name) => Path.Combine(_folder, name);

    public void Append(params IEnumerable<int> numbers) => Write(Log, string.Concat(numbers.Select(static n => Line(n) + "\n")));

    public void Write(string text) => Write(Log, text);

    public static void Write(string path, string text)
    {
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        file.Write(Encoding.UTF8.GetBytes(text));
    }

    public void Cut()
    {
        using var file = new FileStream(Log, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        file.SetLength(0);
    }

    /// <summary>One step of the process.</summary>
    public bool Step() => Follower.StepAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();

    /// <summary>Steps until there is nothing to do, or the process is dead.</summary>
    public void Poll()
    {
        for (var steps = 0; !IsDead && Step(); steps++)
            steps.ShouldBeLessThan(MostSteps, "it never ends");
    }

    /// <summary>Steps, lets time pass, and steps again: files that were rotated away are left.</summary>
    public void Settle()
    {
        Poll();
        Clock.Advance(Options.Settle);
        Poll();
    }

    /// <summary>Ends the process, killed or not; the next step is that of a new one.</summary>
    public void Restart()
    {
        _follower?.Dispose();
        _follower = null;
        _life++;
        IsDead = false;
    }

    public FileFollower Start() => new(
        new FollowedFile { Path = Log, FromStart = _fromStart },
        new MortalStore(this, _kept ?? new PositionFile(State, Log), _life),
        new BodyParser(LogFormat.Native, new LogOptions { MaxRecordBytes = Options.LongestRecord }),
        new IngestSink(new StoredNames(NameKeyring.Parse([NameKeyring.NewLine("k1")], "test"), all: false), redact: true),
        (sink, _) => Deliver(sink, _life),
        this,
        Options,
        Clock,
        NullLogger.Instance);

    public void Accept(Reject reject) => Rejects.Add(reject);

    public void Dispose()
    {
        _follower?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private ValueTask Deliver(IngestSink sink, int life)
    {
        LiveOn(life);
        if (Refusal is not null)
            throw Refusal;
        Journal.Append(sink);
        LiveOn(life);
        return ValueTask.CompletedTask;
    }

    // The process may die before and after everything that outlives it.
    private void LiveOn(int life)
    {
        IsDead |= KilledAfter == 0;
        if (KilledAfter >= 0)
            KilledAfter--;
        if (IsDead || life != _life)
            throw new InvalidOperationException("killed");
    }

    private sealed class MortalStore(FollowRig rig, IPositionStore inner, int life) : IPositionStore
    {
        public FilePosition? Load() => inner.Load();

        public void Save(FilePosition position)
        {
            rig.LiveOn(life);
            inner.Save(position);
            rig.LiveOn(life);
        }
    }
}

/// <summary>A position that outlives the process without a disk.</summary>
internal sealed class RememberedPosition : IPositionStore
{
    private FilePosition? _position;

    public FilePosition? Load() => _position;

    public void Save(FilePosition position) => _position = position;
}
