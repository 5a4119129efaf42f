using Stillhound.Core.Exchanges;
using Stillhound.Formats.Enrichment;
using Stillhound.Formats.Framing;
using Stillhound.Formats.LiteLlm;
using Stillhound.Formats.Native;
using Stillhound.Formats.Pipeline;
using Stillhound.Formats.Records;
using Stillhound.Formats.Rejects;

namespace Stillhound.Formats.Live;

/// <summary>
/// Reads records that are wholly in memory: the body of a request, or new lines of a followed file. One a thread; it keeps scratch
/// room between bodies and allocates nothing for records that are read.
/// </summary>
public sealed class BodyParser
{
    private readonly IRecordReader? _reader;
    private readonly GroupBody? _groups;
    private readonly AddressEnricher? _enricher;
    private readonly int _maxRecordBytes;
    private readonly int _samples;

    /// <summary>Makes a parser.</summary>
    /// <param name="format">What records are; not <see cref="LogFormat.Auto"/>.</param>
    /// <param name="options">Of these the map, the longest record, the lists and the number of rejects sampled a body count.</param>
    /// <exception cref="ArgumentException">The format is not one of single records, or mapped without a map.</exception>
    public BodyParser(LogFormat format, LogOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var records = format switch
        {
            LogFormat.Native => new RecordFormat("native", LineFraming.Instance, static () => new NativeReader()),
            LogFormat.LiteLlm => new RecordFormat("litellm", LineFraming.Instance, static () => new LiteLlmReader()),
            LogFormat.Mapped when options.FieldMap is { } map => map.FormatFor([], LineFraming.Instance, "body"),
            LogFormat.Auto or LogFormat.Mapped => throw new ArgumentException($"no body can be read as {format}", nameof(format)),
            _ => KnownFormats.Of(format, LineFraming.Instance, options.Map?.Attributes),
        };
        _enricher = options.Enricher?.ForThread();
        if (records.NewGroupReader is { } newReader)
            _groups = new GroupBody(newReader(), _enricher, records.LookedFor);
        else
            _reader = records.NewReader();
        _maxRecordBytes = options.MaxRecordBytes;
        _samples = options.MaxRejectSamples;
    }

    /// <summary>
    /// Reads every record: one a line, the elements of an array, or one object over several lines. A record that cannot be read is
    /// counted and takes no other with it.
    /// </summary>
    /// <param name="body">The bytes.</param>
    /// <param name="source">Where they come from, for rejects.</param>
    /// <param name="sink">Takes the exchanges.</param>
    public BodyOutcome Parse(ReadOnlySpan<byte> body, string source, IExchangeSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        return Read(body, LogDetector.JsonFramingOf(body[MarkLength(body)..]), source, new Anywhere(sink));
    }

    /// <summary>
    /// Reads records of which each is one line, whatever the lines hold, and tells where each stands. What is read of a line does not
    /// depend on the lines beside it, so that it does not matter where a file was cut into bodies.
    /// </summary>
    /// <param name="body">The bytes: whole lines.</param>
    /// <param name="source">Where they come from, for rejects.</param>
    /// <param name="sink">Takes the exchanges.</param>
    public BodyOutcome ParseLines(ReadOnlySpan<byte> body, string source, IPlacedSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        return Read(body, LineFraming.Instance, source, sink);
    }

    private BodyOutcome Read(ReadOnlySpan<byte> body, IFraming framing, string source, IPlacedSink sink)
    {
        var outcome = new BodyOutcome();
        Exchange exchange = default;
        var at = MarkLength(body);
        while (framing.Next(body, ref at, out var range))
        {
            var record = body[range];
            var start = range.Start.Value;
            if (_groups is not null && record.Length <= _maxRecordBytes)
            {
                _groups.Read(body, range, source, sink, outcome, _samples);
                continue;
            }

            var reason = record.Length > _maxRecordBytes ? RejectReason.TooLong : _reader!.Read(record, ref exchange);
            if (reason == RejectReason.None)
            {
                _enricher?.Enrich(ref exchange);
                sink.Accept(in exchange, start);
                outcome.Accepted++;
                continue;
            }

            outcome.Refuse(reason);
            if (outcome.Samples.Count < _samples)
                outcome.Samples.Add(new Reject(reason, source, 1 + body[..start].Count((byte)'\n'), start, record.Length, record[..Math.Min(record.Length, Reject.MaxExcerpt)].ToArray()));
        }

        return outcome;
    }

    private static int MarkLength(ReadOnlySpan<byte> body) => body.StartsWith("\uFEFF"u8) ? 3 : 0;

    private sealed class Anywhere(IExchangeSink sink) : IPlacedSink
    {
        public void Accept(in Exchange exchange, int at) => sink.Accept(in exchange);
    }
}
