using Stillhound.Core.Campaigns;
using Stillhound.Core.Engine;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Formats.Inputs;
using Stillhound.Formats.Pipeline;
using Stillhound.Formats.Rejects;

namespace Stillhound.Cli.Scanning;

/// <summary>Feeds logs through the engine: the reader's threads make fingerprints, this thread applies them.</summary>
internal sealed class Scanner(
    IReadOnlyList<LogFile> files, LogOptions log, EngineOptions options, IEnumerable<AccountFacts> facts, IEnumerable<ProviderEvent> events)
{
    private const int MostLateSamples = 1000;
    private readonly DetectionEngine _engine = log.Enricher is { } enricher
        ? new(options with { ContextLabels = enricher.Labels }, facts.Select(enricher.Enrich), events)
        : new(options, facts, events);
    private readonly LogReader<FingerprintBatch> _reader =
        new(files, log, static () => new FingerprintBatch(1024), static batch => batch.Clear());

    /// <summary>How far reading has come; from any thread.</summary>
    public LogProgress Progress => _reader.Progress;

    /// <summary>The engine, for what it says of its progress.</summary>
    public DetectionEngine Engine => _engine;

    /// <summary>Has the first exchanges that came too late written among the rejects.</summary>
    public void SampleLate(RejectFile rejects)
    {
        var left = MostLateSamples;
        _engine.LateArrival = (time, account) =>
        {
            rejects.AcceptLate(time, account);
            if (--left == 0)
                _engine.LateArrival = null;
        };
    }

    /// <summary>Reads everything and returns what was found.</summary>
    /// <exception cref="InputException">An input could not be used.</exception>
    /// <param name="cancellation">Stops the scan.</param>
    /// <param name="refused">Lines of account facts and events that could not be read, for the summary.</param>
    public Findings Run(CancellationToken cancellation, long refused = 0)
    {
        _reader.Run((batch, watermark) => _engine.Accept(batch, watermark), cancellation);
        var findings = _engine.Complete(_reader.Progress.Rejected + refused);
        return findings with { Lists = log.Enricher?.Summary() };
    }
}
