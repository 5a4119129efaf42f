using Stillhound.Core.Exchanges;
using Stillhound.Simulation.Chance;
using Stillhound.Simulation.Clients;
using Stillhound.Simulation.Planning;
using Stillhound.Simulation.Speaking;
using Stillhound.Simulation.Timing;

namespace Stillhound.Simulation.LookAlikes;

/// <summary>Firms that make training data for models of their own, as some terms allow. In traffic it is a harvest.</summary>
internal static class DataWork
{
    public static void Contracted(WorldBuilder world, ref Rng rng, string group, int accounts)
    {
        var firm = new Organisation(world, ref rng, true, Plan.Enterprise);
        firm.Declare(ref rng, "training_data", 1);
        var (usage, curve, rate) = Work(world, ref rng, firm.Country);
        for (var i = 0; i < accounts; i++)
            world.Stream(ref rng, firm.Member(ref rng, group), usage, new ClientRhythm(curve, rng.Range(0.2, 1.5), 0.2, 1, 0), firm.Route, rate);
    }

    /// <summary>Keys that a team made for itself: one card, one mail domain, and in half of the firms a name that binds them.</summary>
    public static void Uncontracted(WorldBuilder world, ref Rng rng, string group, int accounts)
    {
        var country = world.People.AnyCountry(ref rng);
        var (usage, curve, rate) = Work(world, ref rng, country);
        var way = new Route(rng.Next(), [rng.Pick(world.Networks.Clouds)], rng.Between(1, 6), Churn.Never, 0);
        var office = new Route(rng.Next(), [rng.Pick(world.Networks.Access[country.Code])], 2, Churn.Never, 0);
        var name = rng.Chance(0.5) ? FormattableString.Invariant($"org_{rng.Next() & 0xFFFFFF:x6}") : null;
        var (card, domain) = (rng.Next(), world.Domain(ref rng));
        var since = world.Start - (long)(WorldBuilder.Day * rng.LogRange(1, 200));
        for (var i = 0; i < accounts; i++)
        {
            var account = world.Account(ref rng, group, false, new FactSheet
            {
                Created = since + (long)(rng.Unit() * rng.Unit() * (world.Start - since)),
                Country = country.Packed,
                Org = name,
                Plan = rng.Pick([Plan.Api, Plan.Api, Plan.Team]),
                Verified = Verification.Card,
                Domain = domain,
                Payment = card,
                Device = rng.Next(),
                SignupIp = office.AddressText(rng.Next()),
            });
            world.Stream(ref rng, account, usage, new ClientRhythm(curve, rng.Range(0.2, 1.5), 0.2, 1, 0), way, rate * Draws.Around1(ref rng, 0.2));
        }
    }

    private static (Usage Usage, DayCurve Curve, double Rate) Work(WorldBuilder world, ref Rng rng, Country country)
    {
        var source = new QueueSource(world.NewQueue(), rng.Next(), Tasks.Draw(ref rng, rng.Between(1, 3)), world.Rows("harvest", 8, 10));
        var usage = new Usage(new FramedVoice(Tasks.Frames(ref rng, "frame.harvest", rng.Between(1, 6), rng.Range(0, 0.3)), source, -1))
        {
            System = rng.Chance(0.5) ? world.Text("system.firm", rng.Next()) : [],
            Shape = RequestShape.Draw(ref rng),
            Stacks = [rng.Pick(world.Stacks.Programs), rng.Pick(world.Stacks.Programs)],
            StackChurn = rng.Range(0, 0.2),
            OutputScale = rng.LogRange(1, 5),
            NamesConversations = rng.Chance(0.3),
        };
        return (usage, DayCurve.OfClient(ref rng, 8 - country.UtcOffset, rng.Range(0.2, 1)), rng.LogRange(5, 40));
    }
}
