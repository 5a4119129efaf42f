using Stillhound.Simulation.Chance;
using Stillhound.Simulation.Clients;
using Stillhound.Simulation.People;
using Stillhound.Simulation.Planning;
using Stillhound.Simulation.Speaking;
using Stillhound.Simulation.Text;
using Stillhound.Simulation.Timing;

namespace Stillhound.Simulation.LookAlikes;

/// <summary>Strangers whom a clock or an event outside brings together in time.</summary>
internal static class Schedules
{
    /// <summary>A job that was published with its schedule; most who copy it keep the schedule, and hosted machines run it.</summary>
    public static void Actions(WorldBuilder world, ref Rng rng, string group, int accounts)
    {
        var usage = Program(world, ref rng, "frame.batch", rng.Between(1, 2), new OwnSource(Tasks.Only("row.document", "task.coding", "ask.coding"), (float)rng.Range(0.3, 0.8), Corpora.CorpusSlice.Empty)) with
        {
            System = rng.Chance(0.7) ? world.Text("system.tool", rng.Next()) : [],
            Context = FittedTiming.CodeInput,
            ContextShare = 0.8,
        };
        var machines = new Route(rng.Next(), [rng.Pick(world.Networks.Clouds), rng.Pick(world.Networks.Clouds)], 60_000, Churn.Conversation, 0);
        var published = CronRhythm.Draw(ref rng, rng.Range(0.7, 1));
        var keep = rng.Range(0.5, 0.85);
        var calls = rng.LogRange(1.5, 10);
        for (var i = 0; i < accounts; i++)
        {
            var person = world.People.Stranger(ref rng, maybeNew: true);
            var account = world.Account(ref rng, group, false, Software.Keyed(ref rng, world.StrangerFacts(ref rng, person), 0.8));
            var begun = rng.Chance(0.25) ? world.Start + (long)((world.End - world.Start) * rng.Range(0, 0.8)) : world.Start;
            // How much a run has to do depends on how much happened in the user's project.
            var rate = calls * Draws.Around1(ref rng, rng.Range(0.1, 0.8));
            world.Stream(ref rng, account, usage, rng.Chance(keep) ? published : CronRhythm.Draw(ref rng, 1), machines, rate, Math.Max(begun, person.Created));
            if (rng.Chance(0.4))
                Crowd.Live(world, ref rng, account, person, person.Home, 0.5);
        }
    }

    /// <summary>Users of one router. While another provider is down their traffic comes here, all of it within the same hours.</summary>
    public static void Failover(WorldBuilder world, ref Rng rng, string group, int accounts)
    {
        var name = System.Text.Encoding.ASCII.GetString(world.Text("ident", rng.Next()));
        var stacks = StackCatalog.Product(ref rng, name, rng.Between(1, 3));
        var outages = new (long From, long To)[rng.Between(1, 3)];
        for (var i = 0; i < outages.Length; i++)
        {
            var from = world.Start + (long)((world.End - world.Start) * rng.Range(0.05, 0.9));
            outages[i] = (from, from + (long)(3_600_000 * rng.LogRange(1, 8)));
        }

        var usual = rng.Range(0.1, 0.5);
        for (var i = 0; i < accounts; i++)
        {
            var person = world.People.Stranger(ref rng);
            var account = world.Account(ref rng, group, false, Software.Keyed(ref rng, world.StrangerFacts(ref rng, person), 0.9));
            var usage = world.People.UsageOf(ref rng, person, programmer: true) with
            {
                Stacks = stacks,
                StackChurn = 0,
                System = rng.Chance(0.6) ? world.Text(rng.Pick(["system.person", "system.firm", "system.tool"]), rng.Next()) : [],
            };
            var way = rng.Chance(0.5) ? Software.Rented(world, ref rng) : person.Home;
            var rate = world.People.RateOf(ref rng);
            foreach (var (from, to) in outages)
            {
                if (rng.Chance(0.75))
                    world.Stream(ref rng, account, usage, new BurstRhythm(1, 0.3, null), way, rate * rng.LogRange(4, 24), from + (long)(60_000 * rng.LogRange(0.5, 30)), to);
            }

            if (rng.Chance(usual))
                world.Stream(ref rng, account, usage, world.People.RhythmOf(ref rng, person), way, rate * 0.4);
        }
    }

    /// <summary>
    /// Sign up as the last day of another provider comes near, try everything out at once through the same adapter, then go on
    /// as before. Their prompts are their own.
    /// </summary>
    public static void Moved(WorldBuilder world, ref Rng rng, string group, int accounts)
    {
        var name = System.Text.Encoding.ASCII.GetString(world.Text("ident", rng.Next()));
        var adapter = StackCatalog.Product(ref rng, name, rng.Between(1, 2));
        var shape = RequestShape.Draw(ref rng);
        var last = world.Start + (long)((world.End - world.Start) * rng.Range(0.3, 0.8));
        var kept = rng.Range(0.3, 0.8);
        for (var i = 0; i < accounts; i++)
        {
            var from = Math.Max(world.Start, last - (long)Draws.Exponential(ref rng, 1.5 * WorldBuilder.Day));
            var person = world.People.Stranger(ref rng) with { Created = from - (long)(60_000 * rng.LogRange(3, 600)) };
            var account = world.Account(ref rng, group, false, Software.Keyed(ref rng, world.StrangerFacts(ref rng, person), 0.9));
            var usage = world.People.UsageOf(ref rng, person, programmer: true) with
            {
                Stacks = adapter,
                StackChurn = 0,
                // What the adapter fills in is the same for all who leave it alone.
                Shape = rng.Chance(kept) ? shape : RequestShape.Draw(ref rng),
                System = rng.Chance(0.7) ? world.Text(rng.Pick(["system.person", "system.firm", "system.tool"]), rng.Next()) : [],
            };
            var way = rng.Chance(0.6) ? Software.Rented(world, ref rng) : person.Home;
            var rate = world.People.RateOf(ref rng) * 1.5;
            world.Stream(ref rng, account, usage, new BurstRhythm(0.8, 0, null), way, rate * rng.LogRange(3, 20), from, from + (long)(3_600_000 * rng.LogRange(0.5, 10)));
            world.Stream(ref rng, account, usage, world.People.RhythmOf(ref rng, person), way, rate, from);
        }
    }

    /// <summary>Everybody wants the number of the new model on the day it comes out; some sign up for that alone.</summary>
    public static void ReleaseEval(WorldBuilder world, ref Rng rng, string group, int accounts)
    {
        var rules = Tasks.Draw(ref rng, rng.Between(1, 4));
        // Some benchmarks make their items anew for each run, so that nobody can have learnt them.
        var made = rng.Chance(0.3);
        Source source = made
            ? new OwnSource(rules, 0, Corpora.CorpusSlice.Empty)
            : new SharedSource(rng.Next(), (int)rng.LogRange(60, 1500), rng.Chance(0.7), rules, world.Rows("eval", 0, 10));
        var usage = Program(world, ref rng, "frame.harvest", rng.Between(1, 3), source);
        usage = usage with { Shape = usage.Shape with { Temperature = rng.Chance(0.8) ? 0 : usage.Shape.Temperature } };
        var fresh = rng.Range(0.1, 0.5);
        for (var i = 0; i < accounts; i++)
        {
            var person = world.People.Stranger(ref rng);
            var from = world.Released + (long)Draws.Exponential(ref rng, WorldBuilder.Day * 0.35);
            if (rng.Chance(fresh))
                person = person with { Created = from - (long)(60_000 * rng.LogRange(3, 120)) };
            var account = world.Account(ref rng, group, false, Software.Keyed(ref rng, world.StrangerFacts(ref rng, person), 0.8));
            (account.Adopts, account.AdoptedShare) = (world.Released, 1);
            var hours = rng.LogRange(0.3, 12);
            var way = rng.Chance(0.6) ? Software.Rented(world, ref rng) : person.Home;
            world.Stream(ref rng, account, usage, new BurstRhythm(1, 0, null), way, rng.LogRange(25, 250) * 24 / hours, from, from + (long)(hours * 3_600_000), scalable: false);
            if (person.Created < world.Start && rng.Chance(0.6))
                Crowd.Live(world, ref rng, account, person, person.Home, 0.6);
        }
    }

    private static Usage Program(WorldBuilder world, ref Rng rng, string frame, int frames, Source source) =>
        new(new FramedVoice(Tasks.Frames(ref rng, frame, frames), source, -1))
        {
            Shape = RequestShape.Draw(ref rng),
            Stacks = [rng.Pick(world.Stacks.Programs), rng.Pick(world.Stacks.Programs)],
            Output = rng.Chance(0.5) ? FittedTiming.CodeOutput : FittedTiming.ChatOutput,
            OutputScale = rng.LogRange(0.5, 3),
            NamesConversations = false,
        };
}
