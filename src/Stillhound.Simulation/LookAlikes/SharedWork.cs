using Stillhound.Core.Exchanges;
using Stillhound.Simulation.Chance;
using Stillhound.Simulation.Clients;
using Stillhound.Simulation.People;
using Stillhound.Simulation.Planning;
using Stillhound.Simulation.Speaking;
using Stillhound.Simulation.Text;
using Stillhound.Simulation.Timing;

namespace Stillhound.Simulation.LookAlikes;

/// <summary>Strangers who do the same thing for the same reason: a benchmark, a course, a deadline, a fashion.</summary>
internal static class SharedWork
{
    public static void EvalHarness(WorldBuilder world, ref Rng rng, int accounts)
    {
        var source = new SharedSource(rng.Next(), rng.Between(60, 900), rng.Chance(0.5), Tasks.Draw(ref rng, rng.Between(1, 3)), world.Rows("eval", 0, 10));
        var shape = RequestShape.Draw(ref rng);
        var usage = new Usage(new FramedVoice(Tasks.Frames(ref rng, "frame.harvest", rng.Between(1, 3)), source, -1))
        {
            Shape = shape with { Temperature = rng.Chance(0.7) ? 0 : shape.Temperature },
            Stacks = world.Stacks.Programs,
            Output = rng.Chance(0.5) ? FittedTiming.CodeOutput : FittedTiming.ChatOutput,
            NamesConversations = false,
        };
        for (var i = 0; i < accounts; i++)
        {
            var person = world.People.Stranger(ref rng);
            var account = world.Account(ref rng, "eval_harness", false, world.StrangerFacts(ref rng, person));
            account.Adopts = rng.Chance(0.7) ? world.Released + (long)Draws.Exponential(ref rng, WorldBuilder.Day / 2) : account.Adopts;
            var from = rng.Chance(0.5) ? Math.Min(account.Adopts, world.End - WorldBuilder.Day) : world.Start + (long)((world.End - world.Start) * rng.Range(0, 0.95));
            var route = rng.Chance(0.5) ? person.Home : new Route(rng.Next(), [rng.Pick(world.Networks.Clouds)], 2, Churn.Day, 0);
            var hours = rng.LogRange(0.5, 30);
            world.Stream(ref rng, account, usage, new BurstRhythm(rng.Range(0.8, 1.2), 0, null), route, rng.LogRange(20, 150) * 24 / hours, from, from + (long)(hours * 3_600_000));
            if (rng.Chance(0.6))
                Crowd.Live(world, ref rng, account, person, person.Home, 0.5);
        }
    }

    public static void Classroom(WorldBuilder world, ref Rng rng, int accounts)
    {
        var country = world.People.AnyCountry(ref rng);
        var campus = rng.Pick(world.Networks.Campuses[country.Code]);
        var shared = new Route(rng.Next(), [campus], rng.Between(1, 6), Churn.Conversation, 0);
        var domain = world.Domain(ref rng).Split('.')[0] + ".edu";
        var source = new SharedSource(rng.Next(), rng.Between(4, 25), false, Tasks.Draw(ref rng, rng.Between(1, 2)), world.Rows("eval", 0, 2));
        var frames = rng.Chance(0.5) ? [] : Tasks.Frames(ref rng, "frame.harvest", 2, rng.Range(0.3, 1));
        var deadline = world.Start + (long)((world.End - world.Start) * rng.Range(0.3, 1));
        var begun = rng.Chance(0.5);
        var curve = DayCurve.OfPerson(ref rng, country.UtcOffset, 0.9);
        for (var i = 0; i < accounts; i++)
        {
            var person = world.People.Stranger(ref rng) with { Country = country };
            if (begun)
                person = person with { Created = world.Start - rng.Between(-1, 20) * 3_600_000L };
            var facts = world.StrangerFacts(ref rng, person) with { Plan = rng.Chance(0.7) ? Plan.Edu : Plan.Free, Domain = rng.Chance(0.8) ? domain : "gmail.com", SignupIp = shared.AddressText(rng.Next()), Payment = null, Verified = Verification.Email };
            var account = world.Account(ref rng, "classroom", false, facts);
            var usage = world.People.UsageOf(ref rng, person) with { Voice = new FramedVoice(frames, source, Grammar.Shared.Id("follow")) };
            var from = Math.Max(world.Start, deadline - (long)(WorldBuilder.Day * rng.Range(1, 4)));
            world.Stream(ref rng, account, usage, new BurstRhythm(rng.Range(1, 4), 0.4, curve), rng.Chance(0.6) ? shared : world.People.HomeOf(ref rng, country), rng.LogRange(2, 12), from, deadline);
            Crowd.Live(world, ref rng, account, person, rng.Chance(0.5) ? shared : world.People.HomeOf(ref rng, country), 0.5);
        }
    }

    public static void Hackathon(WorldBuilder world, ref Rng rng, int accounts)
    {
        var country = world.People.AnyCountry(ref rng);
        var venue = new Route(rng.Next(), [rng.Pick(world.Networks.Access[country.Code])], 2, Churn.Never, 0);
        var from = world.Start + (long)((world.End - world.Start) * rng.Range(0, 0.8));
        var system = world.Text("system.agent", rng.Next());
        for (var i = 0; i < accounts; i++)
        {
            var person = world.People.Stranger(ref rng) with { Country = country, Created = from - rng.Below(7_200_000) };
            var account = world.Account(ref rng, "hackathon", false, world.StrangerFacts(ref rng, person) with { Plan = Plan.Api, SignupIp = venue.AddressText(rng.Next()) });
            var usage = world.People.UsageOf(ref rng, person, programmer: true) with { System = rng.Chance(0.4) ? system : [], Context = FittedTiming.CodeInput };
            world.Stream(ref rng, account, usage, new BurstRhythm(rng.Range(0.8, 1.8), rng.Range(0.2, 0.5), null), venue, rng.LogRange(8, 60), from, from + (long)(WorldBuilder.Day * rng.Range(1, 2.2)));
        }
    }

    public static void Annotator(WorldBuilder world, ref Rng rng, int accounts)
    {
        var rules = Tasks.Only("row.label", "task.pair");
        var source = rng.Chance(0.5) ? new OwnSource(rules, 0.3f, world.Rows("judge", 5, 7)) : (Source)new QueueSource(world.NewQueue(), rng.Next(), rules, world.Rows("judge", 5, 7));
        var frames = Tasks.Frames(ref rng, rng.Chance(0.5) ? "frame.grade" : "frame.batch", rng.Between(1, 3), rng.Range(0, 0.3));
        for (var i = 0; i < accounts; i++)
        {
            var person = world.People.Stranger(ref rng);
            var account = world.Account(ref rng, "annotator", false, world.StrangerFacts(ref rng, person));
            var usage = world.People.UsageOf(ref rng, person) with { Voice = new FramedVoice(frames, source, Grammar.Shared.Id("follow")) };
            world.Stream(ref rng, account, usage, world.People.RhythmOf(ref rng, person), person.Home, rng.LogRange(2, 15));
            Crowd.Live(world, ref rng, account, person, person.Home, 0.3);
        }
    }

    public static void Viral(WorldBuilder world, ref Rng rng, int accounts)
    {
        var voice = new FramedVoice(Tasks.Frames(ref rng, "frame.viral", rng.Between(1, 2), rng.Range(0, 0.05)), new OwnSource(Tasks.Everyday, 0.2f, Corpora.CorpusSlice.Empty), Grammar.Shared.Id("follow"));
        var outbreak = world.Start + (long)((world.End - world.Start) * rng.Range(0.05, 0.8));
        for (var i = 0; i < accounts; i++)
        {
            var person = world.People.Stranger(ref rng);
            var account = world.Account(ref rng, "viral_prompt", false, world.StrangerFacts(ref rng, person));
            Crowd.Live(world, ref rng, account, person, person.Home);
            var from = outbreak + (long)Draws.Exponential(ref rng, WorldBuilder.Day);
            if (from < world.End)
                world.Stream(ref rng, account, world.People.UsageOf(ref rng, person) with { Voice = voice }, new BurstRhythm(1, 0.3, null), person.Home, rng.Range(10, 50), from, from + 3_600_000, scalable: false);
        }
    }
}
