using Stillhound.Simulation.Chance;
using Stillhound.Simulation.Clients;
using Stillhound.Simulation.People;
using Stillhound.Simulation.Planning;
using Stillhound.Simulation.Speaking;
using Stillhound.Simulation.Text;
using Stillhound.Simulation.Timing;

namespace Stillhound.Simulation.LookAlikes;

/// <summary>Organisations whose accounts act together because they are one customer.</summary>
internal static class Firms
{
    public static void Batch(WorldBuilder world, ref Rng rng, int accounts)
    {
        var firm = new Organisation(world, ref rng, rng.Chance(0.5));
        var usage = Program(world, ref rng, "frame.batch", Tasks.Only("row.support", "row.document", "row.label"), world.Rows("batch", 0, 5), "system.firm", rng.Between(1, 4));
        var rate = rng.LogRange(4, 25);
        var curve = DayCurve.OfClient(ref rng, 8 - firm.Country.UtcOffset, rng.Range(0, 0.8));
        var cron = CronRhythm.Draw(ref rng, rng.Range(0, 1));
        var scheduled = rng.Chance(0.4);
        var contractors = rng.Chance(0.4) ? rng.Range(0.1, 0.4) : 0;
        var spread = rng.Range(0.02, 0.4);
        for (var i = 0; i < accounts; i++)
        {
            Rhythm rhythm = scheduled ? cron : new ClientRhythm(curve, rng.Range(0.2, 1.2), spread, rng.Range(0, 1), 0);
            world.Stream(ref rng, firm.Member(ref rng, "firm_batch", contractors), usage, rhythm, firm.Route, rate * Draws.Around1(ref rng, spread));
        }
    }

    public static void CiFleet(WorldBuilder world, ref Rng rng, int accounts)
    {
        var firm = new Organisation(world, ref rng, true);
        var usage = Program(world, ref rng, "frame.agent", Tasks.Only("task.coding", "task.agent"), CorpusNone, "system.agent", rng.Between(1, 3)) with { Context = FittedTiming.CodeInput, ContextShare = 0.9 };
        var runners = new Route(rng.Next(), [rng.Pick(world.Networks.Clouds), rng.Pick(world.Networks.Clouds)], 60_000, Churn.Conversation, 0);
        var cron = CronRhythm.Draw(ref rng, rng.Range(0.1, 1));
        for (var i = 0; i < accounts; i++)
            world.Stream(ref rng, firm.Member(ref rng, "ci_fleet", 0.05), usage, rng.Chance(0.8) ? cron : CronRhythm.Draw(ref rng, 1), runners, rng.LogRange(4, 40));
    }

    public static void DataMaker(WorldBuilder world, ref Rng rng, int accounts)
    {
        var firm = new Organisation(world, ref rng, true);
        var queue = world.NewQueue();
        var source = new QueueSource(queue, rng.Next(), Tasks.Draw(ref rng, rng.Between(1, 3)), world.Rows("harvest", 8, 10));
        var usage = Program(world, ref rng, "frame.harvest", [], CorpusNone, "system.firm", 1) with
        {
            Voice = new FramedVoice(Tasks.Frames(ref rng, "frame.harvest", rng.Between(1, 5), rng.Range(0, 0.3)), source, -1),
            OutputScale = rng.LogRange(1, 5),
        };
        firm.Declare(ref rng, "training_data", 0.5);
        var curve = DayCurve.OfClient(ref rng, 8 - firm.Country.UtcOffset, rng.Range(0.2, 1));
        var rate = rng.LogRange(8, 60);
        for (var i = 0; i < accounts; i++)
            world.Stream(ref rng, firm.Member(ref rng, "data_maker"), usage, new ClientRhythm(curve, rng.Range(0.2, 1.5), 0.2, rng.Range(0.2, 1), 0), firm.Route, rate);
    }

    public static void SaasApp(WorldBuilder world, ref Rng rng, int accounts)
    {
        for (var i = 0; i < accounts; i++)
        {
            var firm = new Organisation(world, ref rng, true);
            var usage = Program(world, ref rng, "frame.tool", Tasks.Everyday, world.Rows("batch", 5, 10), "system.tool", rng.Between(1, 6)) with { EndUsers = rng.Chance(0.5) ? rng.Between(10, 400) : 0 };
            var curve = DayCurve.OfClient(ref rng, 8 - firm.Country.UtcOffset, rng.Range(0, 0.4));
            world.Stream(ref rng, firm.Member(ref rng, "saas_app"), usage, new ClientRhythm(curve, Crowd.Variation(ref rng), 0.3, rng.Range(0.3, 1), rng.Range(0, 0.3)), firm.Route, rng.LogRange(10, 120));
        }
    }

    public static void Migration(WorldBuilder world, ref Rng rng, int accounts)
    {
        var firm = new Organisation(world, ref rng, true);
        var usage = Program(world, ref rng, "frame.batch", Tasks.Only("row.document"), world.Rows("batch", 0, 5), "system.firm", 1);
        var from = world.Start + (long)((world.End - world.Start) * rng.Range(0.1, 0.6));
        firm.Declare(ref rng, "backfill", 0.5);
        for (var i = 0; i < accounts; i++)
            world.Stream(ref rng, firm.Member(ref rng, "migration"), usage, new ClientRhythm(DayCurve.Flat, 0.4, 0.05, 1, 0), firm.Route, rng.LogRange(60, 250), from, from + (long)(WorldBuilder.Day * rng.Range(1, 3)));
    }

    public static void RedTeam(WorldBuilder world, ref Rng rng, int accounts)
    {
        var firm = new Organisation(world, ref rng, rng.Chance(0.5));
        var queue = new QueueSource(world.NewQueue(), rng.Next(), Tasks.Only("task.any"), world.Rows("refusal", 0, 5));
        var usage = Program(world, ref rng, "frame.harvest", [], CorpusNone, "system.person", 1) with { Voice = new ProbeVoice(rng.Next(), queue, 6) };
        firm.Declare(ref rng, "red_team", 0.9);
        for (var i = 0; i < accounts; i++)
        {
            var curve = DayCurve.OfPerson(ref rng, firm.Country.UtcOffset, 0.9);
            world.Stream(ref rng, firm.Member(ref rng, "red_team"), usage, new ClientRhythm(curve, Crowd.Variation(ref rng), 0.8, 0.1, 0.2), firm.Route, rng.LogRange(5, 30));
        }
    }

    private static Corpora.CorpusSlice CorpusNone => Corpora.CorpusSlice.Empty;

    private static Usage Program(WorldBuilder world, ref Rng rng, string frame, int[] rules, Corpora.CorpusSlice rows, string system, int frames) =>
        new(new FramedVoice(Tasks.Frames(ref rng, frame, frames), new OwnSource(rules, 0.3f, rows), Grammar.Shared.Id("follow")))
        {
            System = rng.Chance(0.75) ? world.Text(system, rng.Next()) : [],
            Shape = RequestShape.Draw(ref rng),
            Stacks = [rng.Pick(world.Stacks.Programs), rng.Pick(world.Stacks.Programs)],
            StackChurn = rng.Range(0, 0.2),
            Tools = frame == "frame.agent" ? Toolbox.Draw(ref rng, rng.Between(2, 9)) : Toolbox.None,
            Output = rng.Chance(0.6) ? FittedTiming.CodeOutput : FittedTiming.ChatOutput,
            Model = rng.Below(3),
            NamesConversations = rng.Chance(0.3),
        };
}
