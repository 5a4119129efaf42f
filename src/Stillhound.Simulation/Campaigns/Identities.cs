using Stillhound.Core.Exchanges;
using Stillhound.Simulation.Chance;
using Stillhound.Simulation.Clients;
using Stillhound.Simulation.People;
using Stillhound.Simulation.Planning;

namespace Stillhound.Simulation.Campaigns;

/// <summary>Accounts and networks of one campaign: how far they give each other away depends on its dials.</summary>
internal sealed class Identities
{
    private readonly WorldBuilder _world;
    private readonly CampaignTraits _traits;
    private readonly ulong[] _payments;
    private readonly ulong[] _devices;
    private readonly Route _signups;
    private readonly string[] _domains;
    private readonly Network[] _hosts;
    private readonly double _proxyMs;
    private readonly Churn _churn;
    private readonly Country[] _claims;

    public Identities(WorldBuilder world, ref Rng rng, CampaignTraits traits)
    {
        (_world, _traits) = (world, traits);
        var reused = Math.Max(1, traits.Accounts / rng.Between(4, 30));
        _payments = Draw(ref rng, reused);
        _devices = Draw(ref rng, Math.Max(1, reused / 2));
        _hosts = new Network[traits.NetworkReuse > 0.6 ? rng.Between(1, 2) : rng.Between(2, 8)];
        for (var i = 0; i < _hosts.Length; i++)
            _hosts[i] = rng.Pick(world.Networks.Clouds);
        _signups = new Route(rng.Next(), [rng.Pick(world.Networks.Clouds)], rng.Between(2, 20), Churn.Never, 0);
        _domains = new string[rng.Between(1, 5)];
        for (var i = 0; i < _domains.Length; i++)
            _domains[i] = world.Domain(ref rng);
        _proxyMs = rng.LogRange(50, 320);
        _churn = rng.Pick([Churn.Conversation, Churn.Day, Churn.Request, Churn.Never]);
        _claims = new Country[rng.Between(1, 10)];
        for (var i = 0; i < _claims.Length; i++)
            _claims[i] = world.People.AnyCountry(ref rng);
    }

    /// <summary>The next account, which is first used at the given time.</summary>
    public (AccountPlan Account, Person Cover) Next(ref Rng rng, long first)
    {
        var country = rng.Pick(_claims);
        var created = rng.Chance(_traits.BatchSignups)
            // Batches of one hour every other day.
            ? (first / (2 * WorldBuilder.Day) * 2 * WorldBuilder.Day) - (long)(WorldBuilder.Day * rng.Range(0, 0.04))
            : rng.Chance(0.5) ? first - (long)(WorldBuilder.Day * rng.LogRange(0.05, 20)) : _world.People.Aged(ref rng);
        var cover = new Person(rng.Next(), country, _world.People.HomeOf(ref rng, country), Math.Min(created, first));
        var facts = _world.StrangerFacts(ref rng, cover);
        if (rng.Chance(_traits.IdentityReuse))
            facts = facts with { Plan = rng.Pick([Plan.Pro, Plan.Api]), Verified = Verification.Card, Payment = rng.Pick(_payments) };
        if (rng.Chance(_traits.IdentityReuse * 0.7))
            facts = facts with { Device = rng.Pick(_devices) };
        if (rng.Chance(_traits.IdentityReuse))
            facts = facts with { SignupIp = _signups.AddressText(rng.Next()) };
        if (rng.Chance(_traits.IdentityReuse * 0.5))
            facts = facts with { Domain = rng.Pick(_domains) };
        return (_world.Account(ref rng, _traits.Name, true, facts), cover);
    }

    /// <summary>The way one account's requests take.</summary>
    public Route Way(ref Rng rng, Person cover)
    {
        if (rng.Chance(_traits.Residential))
        {
            var local = _world.Networks.Access[cover.Country.Code];
            return new Route(rng.Next(), rng.Chance(_traits.NetworkReuse) ? local : rng.Chance(0.5) ? _world.Networks.AllAccess : [rng.Pick(local)], 4000, _churn, _proxyMs);
        }

        var shared = rng.Chance(_traits.NetworkReuse);
        return new Route(shared ? _traits.Seed : rng.Next(), shared ? _hosts : [rng.Pick(_world.Networks.Clouds)], shared ? 40 : 2, shared ? _churn : Churn.Day, 0);
    }

    private static ulong[] Draw(ref Rng rng, int count)
    {
        var made = new ulong[count];
        for (var i = 0; i < count; i++)
            made[i] = rng.Next();
        return made;
    }
}
