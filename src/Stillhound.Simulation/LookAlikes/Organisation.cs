using Stillhound.Core.Exchanges;
using Stillhound.Simulation.Chance;
using Stillhound.Simulation.Clients;
using Stillhound.Simulation.Planning;

namespace Stillhound.Simulation.LookAlikes;

/// <summary>One organisation: its accounts share a name, a contract, a mail domain and most of a network.</summary>
internal sealed class Organisation
{
    private readonly WorldBuilder _world;
    private readonly string _domain;
    private readonly ulong _payment;
    private readonly Plan _plan;
    private readonly long _created;

    public Organisation(WorldBuilder world, ref Rng rng, bool hosted, Plan? plan = null)
    {
        _world = world;
        Country = world.People.AnyCountry(ref rng);
        _domain = world.Domain(ref rng);
        _payment = rng.Next();
        var usual = rng.Pick([Plan.Enterprise, Plan.Enterprise, Plan.Team, Plan.Api]);
        _plan = plan ?? usual;
        _created = world.People.Aged(ref rng);
        Name = FormattableString.Invariant($"org_{rng.Next() & 0xFFFFFF:x6}");
        Network[] networks = hosted ? [rng.Pick(world.Networks.Clouds), rng.Pick(world.Networks.Clouds)] : [rng.Pick(world.Networks.Access[Country.Code])];
        Route = new Route(rng.Next(), networks, rng.Between(1, 4), Churn.Never, 0);
    }

    public string Name { get; }

    public Country Country { get; }

    /// <summary>The organisation's own way out.</summary>
    public Route Route { get; }

    /// <summary>A member's account. Contractors have accounts of their own that do not name the organisation.</summary>
    public AccountPlan Member(ref Rng rng, string group, double contractors = 0)
    {
        if (rng.Chance(contractors))
            return _world.Account(ref rng, group, false, _world.StrangerFacts(ref rng, _world.People.Stranger(ref rng)));
        return _world.Account(ref rng, group, false, new FactSheet
        {
            Created = _created + (long)(rng.Unit() * rng.Unit() * Math.Max(0, _world.Start - _created)),
            Country = Country.Packed,
            Org = Name,
            Plan = _plan,
            Verified = _plan == Plan.Enterprise ? Verification.Contract : rng.Pick([Verification.Card, Verification.Kyc]),
            Domain = _domain,
            Payment = _payment,
            Device = rng.Next(),
            SignupIp = Route.AddressText(rng.Next()),
        });
    }

    /// <summary>Tells the operator what is going on; only some do.</summary>
    public void Declare(ref Rng rng, string kind, double probability)
    {
        if (!rng.Chance(probability))
            return;
        _world.Plan.Events.Add(new ProviderEvent(WorldBuilder.Time(_world.Start + rng.Below(86_400_000)), ProviderEventType.WorkloadDeclared)
        {
            Org = Name,
            Kind = kind,
            Until = WorldBuilder.Time(_world.End + WorldBuilder.Day),
        });
    }
}
