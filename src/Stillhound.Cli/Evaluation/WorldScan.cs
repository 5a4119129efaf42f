using Stillhound.Core.Campaigns;
using Stillhound.Core.Engine;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Simulation;

namespace Stillhound.Cli.Evaluation;

/// <summary>Plays a simulated world into an engine, in process and without JSON.</summary>
internal static class WorldScan
{
    /// <summary>Plays the world and returns what was found.</summary>
    public static Findings Run(World world, EngineOptions options, CancellationToken cancellation)
    {
        var engine = new DetectionEngine(options, world.AccountFacts, world.Events);
        var feed = new Feed(engine);
        world.Play(feed, cancellation);
        feed.Flush();
        return engine.Complete();
    }

    /// <summary>The world's truth in the form in which worlds on disk have it.</summary>
    public static GroundTruth TruthOf(World world) =>
        new(world.Truth.ToDictionary(static t => t.Account, static t => new AccountTruth(t.Campaign, t.Group), StringComparer.Ordinal));

    private sealed class Feed(DetectionEngine engine) : IExchangeSink
    {
        private readonly FingerprintBatch _batch = new(512);

        public void Accept(in Exchange exchange)
        {
            _batch.Accept(exchange);
            if (_batch.Count < 512)
                return;
            engine.Accept(_batch, exchange.Time);
            _batch.Clear();
        }

        /// <summary>Hands over what is left of the last batch.</summary>
        public void Flush() => engine.Accept(_batch, long.MinValue / 2);
    }
}
