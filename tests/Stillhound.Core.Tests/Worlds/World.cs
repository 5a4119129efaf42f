using Stillhound.Core.Campaigns;
using Stillhound.Core.Engine;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Tests.Support;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Tests.Worlds;

/// <summary>A small world of traffic and account facts with known truth, the same for the same seed.</summary>
internal sealed class World
{
    public const int Days = 14;

    public World(int seed)
    {
        Random = new Random(seed);
        Words = new Words(Random);
    }

    public Random Random { get; }

    public Words Words { get; }

    public List<Request> Requests { get; } = [];

    public List<AccountFacts> Facts { get; } = [];

    /// <summary>What the provider did.</summary>
    public List<ProviderEvent> Events { get; } = [];

    /// <summary>Event time between searches.</summary>
    public TimeSpan Search { get; init; } = TimeSpan.FromDays(1);

    /// <summary>What lists could say of the requests.</summary>
    public List<ContextLabel> Labels { get; init; } = [];

    /// <summary>Receives every verdict of every search with the names of the cohort's accounts.</summary>
    public Action<IEnumerable<string>, Verdict>? Judged { get; init; }

    /// <summary>The requests in order of time, no two at the same.</summary>
    public List<Request> InOrder()
    {
        var ordered = new List<Request>(Requests.Count);
        var last = long.MinValue;
        foreach (var request in Requests.OrderBy(static r => r.Time))
        {
            last = Math.Max(last + 1, request.Time);
            ordered.Add(request with { Time = last });
        }

        return ordered;
    }

    public Findings Run(int batchSize = 1000) => Run(InOrder().ConvertAll(static r => (r, r.Time)), batchSize);

    /// <summary>Feeds requests in the given order, each with the time at which it arrived.</summary>
    public Findings Run(List<(Request Request, long Arrival)> arrivals, int batchSize)
    {
        var engine = new DetectionEngine(new EngineOptions { Search = Search, ContextLabels = Labels }, Facts, Events) { Judged = Judged };
        var batch = new FingerprintBatch();
        foreach (var chunk in arrivals.Chunk(batchSize))
        {
            batch.Clear();
            foreach (var (request, _) in chunk)
                request.SendTo(batch);
            engine.Accept(batch, chunk[^1].Arrival).ShouldBe(0);
        }

        return engine.Complete();
    }

    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Random.NextDouble())) * Math.Cos(2 * Math.PI * Random.NextDouble());
}
