using Stillhound.Simulation.Chance;
using Stillhound.Simulation.Clients;
using Stillhound.Simulation.People;
using Stillhound.Simulation.Planning;
using Stillhound.Simulation.Timing;

namespace Stillhound.Simulation.Campaigns;

/// <summary>The accounts that one campaign runs with one set of templates and means, and how each of them hides.</summary>
internal sealed class Crew
{
    private readonly WorldBuilder _world;
    private readonly CampaignTraits _traits;
    private readonly CampaignHabits _habits;
    private readonly Identities _identities;
    private readonly FleetRhythm _fleet;
    private readonly ClientStack[] _clients;

    public Crew(WorldBuilder world, CampaignTraits traits, CampaignHabits habits, ulong seed, int index, int campaigns)
    {
        (_world, _traits, _habits) = (world, traits, habits);
        var rng = new Rng(seed);
        Usage = Payloads.Of(world, ref rng, traits, index, campaigns);
        _identities = new Identities(world, ref rng, traits);
        _fleet = new FleetRhythm(CampaignPlanner.Pulse(world, ref rng, traits), rng.Range(0, 1), traits.Turns);
        _clients = [.. world.Stacks.Programs, .. world.Stacks.People];
    }

    /// <summary>What it asks for.</summary>
    public Usage Usage { get; }

    /// <summary>One more account with its traffic.</summary>
    public AccountPlan Enlist(ref Rng rng, long from, long to)
    {
        var bought = rng.Chance(_habits.Aged);
        var (account, cover) = bought ? Bought(ref rng, from) : _identities.Next(ref rng, from);
        CampaignPlanner.Adopt(_world, ref rng, _traits, account);
        var home = rng.Chance(_habits.HomeNetworks);
        var way = home ? Household(ref rng, cover) : _identities.Way(ref rng, cover);
        var usage = rng.Chance(_habits.OwnClients) ? Disguised(ref rng) : Usage;
        var rhythm = rng.Chance(_habits.ClaimedHours) ? Sittings(ref rng, cover) : (Rhythm)_fleet;
        var load = Draws.Around1(ref rng, _habits.LoadSpread ?? _traits.LoadSpread);
        var rate = Math.Min(_traits.Rate * load * (1 - _habits.Reseller), _habits.Quota ?? double.MaxValue);
        _world.Stream(ref rng, account, usage, rhythm, way, rate, from, to, scalable: false);
        if (_traits.Mixing > 0)
        {
            var chat = _world.People.UsageOf(ref rng, cover) with { Stacks = ReferenceEquals(usage, Usage) ? _world.Stacks.People : usage.Stacks, StackChurn = 0 };
            _world.Stream(ref rng, account, chat, _world.People.RhythmOf(ref rng, cover), home ? way : cover.Home, rate * _traits.Mixing / (1 - _traits.Mixing), from, to, scalable: false);
        }

        return account;
    }

    /// <summary>An old account with everything its owner left in it, also what the owner asked before the sale.</summary>
    private (AccountPlan Account, Person Cover) Bought(ref Rng rng, long from)
    {
        var owner = _world.People.Stranger(ref rng);
        var account = _world.Account(ref rng, _traits.Name, true, _world.StrangerFacts(ref rng, owner));
        // Idle accounts are what is for sale; few owners sell one that they still use.
        if (from > _world.Start && rng.Chance(0.5))
            _world.Stream(ref rng, account, _world.People.UsageOf(ref rng, owner), _world.People.RhythmOf(ref rng, owner), owner.Home, _world.People.RateOf(ref rng) * rng.LogRange(0.1, 1), _world.Start, from, scalable: false);
        return (account, owner);
    }

    /// <summary>A program that says what others say: any client of the world, parameters and instructions of its own.</summary>
    private Usage Disguised(ref Rng rng) => Usage with
    {
        Stacks = [rng.Pick(_clients)],
        StackChurn = 0,
        Shape = rng.Chance(0.4) ? RequestShape.Chat : RequestShape.Draw(ref rng),
        System = rng.Chance(0.5) ? _world.Text(rng.Pick(["system.person", "system.tool", "system.firm"]), rng.Next()) : [],
    };

    private SessionRhythm Sittings(ref Rng rng, Person cover) => new(
        DayCurve.OfPerson(ref rng, cover.Country.UtcOffset, rng.Range(0.6, 1)), _traits.Turns, Draws.LogNormal(ref rng, 0.8, 0.5), rng.Range(0.3, 1.2));

    /// <summary>An exit in one household, held for days; what lies behind it still takes its time to answer.</summary>
    private Route Household(ref Rng rng, Person cover) =>
        new(rng.Next(), [rng.Pick(_world.Networks.Access[cover.Country.Code])], rng.Between(1, 2), rng.Pick([Churn.Never, Churn.Day]), rng.LogRange(50, 320));
}
