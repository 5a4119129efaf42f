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
    /// <param name="world">The world.</param>
    /// <param name="options">The engine's options.</param>
    /// <param name="cancellation">Stops the play.</param>
    /// <param name="everySearch">Told of every cohort that any search judged.</param>
    /// <param name="lastSearch">Told of every cohort that the last search judged.</param>
    /// <param name="through">What exchanges pass through on their way to the engine; null for nothing.</param>
    public static Findings Run(
        World world, EngineOptions options, CancellationToken cancellation, Action<JudgedCohort>? everySearch = null, Action<JudgedCohort>? lastSearch = null,
        Func<IExchangeSink, IExchangeSink>? through = null)
    {
        var engine = new DetectionEngine(options, world.AccountFacts, world.Events);
        if (everySearch is not null)
            engine.Judged = (accounts, verdict) => everySearch(JudgedCohort.Of(accounts, verdict));
        var feed = new Feed(engine);
        world.Play(through is null ? feed : through(feed), cancellation);
        feed.Flush();
        if (lastSearch is not null)
        {
            var before = engine.Judged;
            engine.Judged = (accounts, verdict) =>
            {
                before?.Invoke(accounts, verdict);
                lastSearch(JudgedCohort.Of(accounts, verdict));
            };
        }

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

        /// <summary>Hands over what is left of the last batch and has everything applied, so that only the last search is left.</summary>
        public void Flush() => engine.Accept(_batch, long.MaxValue / 2);
    }
}
