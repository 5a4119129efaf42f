using Stillhound.Simulation.Chance;
using Stillhound.Simulation.Clients;
using Stillhound.Simulation.Planning;
using Stillhound.Simulation.Timing;

namespace Stillhound.Simulation.People;

/// <summary>People who act for themselves: in a chat, with programs of their own, or behind a VPN.</summary>
internal static class Crowd
{
    public static void Individuals(WorldBuilder world, ref Rng rng, int accounts)
    {
        for (var i = 0; i < accounts; i++)
        {
            var person = world.People.Stranger(ref rng);
            var account = world.Account(ref rng, "individual", false, world.StrangerFacts(ref rng, person));
            Live(world, ref rng, account, person, person.Home);
        }
    }

    public static void VpnUsers(WorldBuilder world, ref Rng rng, int accounts)
    {
        var exits = Enumerable.Range(0, 3).Select(_ => world.Networks.Exits[^1]).ToArray();
        for (var i = 0; i < exits.Length; i++)
            exits[i] = rng.Pick(world.Networks.Exits);
        for (var i = 0; i < accounts; i++)
        {
            var person = world.People.Stranger(ref rng);
            var account = world.Account(ref rng, "vpn_user", false, world.StrangerFacts(ref rng, person));
            var exit = rng.Pick(exits);
            var route = new Route(Seeds.Of(exit.Asn, 3), [exit], rng.Pick([8, 20, 60]), rng.Pick([Churn.Conversation, Churn.Day]), rng.LogRange(30, 200));
            Live(world, ref rng, account, person, route);
        }
    }

    public static void Developers(WorldBuilder world, ref Rng rng, int accounts)
    {
        for (var i = 0; i < accounts; i++)
        {
            var person = world.People.Stranger(ref rng);
            var account = world.Account(ref rng, "developer", false, world.StrangerFacts(ref rng, person));
            var usage = world.People.UsageOf(ref rng, person, programmer: true) with
            {
                Context = FittedTiming.CodeInput,
                ContextShare = 0.7,
                Output = rng.Chance(0.5) ? FittedTiming.CodeOutput : FittedTiming.ChatOutput,
                System = rng.Chance(0.5) ? world.Text(rng.Chance(0.5) ? "system.person" : "system.firm", rng.Next()) : [],
            };
            var hosted = rng.Chance(0.3);
            var route = hosted ? new Route(rng.Next(), [rng.Pick(world.Networks.Clouds)], rng.Between(1, 4), Churn.Day, 0) : person.Home;
            var curve = DayCurve.OfClient(ref rng, -person.Country.UtcOffset + 8, rng.Range(0, 0.5));
            Rhythm rhythm = rng.Chance(0.6)
                ? new ClientRhythm(curve, Variation(ref rng), rng.Range(0.2, 1.4), rng.Range(0.1, 1), rng.Range(0, 0.4))
                : world.People.RhythmOf(ref rng, person);
            var rate = Math.Min(900, Draws.LogNormal(ref rng, world.Nuisance.RateMedian * 1.6, world.Nuisance.RateSigma * 1.15));
            world.Stream(ref rng, account, usage, rhythm, route, rate, From(ref rng, world, person));
        }
    }

    /// <summary>Burstiness of a program's gaps, as fitted.</summary>
    public static double Variation(ref Rng rng) =>
        Math.Clamp(Math.Exp(FittedTiming.GapVariation.Mu + (FittedTiming.GapVariation.Sigma * Draws.Normal(ref rng))), 0.2, 6);

    /// <summary>A person's own traffic; some speak once and never again.</summary>
    public static void Live(WorldBuilder world, ref Rng rng, AccountPlan account, Person person, Route route, double scale = 1)
    {
        var usage = world.People.UsageOf(ref rng, person);
        if (rng.Chance(world.Nuisance.OneShots))
        {
            var from = world.Start + (long)((world.End - world.Start) * rng.Range(0, 0.98));
            world.Stream(ref rng, account, usage, new BurstRhythm(1, 0.3, null), route, rng.Range(20, 60), from, from + 3_600_000, scalable: false);
            return;
        }

        world.Stream(ref rng, account, usage, world.People.RhythmOf(ref rng, person), route, world.People.RateOf(ref rng) * scale, From(ref rng, world, person), To(ref rng, world));
    }

    private static long From(ref Rng rng, WorldBuilder world, Person person) =>
        rng.Chance(0.12) ? world.Start + (long)((world.End - world.Start) * rng.Range(0, 0.9)) : Math.Max(world.Start, person.Created);

    private static long To(ref Rng rng, WorldBuilder world) =>
        rng.Chance(0.06) ? world.Start + (long)((world.End - world.Start) * rng.Range(0.3, 1)) : world.End;
}
