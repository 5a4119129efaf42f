using Stillhound.Core.Campaigns;
using Stillhound.Core.Engine;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Formats.Inputs;
using Stillhound.Formats.Pipeline;

namespace Stillhound.Cli.Scanning;

/// <summary>Feeds logs through the engine: the reader's threads make fingerprints, this thread applies them.</summary>
internal sealed class Scanner(
    IReadOnlyList<LogFile> files, LogOptions log, EngineOptions options, IEnumerable<AccountFacts> facts, IEnumerable<ProviderEvent> events)
{
    private readonly DetectionEngine _engine = new(options, facts, events);
    private readonly LogReader<FingerprintBatch> _reader =
        new(files, log, static () => new FingerprintBatch(1024), static batch => batch.Clear());

    /// <summary>How far reading has come; from any thread.</summary>
    public LogProgress Progress => _reader.Progress;

    /// <summary>The engine, for what it says of its progress.</summary>
    public DetectionEngine Engine => _engine;

    /// <summary>Reads everything and returns what was found.</summary>
    /// <exception cref="InputException">An input could not be used.</exception>
    public Findings Run(CancellationToken cancellation)
    {
        _reader.Run((batch, watermark) => _engine.Accept(batch, watermark), cancellation);
        return _engine.Complete(_reader.Progress.Rejected);
    }
}
