using Stillhound.Core.Exchanges;
using Stillhound.Simulation.Chance;
using Stillhound.Simulation.Clients;
using Stillhound.Simulation.People;
using Stillhound.Simulation.Planning;
using Stillhound.Simulation.Speaking;
using Stillhound.Simulation.Text;
using Stillhound.Simulation.Timing;

namespace Stillhound.Simulation.LookAlikes;

/// <summary>Programs that many strangers run with keys of their own.</summary>
internal static class Software
{
    /// <summary>
    /// Everybody comes within days and most sign up for it. Many try it for an evening; some leave it running. What they
    /// work on, when and how much is their own.
    /// </summary>
    public static void AgentLaunch(WorldBuilder world, ref Rng rng, string group, int accounts)
    {
        var launch = Math.Max(world.Start, world.End - (long)(WorldBuilder.Day * rng.Range(5, 9.5)));
        var usage = Design(world, ref rng, "frame.agent", rng.Chance(0.4) ? 0 : rng.Between(1, 3), "system.agent", Tasks.Only("task.agent", "ask.coding", "task.coding", "ask.data")) with
        {
            Tools = Toolbox.Draw(ref rng, rng.Between(4, 14)),
            Context = FittedTiming.CodeInput,
            ContextShare = 0.9,
        };
        var (pace, fresh, triers, running) = (rng.Range(1, 2.5), rng.Range(0.6, 0.9), rng.Range(0.3, 0.6), rng.Range(0.05, 0.4));
        var again = rng.Range(0.4, 0.85);
        for (var i = 0; i < accounts; i++)
        {
            var person = world.People.Stranger(ref rng);
            var begun = launch + (long)(WorldBuilder.Day * Draws.Exponential(ref rng, pace));
            if (rng.Chance(fresh))
                person = person with { Created = begun - (long)(60_000 * rng.LogRange(2, 90)) };
            var account = world.Account(ref rng, group, false, Keyed(ref rng, world.StrangerFacts(ref rng, person), 0.8));
            if (begun >= world.End)
                begun = world.End - (long)(3_600_000 * rng.Range(1, 20));
            var to = rng.Chance(triers) ? begun + (long)(WorldBuilder.Day * rng.LogRange(0.02, 1)) : world.End;
            Rhythm rhythm = rng.Chance(running)
                ? new ClientRhythm(DayCurve.Flat, rng.Range(0.2, 1), rng.Range(0, 0.3), 1, again)
                : new SessionRhythm(DayCurve.OfPerson(ref rng, person.Country.UtcOffset, rng.Range(0.6, 1)), again, rng.Range(0.5, 1.6), rng.Range(0.3, 1.2));
            var rate = Math.Min(300, Draws.LogNormal(ref rng, world.Nuisance.RateMedian * 3, world.Nuisance.RateSigma));
            world.Stream(ref rng, account, usage, rhythm, person.Home, rate, begun, to);
            if (rng.Chance(0.2))
                Crowd.Live(world, ref rng, account, person, person.Home, 0.5);
        }
    }

    /// <summary>Runs at an interval that few people change: the hours, the loads and the single turns are the program's.</summary>
    public static void AlwaysOn(WorldBuilder world, ref Rng rng, string group, int accounts)
    {
        var usage = Design(world, ref rng, "frame.tool", rng.Between(1, 4), "system.tool", Tasks.Only("row.document", "row.support", "ask.data", "task.data")) with { NamesConversations = rng.Chance(0.3) };
        var runs = rng.Pick([6, 12, 24, 24, 48]);
        var onTheHour = rng.Chance(0.6);
        var usual = rng.Range(0.15, 0.7);
        var spread = rng.Chance(0.4) ? 0.1 : rng.Range(0.3, 1);
        var hosted = rng.Range(0.1, 0.7);
        for (var i = 0; i < accounts; i++)
        {
            var person = world.People.Stranger(ref rng, maybeNew: true);
            var account = world.Account(ref rng, group, false, Keyed(ref rng, world.StrangerFacts(ref rng, person), 0.7));
            var minutes = new int[runs];
            var first = onTheHour ? 0 : rng.Below(1440 / runs);
            for (var m = 0; m < runs; m++)
                minutes[m] = first + (m * 1440 / runs);
            var rate = runs * Math.Min(1.5, usual * Draws.Around1(ref rng, spread));
            var way = rng.Chance(hosted) ? Rented(world, ref rng) : person.Home;
            world.Stream(ref rng, account, usage, new CronRhythm(minutes, rng.LogRange(0.5, 5), 0.2, 1), way, rate, Math.Max(world.Start, person.Created));
            if (rng.Chance(0.25))
                Crowd.Live(world, ref rng, account, person, person.Home, 0.5);
        }
    }

    /// <summary>
    /// Many templates, each user in few of them. In two of five products the maker's servers send what users ask, under the
    /// users' own keys.
    /// </summary>
    public static void Suite(WorldBuilder world, ref Rng rng, string group, int accounts)
    {
        var usage = Design(world, ref rng, "frame.tool", rng.Between(6, 30), "system.tool", Tasks.Everyday, rng.Between(2, 4));
        var served = rng.Chance(0.4);
        var servers = new Route(rng.Next(), [rng.Pick(world.Networks.Clouds), rng.Pick(world.Networks.Clouds)], rng.Between(4, 16), Churn.Conversation, 0);
        var again = rng.Range(0, 0.3);
        for (var i = 0; i < accounts; i++)
        {
            var person = world.People.Stranger(ref rng, maybeNew: true);
            var account = world.Account(ref rng, group, false, Keyed(ref rng, world.StrangerFacts(ref rng, person), 0.6));
            var rhythm = new SessionRhythm(DayCurve.OfPerson(ref rng, person.Country.UtcOffset, rng.Range(0.5, 1)), again, rng.Range(0.2, 1.2), rng.Range(0.3, 1.2));
            var rate = Math.Min(300, Draws.LogNormal(ref rng, world.Nuisance.RateMedian * 1.3, world.Nuisance.RateSigma));
            world.Stream(ref rng, account, usage, rhythm, served ? servers : person.Home, rate, Math.Max(world.Start, person.Created));
            if (rng.Chance(0.35))
                Crowd.Live(world, ref rng, account, person, person.Home, 0.5);
        }
    }

    /// <summary>Who needs a key is more often on a plan that has them.</summary>
    public static FactSheet Keyed(ref Rng rng, FactSheet facts, double share) => rng.Chance(share)
        ? facts with { Plan = Plan.Api, Verified = rng.Pick([Verification.Card, Verification.Card, Verification.Phone]), Payment = facts.Payment ?? rng.Next() }
        : facts;

    /// <summary>A machine that its user rents somewhere.</summary>
    public static Route Rented(WorldBuilder world, ref Rng rng) => new(rng.Next(), [rng.Pick(world.Networks.Clouds)], 1, Churn.Never, 0);

    private static Usage Design(WorldBuilder world, ref Rng rng, string frame, int frames, string system, int[] rules, int ownFrames = 0)
    {
        var source = new OwnSource(rules, (float)rng.Range(0.2, 0.8), world.Rows("chat", 0, 8));
        var name = System.Text.Encoding.ASCII.GetString(world.Text("ident", rng.Next()));
        return new Usage(new FramedVoice(Tasks.Frames(ref rng, frame, frames), source, Grammar.Shared.Id("follow"), frames == 0 ? 0 : ownFrames))
        {
            System = world.Text(system, rng.Next()),
            Shape = RequestShape.Draw(ref rng),
            Stacks = rng.Chance(0.6) ? StackCatalog.Product(ref rng, name, rng.Between(1, 4)) : [rng.Pick(world.Stacks.Programs)],
            StackChurn = rng.Range(0, 0.1),
            Output = rng.Chance(0.5) ? FittedTiming.ChatOutput : FittedTiming.CodeOutput,
            OutputScale = rng.LogRange(0.5, 4),
            Model = rng.Below(3),
            NamesConversations = rng.Chance(0.6),
        };
    }
}
