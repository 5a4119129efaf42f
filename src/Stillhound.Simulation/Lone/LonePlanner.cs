using Stillhound.Core.Exchanges;
using Stillhound.Simulation.Chance;
using Stillhound.Simulation.Clients;
using Stillhound.Simulation.People;
using Stillhound.Simulation.Planning;
using Stillhound.Simulation.Speaking;
using Stillhound.Simulation.Text;
using Stillhound.Simulation.Timing;

namespace Stillhound.Simulation.Lone;

/// <summary>Plans single accounts after everybody else, each from a seed of its own.</summary>
internal static class LonePlanner
{
    public static void Plan(WorldBuilder world, IReadOnlyList<LoneSpec> specs)
    {
        foreach (var spec in specs)
        {
            var name = KindNames.Of(spec.Kind);
            for (var i = 0; i < spec.Accounts; i++)
            {
                var rng = new Rng(Seeds.Of(Seeds.Of(world.Options.Seed, "lone " + name), (ulong)i));
                One(world, ref rng, spec, name);
            }
        }
    }

    private static void One(WorldBuilder world, ref Rng rng, LoneSpec spec, string name)
    {
        switch (spec.Kind)
        {
            case LoneKind.Harvester:
                Harvester(world, ref rng, spec, name);
                break;
            case LoneKind.Prober:
                Prober(world, ref rng, spec, name);
                break;
            case LoneKind.BusyDeveloper:
                BusyDeveloper(world, ref rng, spec, name);
                break;
            default:
                Places.Plan(world, ref rng, spec, name);
                break;
        }
    }

    private static void Harvester(WorldBuilder world, ref Rng rng, LoneSpec spec, string name)
    {
        var person = world.People.Stranger(ref rng);
        var account = world.Account(ref rng, name, true, world.StrangerFacts(ref rng, person) with { Plan = rng.Pick([Core.Exchanges.Plan.Pro, Core.Exchanges.Plan.Api, Core.Exchanges.Plan.Free]) });
        var items = new QueueSource(world.NewQueue(), rng.Next(), Tasks.Draw(ref rng, rng.Between(1, 6)), world.Rows("harvest", 0, 8));
        var frames = rng.Chance(0.7) ? Tasks.Frames(ref rng, "frame.harvest", rng.Between(1, 6), rng.Range(0, 0.5)) : [];
        var usage = new Usage(new FramedVoice(frames, items, -1))
        {
            Shape = RequestShape.Draw(ref rng) with { MaxTokens = rng.Pick([4096, 8192, 16000, -1]) },
            Stacks = [rng.Pick(world.Stacks.Programs)],
            Output = FittedTiming.ChatOutput,
            OutputScale = rng.LogRange(0.8, 6),
            ContextShare = 0,
            NamesConversations = rng.Chance(0.5),
        };
        var curve = rng.Chance(0.6) ? DayCurve.Flat : DayCurve.OfClient(ref rng, 0, rng.Range(0.5, 1));
        var route = rng.Chance(0.5) ? person.Home : new Route(rng.Next(), [rng.Pick(world.Networks.Clouds)], 2, Churn.Day, 0);
        world.Stream(ref rng, account, usage, new ClientRhythm(curve, rng.Range(0.2, 1), rng.Range(0, 0.3), 1, 0), route, spec.Rate ?? rng.LogRange(150, 900), scalable: false);
    }

    private static void Prober(WorldBuilder world, ref Rng rng, LoneSpec spec, string name)
    {
        var person = world.People.Stranger(ref rng, maybeNew: true);
        var account = world.Account(ref rng, name, true, world.StrangerFacts(ref rng, person));
        var items = new QueueSource(world.NewQueue(), rng.Next(), Tasks.Only("task.any"), world.Rows("refusal", 5, 10));
        var usage = world.People.UsageOf(ref rng, person, programmer: true) with { Voice = new ProbeVoice(rng.Next(), items, rng.Between(2, 6)) };
        var curve = DayCurve.OfPerson(ref rng, person.Country.UtcOffset, rng.Range(0.3, 1));
        world.Stream(ref rng, account, usage, new ClientRhythm(curve, rng.Range(0.6, 2), 0.5, 1, 0.1), person.Home, spec.Rate ?? rng.LogRange(8, 60), person.Created, scalable: false);
    }

    private static void BusyDeveloper(WorldBuilder world, ref Rng rng, LoneSpec spec, string name)
    {
        var person = world.People.Stranger(ref rng);
        var account = world.Account(ref rng, name, false, world.StrangerFacts(ref rng, person) with { Plan = rng.Pick([Core.Exchanges.Plan.Pro, Core.Exchanges.Plan.Api, Core.Exchanges.Plan.Api]) });
        var source = new OwnSource(Tasks.Only("row.support", "row.document", "row.label", "ask.coding"), world.Nuisance.TopicLoyalty, world.Rows("batch", 5, 10));
        var usage = world.People.UsageOf(ref rng, person, programmer: true) with
        {
            Voice = rng.Chance(0.5) ? world.People.VoiceOf(ref rng, person, programmer: true) : new FramedVoice(Tasks.Frames(ref rng, "frame.batch", rng.Between(1, 4), 0.1), source, Grammar.Shared.Id("follow")),
            Context = FittedTiming.CodeInput,
            ContextShare = rng.Range(0.3, 0.9),
            Output = rng.Chance(0.5) ? FittedTiming.CodeOutput : FittedTiming.ChatOutput,
        };
        var curve = DayCurve.OfClient(ref rng, -person.Country.UtcOffset + 8, rng.Range(0, 0.8));
        world.Stream(ref rng, account, usage, new ClientRhythm(curve, Crowd.Variation(ref rng), rng.Range(0.2, 1), rng.Range(0.1, 1), rng.Range(0, 0.5)), person.Home, spec.Rate ?? rng.LogRange(100, 500), scalable: false);
    }
}
