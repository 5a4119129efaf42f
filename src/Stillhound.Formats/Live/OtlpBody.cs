using Stillhound.Core.Exchanges;
using Stillhound.Formats.Aliases;
using Stillhound.Formats.Enrichment;
using Stillhound.Formats.Otlp;

namespace Stillhound.Formats.Live;

/// <summary>Reads requests of the OpenTelemetry protocol, and asks the lists about their addresses. One a thread.</summary>
public sealed class OtlpBody
{
    private readonly OtlpReader _reader;
    private readonly Enriching _sink;

    /// <summary>Makes a reader.</summary>
    /// <param name="attributes">The user's own names for fields; null for those that come with the program.</param>
    /// <param name="enricher">The lists; null asks none.</param>
    public OtlpBody(AttributeMap? attributes, Enricher? enricher)
    {
        _reader = new OtlpReader(attributes);
        _sink = new Enriching(enricher?.ForThread());
    }

    /// <summary>Reads one request, unpacked. The caller bounds its size.</summary>
    /// <param name="body">The request.</param>
    /// <param name="encoding">How it is written.</param>
    /// <param name="signal">What it holds.</param>
    /// <param name="sink">Takes the exchanges, during the call.</param>
    public OtlpOutcome Read(ReadOnlyMemory<byte> body, OtlpEncoding encoding, OtlpSignal signal, IExchangeSink sink)
    {
        _sink.Next = sink;
        try
        {
            return _reader.Read(body, encoding, signal, _sink);
        }
        finally
        {
            _sink.Next = null;
        }
    }

    private sealed class Enriching(AddressEnricher? enricher) : IExchangeSink
    {
        public IExchangeSink? Next { get; set; }

        public void Accept(in Exchange exchange)
        {
            if (enricher is null)
            {
                Next!.Accept(in exchange);
                return;
            }

            var enriched = exchange;
            enricher.Enrich(ref enriched);
            Next!.Accept(in enriched);
        }
    }
}
