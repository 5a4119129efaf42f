using Stillhound.Core.Exchanges;
using Stillhound.Simulation.Campaigns;
using Stillhound.Simulation.Chance;
using Stillhound.Simulation.Lone;
using Stillhound.Simulation.LookAlikes;
using Stillhound.Simulation.Planning;
using Stillhound.Simulation.Playing;

namespace Stillhound.Simulation;

/// <summary>
/// One provider's traffic with its ground truth: planned from a seed, then played as often as needed, always alike.
/// </summary>
public sealed class World
{
    private readonly WorldPlan _plan;
    private readonly Lazy<IReadOnlyList<Truth>> _truth;

    private World(WorldOptions options, WorldPlan plan)
    {
        Options = options;
        _plan = plan;
        _truth = new Lazy<IReadOnlyList<Truth>>(() => Census.Of(_plan));
        AccountFacts = [.. plan.Accounts.Select(a => a.Facts).OfType<AccountFacts>()];
        Events = [.. plan.Events.OrderBy(e => e.Time).ThenBy(e => e.Account, StringComparer.Ordinal)];
    }

    /// <summary>What it was made from.</summary>
    public WorldOptions Options { get; }

    /// <summary>Facts about accounts; some accounts have none, as with any operator.</summary>
    public IReadOnlyList<AccountFacts> AccountFacts { get; }

    /// <summary>Releases, suspensions, restorations and declared workloads, in order of time.</summary>
    public IReadOnlyList<ProviderEvent> Events { get; }

    /// <summary>Exactly the accounts that have traffic. Counted on first use, by planning every day without its text.</summary>
    public IReadOnlyList<Truth> Truth => _truth.Value;

    /// <summary>Number of accounts planned; a few of them may never send.</summary>
    public int PlannedAccounts => _plan.Accounts.Count;

    /// <summary>Exchanges that the plan leads one to expect: each stream's rate over its life.</summary>
    internal double ExpectedExchanges => _plan.Streams.Sum(static s => s.Rate * Math.Max(0, s.To - s.From) / WorldBuilder.Day);

    /// <summary>Plans a world.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static World Create(WorldOptions options)
    {
        OptionCheck.Check(options);
        var builder = new WorldBuilder(options);
        var accounts = options.Accounts ?? (int)Math.Clamp((options.Exchanges ?? 200_000) / 40, 50, 1_500_000);
        var campaigns = options.Campaigns
            .Select((spec, i) => CampaignTraits.Settle(spec, i, options.Seed, builder.Start, builder.End, accounts, options.Campaigns.Count)).ToArray();
        BenignMix.Plan(builder, Math.Max(0, accounts - campaigns.Sum(c => c.Accounts) - options.LookAlikes.Sum(g => g.Accounts)));
        LookAlikeCast.Plan(builder);
        BenignMix.Suspend(builder);
        for (var i = 0; i < campaigns.Length; i++)
            CampaignPlanner.Plan(builder, campaigns[i], i, campaigns.Length);
        LonePlanner.Plan(builder, options.Lone);
        if (options.Exchanges is { } target)
            Scaling.Meet(builder.Plan, target);
        return new World(options, builder.Plan);
    }

    /// <summary>
    /// Hands every exchange to the sink, in order of time, without allocating for any of them. The sink may be slow; nothing
    /// runs in the background.
    /// </summary>
    /// <returns>Number of exchanges.</returns>
    public long Play(IExchangeSink sink) => Play(sink, CancellationToken.None);

    /// <summary>Like <see cref="Play(IExchangeSink)"/>, until it is cancelled.</summary>
    public long Play(IExchangeSink sink, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(sink);
        return new Player(_plan, Options).Play(sink, cancel);
    }

    /// <summary>Names of a tool list by its key, for writers: an exchange carries the key alone.</summary>
    internal Dictionary<ulong, string[]> ToolNames()
    {
        var names = new Dictionary<ulong, string[]>();
        foreach (var stream in _plan.Streams)
            names[stream.Usage.Tools.Key] = stream.Usage.Tools.Names;
        return names;
    }
}
