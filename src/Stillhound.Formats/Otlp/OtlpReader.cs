using Stillhound.Core.Exchanges;
using Stillhound.Formats.Aliases;
using Stillhound.Formats.Records;
using Stillhound.Formats.Rejects;

namespace Stillhound.Formats.Otlp;

/// <summary>
/// Reads requests of the OpenTelemetry protocol. A span or log record of a call of a model becomes one exchange. It never
/// throws on bad input. Owned by one thread at a time: it keeps room between requests and allocates nothing for accepted
/// records once that fits.
/// </summary>
public sealed class OtlpReader
{
    private readonly OtlpJsonWalk _json;
    private readonly OtlpWireWalk _traces;
    private readonly OtlpWireWalk _logs;
    private readonly OutcomeSink _outcome;

    /// <summary>Makes a reader.</summary>
    /// <param name="attributes">The user's own names for fields; null for those that come with the program.</param>
    public OtlpReader(AttributeMap? attributes = null)
    {
        var table = AliasFile.Table("otlp", attributes);
        var fields = new OtlpFields(table);
        _json = new OtlpJsonWalk(fields);
        _traces = new OtlpWireWalk(fields, OtlpSignal.Traces);
        _logs = new OtlpWireWalk(fields, OtlpSignal.Logs);
        _outcome = new OutcomeSink(table.LookedFor);
    }

    /// <summary>
    /// Reads one request, decompressed. A request that is not readable as a whole gives no exchange. The caller bounds its size.
    /// </summary>
    /// <param name="body">The request: an export request, or the data that exporters write to files, which is the same.</param>
    /// <param name="encoding">How it is written.</param>
    /// <param name="signal">What it holds. JSON says so itself, and may hold both.</param>
    /// <param name="sink">Takes exchanges, during the call.</param>
    /// <param name="rejects">Takes the first <paramref name="maxRejects"/> records that are refused; null to only count them.</param>
    /// <param name="maxRejects">How many.</param>
    public OtlpOutcome Read(
        ReadOnlyMemory<byte> body, OtlpEncoding encoding, OtlpSignal signal, IExchangeSink sink, IRejectSink? rejects = null, int maxRejects = 100)
    {
        ArgumentNullException.ThrowIfNull(sink);
        IGroupReader walk = encoding == OtlpEncoding.Json ? _json : signal == OtlpSignal.Traces ? _traces : _logs;
        _outcome.Begin(body, sink, rejects, maxRejects);
        var reason = walk.Read(body.Span, _outcome);
        return _outcome.End(reason);
    }

    private sealed class OutcomeSink(string lookedFor) : IGroupSink
    {
        private ReadOnlyMemory<byte> _body;
        private IExchangeSink? _sink;
        private IRejectSink? _rejects;
        private int _wanted;
        private OtlpOutcome _outcome;

        public void Begin(ReadOnlyMemory<byte> body, IExchangeSink sink, IRejectSink? rejects, int wanted)
        {
            (_body, _sink, _rejects, _wanted) = (body, sink, rejects, wanted);
            _outcome = new OtlpOutcome { IsReadable = true };
        }

        public OtlpOutcome End(RejectReason reason)
        {
            var outcome = reason == RejectReason.None ? _outcome : new OtlpOutcome { FirstError = $"the request is not readable: {reason.Describe()}" };
            (_body, _sink, _rejects) = (default, null, null);
            return outcome;
        }

        public void Accept(ref Exchange exchange, FieldOutcome outcome)
        {
            _sink!.Accept(in exchange);
            _outcome = _outcome with { Accepted = _outcome.Accepted + 1 };
        }

        public void Reject(RejectReason reason, ReadOnlySpan<byte> bytes, FieldOutcome outcome, int records)
        {
            var detail = reason == RejectReason.MissingAccount ? lookedFor : null;
            _outcome = _outcome with
            {
                Rejected = _outcome.Rejected + records,
                FirstError = _outcome.FirstError ?? (detail is null ? reason.Describe() : $"{reason.Describe()}; {detail}"),
            };
            if (_rejects is null || _wanted-- <= 0)
                return;
            var offset = _body.Span.Overlaps(bytes, out var at) ? at : 0;
            _rejects.Accept(new Reject(reason, "otlp", 1, offset, bytes.Length, bytes[..Math.Min(bytes.Length, Rejects.Reject.MaxExcerpt)].ToArray()) { Detail = detail });
        }

        public void Skip(int records) => _outcome = _outcome with { Skipped = _outcome.Skipped + records };
    }
}

/// <summary>How a request is written.</summary>
public enum OtlpEncoding : byte
{
    /// <summary><c>application/x-protobuf</c>, and gRPC.</summary>
    Protobuf = 0,

    /// <summary><c>application/json</c>.</summary>
    Json,
}

/// <summary>What a request holds.</summary>
public enum OtlpSignal : byte
{
    /// <summary>Spans.</summary>
    Traces = 0,

    /// <summary>Log records.</summary>
    Logs,
}

/// <summary>What became of one request.</summary>
public readonly record struct OtlpOutcome
{
    /// <summary>Whether it was readable as a whole. If not, nothing of it was used and it should be answered with 400.</summary>
    public bool IsReadable { get; init; }

    /// <summary>Exchanges.</summary>
    public int Accepted { get; init; }

    /// <summary>Spans or log records of calls of a model that are no exchange, for partial success.</summary>
    public int Rejected { get; init; }

    /// <summary>Spans or log records that are no call of a model; nothing is wrong with them.</summary>
    public int Skipped { get; init; }

    /// <summary>Why the first one was rejected, or why the request is not readable; null when all is well.</summary>
    public string? FirstError { get; init; }
}
