using Microsoft.Extensions.Logging;
using Stillhound.Formats.Live;
using Stillhound.Formats.Records;
using Stillhound.Server.Operations;

namespace Stillhound.Server.Ingest;

/// <summary>What the ways in share.</summary>
internal sealed partial class IngestServices
{
    private readonly ILogger<IngestServices> _log;
    private readonly Counter _records;
    private readonly Counter _rejects;
    private readonly Counter _requests;

    /// <summary>Makes it.</summary>
    public IngestServices(Intake intake, IngestWorkers workers, IngestOptions options, MetricRegistry metrics, ILogger<IngestServices> log)
    {
        (Intake, Workers, Options, _log) = (intake, workers, options, log);
        _records = metrics.Counter("stillhound_ingest_records_total", "Records that came in, by source and what became of them: added, retried, rejected, skipped.", "source", "result");
        _rejects = metrics.Counter("stillhound_ingest_rejects_total", "Records that could not be read, by source and reason.", "source", "reason");
        _requests = metrics.Counter("stillhound_ingest_refused_requests_total", "Requests that were told to come back later, by source and reason.", "source", "reason");
    }

    /// <summary>Where everything goes.</summary>
    public Intake Intake { get; }

    /// <summary>What reads bodies.</summary>
    public IngestWorkers Workers { get; }

    /// <summary>Bounds.</summary>
    public IngestOptions Options { get; }

    /// <summary>Where rejected records are noted.</summary>
    public RejectLog? Rejects { get; init; }

    /// <summary>Records that came in, by source and what became of them.</summary>
    public IEnumerable<Counter.Cell> Records => _records.Cells;

    /// <summary>Records that could not be read, by source and reason.</summary>
    public IEnumerable<Counter.Cell> RejectedRecords => _rejects.Cells;

    /// <summary>Requests that were told to come back, by source and reason.</summary>
    public IEnumerable<Counter.Cell> RefusedRequests => _requests.Cells;

    /// <summary>Counts what became of a body.</summary>
    public void Count(string source, long added, long retried, BodyOutcome outcome)
    {
        Count(source, added, retried, outcome.Rejected, outcome.Skipped);
        foreach (var (reason, count) in outcome.RejectedBy)
            _rejects.Of(source, reason.Code()).Add(count);
        foreach (var reject in outcome.Samples)
            Rejects?.Accept(reject);
    }

    /// <summary>Counts what became of a body.</summary>
    public void Count(string source, long added, long retried, long rejected, long skipped)
    {
        foreach (var (result, count) in new[] { ("added", added), ("retried", retried), ("rejected", rejected), ("skipped", skipped) })
        {
            if (count > 0)
                _records.Of(source, result).Add(count);
        }
    }

    /// <summary>Counts a request that must come back.</summary>
    public void Count(string source, string reason) => _requests.Of(source, reason).Add();

    /// <summary>Says that the journal could not be written.</summary>
    public void NotDurable(Exception e) => Log.NotDurable(_log, e.Message);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "not taken in: {Reason}")]
        public static partial void NotDurable(ILogger log, string reason);
    }
}
