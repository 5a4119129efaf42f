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
    private readonly IRecordReader _reader;
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
        _reader = format switch
        {
            LogFormat.Native => new NativeReader(),
            LogFormat.LiteLlm => new LiteLlmReader(),
            LogFormat.Mapped when options.Map is { } map => map.FormatFor([], LineFraming.Instance, "body").NewReader(),
            _ => throw new ArgumentException($"no body can be read as {format}", nameof(format)),
        };
        _enricher = options.Enricher?.ForThread();
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
        if (body.StartsWith("\uFEFF"u8))
            body = body[3..];
        var framing = LogDetector.JsonFramingOf(body);
        var outcome = new BodyOutcome();
        Exchange exchange = default;
        var at = 0;
        while (framing.Next(body, ref at, out var range))
        {
            var record = body[range];
            var reason = record.Length > _maxRecordBytes ? RejectReason.TooLong : _reader.Read(record, ref exchange);
            if (reason == RejectReason.None)
            {
                _enricher?.Enrich(ref exchange);
                sink.Accept(in exchange);
                outcome.Accepted++;
                continue;
            }

            outcome.Refuse(reason);
            if (outcome.Samples.Count < _samples)
            {
                var start = range.Start.Value;
                outcome.Samples.Add(new Reject(reason, source, 1 + body[..start].Count((byte)'\n'), start, record.Length, record[..Math.Min(record.Length, Reject.MaxExcerpt)].ToArray()));
            }
        }

        return outcome;
    }
}
