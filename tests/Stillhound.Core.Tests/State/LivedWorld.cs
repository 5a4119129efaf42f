using System.Text.Json;
using System.Text.Json.Serialization;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Engine;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Tests.Support;
using Stillhound.Core.Tests.Worlds;

namespace Stillhound.Core.Tests.State;

/// <summary>
/// A world in which everything happens that an engine keeps: people, a campaign, one that goes through a reseller and stolen accounts,
/// pools that are suspended and replaced, releases and declarations, and exchanges that come late.
/// </summary>
internal sealed class LivedWorld
{
    public const int BatchSize = 60;

    private static readonly JsonSerializerOptions Deep = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public LivedWorld(int seed, int people = 110)
    {
        World = new World(seed).WithPeople(people);
        var crew = new Operator(World).Own(16);
        for (var i = 0; i < 8; i++)
        {
            new Persona($"stolen-{i:d3}").LiveIn(World);
            crew.Send($"stolen-{i:d3}", 4, 3);
        }

        Resell(crew);
        new Pools(World).Work("first", 1, 5, count: 12, suspended: true).Work("second", 5.2, 10, count: 12);
        AddEvents();
        Batches = [.. Late(World).Chunk(BatchSize)];
    }

    public World World { get; }

    /// <summary>Requests with the time at which each came, in batches.</summary>
    public IReadOnlyList<(Request Request, long Arrival)[]> Batches { get; }

    public EngineOptions Options { get; init; } = new() { Search = TimeSpan.FromHours(12) };

    public static string Text(Findings findings) => JsonSerializer.Serialize(findings, Deep);

    public DetectionEngine NewEngine() => new(Options, World.Facts, World.Events);

    /// <summary>Feeds batches from one on and before another.</summary>
    public void Feed(DetectionEngine engine, int from = 0, int before = int.MaxValue)
    {
        var batch = new FingerprintBatch();
        for (var at = from; at < Math.Min(before, Batches.Count); at++)
        {
            batch.Clear();
            foreach (var (request, _) in Batches[at])
                request.SendTo(batch);
            engine.Accept(batch, Batches[at][^1].Arrival);
        }
    }

    /// <summary>Batches in which a search was held.</summary>
    public List<int> Searches()
    {
        var engine = NewEngine();
        var searches = new List<int>();
        for (var at = 0; at < Batches.Count; at++)
        {
            var before = engine.LastSearch;
            Feed(engine, at, at + 1);
            if (engine.LastSearch != before)
                searches.Add(at);
        }

        return searches;
    }

    public string Undisturbed()
    {
        var engine = NewEngine();
        Feed(engine);
        return Text(engine.Complete());
    }

    /// <summary>The findings of an engine that is saved and restored before some batches.</summary>
    public string RestoredBefore(params IEnumerable<int> batches)
    {
        var engine = NewEngine();
        var at = 0;
        foreach (var next in batches)
        {
            Feed(engine, at, next);
            engine = Saved.Again(engine, Options);
            at = next;
        }

        Feed(engine, at);
        return Text(engine.Complete());
    }

    private void Resell(Operator crew)
    {
        for (var user = 0; user < 20; user++)
        {
            var topic = World.Words.Topic(World.Random);
            for (var i = 0; i < 12; i++)
            {
                World.Requests.Add(new Request
                {
                    Time = Request.Monday + (long)(World.Random.NextDouble() * World.Days * Request.Day),
                    Account = "reseller",
                    EndUser = $"customer-{user}",
                    Prompt = World.Words.Text(World.Random, topic, World.Random.Next(6, 50)),
                    System = "You are the assistant of a shop.",
                    MaxTokens = 800,
                    OutputTokens = 300,
                    UserAgent = "shop-server/2",
                });
            }
        }

        crew.Send("reseller", 2, 20, ["hidden-1", "hidden-2", "hidden-3"]);
    }

    private void AddEvents()
    {
        World.Events.Add(new ProviderEvent(At(3), ProviderEventType.ModelReleased) { Model = "model-large" });
        World.Events.Add(new ProviderEvent(At(6), ProviderEventType.AccountRestored) { Account = "first-001" });
        World.Events.Add(new ProviderEvent(At(6), ProviderEventType.WorkloadDeclared) { Org = "lab", Kind = "evaluation", Until = At(9) });
        World.Events.Add(new ProviderEvent(At(4), ProviderEventType.CampaignDismissed) { Campaign = "c-elsewhere", Kind = "popular_tool" });
        World.Events.Add(new ProviderEvent(At(8), ProviderEventType.CampaignDismissed) { Kind = "classroom" });
        World.Events.Add(new ProviderEvent(At(10), ProviderEventType.CampaignReinstated) { Campaign = "c-elsewhere" });
        World.Events.Add(new ProviderEvent(At(12), ProviderEventType.AccountSuspended) { Account = "own-003" });
    }

    private static DateTimeOffset At(double day) => DateTimeOffset.FromUnixTimeMilliseconds(Pools.At(day));

    /// <summary>Requests in the order in which they came, up to nine minutes late.</summary>
    private static List<(Request Request, long Arrival)> Late(World world)
    {
        var random = new Random(5);
        var arrivals = world.InOrder().ConvertAll(r => (Request: r, Arrival: r.Time + random.NextInt64(9 * Request.Minute)));
        arrivals.Sort(static (a, b) => a.Arrival.CompareTo(b.Arrival));
        return arrivals;
    }
}
