using System.Collections.Concurrent;
using Stillhound.Formats.Live;
using Stillhound.Formats.Otlp;
using Stillhound.Formats.Pipeline;
using Stillhound.Server.Privacy;

namespace Stillhound.Server.Ingest;

/// <summary>What reads a body, with its scratch room; lent to one request at a time.</summary>
internal sealed class IngestWorker(LogOptions log, StoredNames names, bool redact)
{
    private readonly Dictionary<LogFormat, BodyParser> _parsers = [];
    private OtlpBody? _otlp;

    /// <summary>Takes what is read.</summary>
    public IngestSink Sink { get; } = new(names, redact);

    /// <summary>Reads a body into <see cref="Sink"/>, which is emptied first.</summary>
    public BodyOutcome Read(ReadOnlySpan<byte> body, LogFormat format, string source)
    {
        Sink.Clear();
        if (!_parsers.TryGetValue(format, out var parser))
            _parsers[format] = parser = new BodyParser(format, log);
        return parser.Parse(body, source, Sink);
    }

    /// <summary>Reads a request of the OpenTelemetry protocol into <see cref="Sink"/>, which is emptied first.</summary>
    public OtlpOutcome Read(ReadOnlyMemory<byte> body, OtlpEncoding encoding, OtlpSignal signal)
    {
        Sink.Clear();
        _otlp ??= new OtlpBody(log.Map?.Attributes, log.Enricher);
        return _otlp.Read(body, encoding, signal, Sink);
    }
}

/// <summary>Lends workers, so many at a time.</summary>
internal sealed class IngestWorkers(LogOptions log, StoredNames names, bool redact, int concurrent) : IDisposable
{
    private readonly ConcurrentBag<IngestWorker> _idle = [];
    private readonly IngestThreads _threads = new(IngestThreads.Usual);
    private readonly SemaphoreSlim _free = new(concurrent, concurrent);

    /// <summary>Lends a worker; waits while all are lent.</summary>
    public async ValueTask<Lent> LendAsync(CancellationToken cancellation)
    {
        await _free.WaitAsync(cancellation).ConfigureAwait(false);
        return new Lent(this, _idle.TryTake(out var worker) ? worker : new IngestWorker(log, names, redact));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _free.Dispose();
        _threads.Dispose();
    }

    private Task<T> RunAsync<T>(Func<IngestWorker, T> read, IngestWorker worker) => _threads.RunAsync(() => read(worker));

    /// <summary>A worker that is given back when this is disposed of.</summary>
    internal readonly struct Lent(IngestWorkers owner, IngestWorker worker) : IDisposable
    {
        /// <summary>Has it read on a thread that gateways do not need. Not to be given back before that is over.</summary>
        public Task<T> ReadAsync<T>(Func<IngestWorker, T> read) => owner.RunAsync(read, worker);

        /// <summary>The worker.</summary>
        public IngestWorker Worker => worker;

        /// <inheritdoc/>
        public void Dispose()
        {
            worker.Sink.Clear();
            owner._idle.Add(worker);
            owner._free.Release();
        }
    }
}
