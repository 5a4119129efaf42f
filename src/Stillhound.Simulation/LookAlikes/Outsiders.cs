using Stillhound.Core.Exchanges;
using Stillhound.Simulation.Chance;
using Stillhound.Simulation.Clients;
using Stillhound.Simulation.People;
using Stillhound.Simulation.Planning;
using Stillhound.Simulation.Speaking;
using Stillhound.Simulation.Timing;

namespace Stillhound.Simulation.LookAlikes;

/// <summary>People who are up to no harm and do not want to be known.</summary>
internal static class Outsiders
{
    /// <summary>A prize for holes in the model: many come in the first days, probe one goal, and some are suspended for it.</summary>
    public static void Bounty(WorldBuilder world, ref Rng rng, string group, int accounts)
    {
        var opens = world.Start + (long)((world.End - world.Start) * rng.Range(0, 0.5));
        var goal = rng.Next();
        var (fresh, lost) = (rng.Range(0.2, 0.6), rng.Range(0.05, 0.3));
        for (var i = 0; i < accounts; i++)
        {
            var person = world.People.Stranger(ref rng);
            var from = opens + (long)Draws.Exponential(ref rng, 1.5 * WorldBuilder.Day);
            if (rng.Chance(fresh))
                person = person with { Created = from - (long)(60_000 * rng.LogRange(2, 600)) };
            var account = world.Account(ref rng, group, false, world.StrangerFacts(ref rng, person));
            var voice = new ProbeVoice(goal, new OwnSource(Tasks.Only("task.any"), 0.3f, world.Rows("refusal", 0, 5)), 6);
            var usage = world.People.UsageOf(ref rng, person, programmer: rng.Chance(0.4)) with { Voice = voice };
            var way = rng.Chance(0.2) ? Hidden(world, ref rng, 60) : person.Home;
            world.Stream(ref rng, account, usage, world.People.RhythmOf(ref rng, person), way, rng.LogRange(4, 40), Math.Min(from, world.End - WorldBuilder.Day));
            if (person.Created < world.Start && rng.Chance(0.5))
                Crowd.Live(world, ref rng, account, person, way, 0.5);
            if (rng.Chance(lost) && from < world.End - (2 * WorldBuilder.Day))
                world.Suspend(account, from + (long)(WorldBuilder.Day * rng.Range(0.2, 2)));
        }
    }

    /// <summary>
    /// One exit network, one browser that looks the same on every machine, one service for mail aliases, no card; and a new
    /// account every few days. What each of them asks is a person's.
    /// </summary>
    public static void Privacy(WorldBuilder world, ref Rng rng, string group, int accounts)
    {
        var exits = Hidden(world, ref rng, 60);
        var aliases = world.Domain(ref rng);
        var browser = rng.Pick(world.Stacks.People);
        for (var i = 0; i < accounts;)
        {
            var person = world.People.Stranger(ref rng);
            var usage = world.People.UsageOf(ref rng, person) with { Stacks = [browser], StackChurn = 0 };
            var (rhythm, rate) = (world.People.RhythmOf(ref rng, person), world.People.RateOf(ref rng));
            var keeps = rng.LogRange(1.5, 20);
            var from = world.Start - (long)(WorldBuilder.Day * keeps * rng.Unit());
            while (from < world.End && i < accounts)
            {
                var to = from + (long)(WorldBuilder.Day * keeps * rng.Range(0.6, 1.4));
                var account = world.Account(ref rng, group, false, new FactSheet
                {
                    Created = from,
                    Country = person.Country.Packed,
                    Plan = Plan.Free,
                    Verified = rng.Pick([Verification.None, Verification.Email]),
                    Domain = rng.Chance(0.7) ? aliases : "proton.me",
                    SignupIp = exits.AddressText(rng.Next()),
                });
                i++;
                if (to > world.Start)
                    world.Stream(ref rng, account, usage, rhythm, exits, rate, from, to);
                from = to;
            }
        }
    }

    private static Route Hidden(WorldBuilder world, ref Rng rng, int addresses) =>
        new(rng.Next(), [rng.Pick(world.Networks.Exits), rng.Pick(world.Networks.Exits)], addresses, Churn.Conversation, rng.LogRange(30, 250));
}
