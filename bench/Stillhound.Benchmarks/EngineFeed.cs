using Stillhound.Core.Engine;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;

namespace Stillhound.Benchmarks;

/// <summary>Feeds a simulated world's exchanges to an engine in batches; what is left in the batch is the caller's to hand over.</summary>
internal sealed class EngineFeed(DetectionEngine engine, FingerprintBatch batch) : IExchangeSink
{
    private const int BatchSize = 512;

    public void Accept(in Exchange exchange)
    {
        batch.Accept(exchange);
        if (batch.Count < BatchSize)
            return;
        engine.Accept(batch, exchange.Time);
        batch.Clear();
    }
}
