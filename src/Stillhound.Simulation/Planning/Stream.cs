using Stillhound.Simulation.Clients;
using Stillhound.Simulation.Timing;

namespace Stillhound.Simulation.Planning;

/// <summary>One kind of traffic of one account: an account that mixes has several.</summary>
internal sealed class Stream(int index, AccountPlan account, Usage usage, Rhythm rhythm, Route route, ulong seed)
{
    public int Index { get; } = index;

    public AccountPlan Account { get; } = account;

    public Usage Usage { get; } = usage;

    public Rhythm Rhythm { get; } = rhythm;

    public Route Route { get; } = route;

    public ulong Seed { get; } = seed;

    /// <summary>Exchanges a day while it is alive.</summary>
    public double Rate { get; set; }

    /// <summary>First moment, in Unix milliseconds.</summary>
    public long From { get; init; }

    /// <summary>The moment after the last, in Unix milliseconds.</summary>
    public long To { get; set; }

    /// <summary>Whether the world may scale the rate to meet a target; campaigns keep the rate they were given.</summary>
    public bool Scalable { get; init; } = true;
}
