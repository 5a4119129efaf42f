using Stillhound.Simulation.Chance;
using Stillhound.Simulation.Clients;
using Stillhound.Simulation.People;
using Stillhound.Simulation.Planning;
using Stillhound.Simulation.Speaking;
using Stillhound.Simulation.Text;
using Stillhound.Simulation.Timing;

namespace Stillhound.Simulation.LookAlikes;

/// <summary>Products that unrelated strangers use with their own accounts: one wording, one client, many owners.</summary>
internal static class Products
{
    public static void Tool(WorldBuilder world, ref Rng rng, int accounts) => Plan(world, ref rng, accounts, "tool", launched: false, judge: false);

    public static void Launched(WorldBuilder world, ref Rng rng, int accounts) => Plan(world, ref rng, accounts, "tool_launched", launched: true, judge: false);

    public static void Judge(WorldBuilder world, ref Rng rng, int accounts) => Plan(world, ref rng, accounts, "judge_tool", launched: rng.Chance(0.2), judge: true);

    private static void Plan(WorldBuilder world, ref Rng rng, int accounts, string group, bool launched, bool judge)
    {
        var agent = !judge && rng.Chance(0.35);
        var usage = Design(world, ref rng, agent, judge);
        var launch = world.Start + (long)((world.End - world.Start) * rng.Range(0.05, 0.7));
        var even = rng.Chance(0.4);
        var cron = CronRhythm.Draw(ref rng, rng.Range(0.2, 1));
        var again = agent ? rng.Range(0.4, 0.85) : rng.Range(0, 0.4);
        for (var i = 0; i < accounts; i++)
        {
            var person = world.People.Stranger(ref rng);
            var begun = launched ? launch + (long)Draws.Exponential(ref rng, 1.5 * WorldBuilder.Day) : world.Start;
            if (launched && rng.Chance(0.8))
                person = person with { Created = begun - (long)(rng.Unit() * 3_600_000) };
            var account = world.Account(ref rng, group, false, world.StrangerFacts(ref rng, person));
            // Some products run for their users on a schedule, so that loads are as even as a quota.
            Rhythm rhythm = even && rng.Chance(0.7)
                ? rng.Chance(0.5) ? cron : CronRhythm.Draw(ref rng, 1)
                : rng.Chance(0.7) ? world.People.RhythmOf(ref rng, person)
                : new ClientRhythm(DayCurve.OfClient(ref rng, 8 - person.Country.UtcOffset, 0.3), Crowd.Variation(ref rng), 0.6, 0.7, again);
            var rate = even ? rng.Range(2, 7) : Math.Min(300, Draws.LogNormal(ref rng, world.Nuisance.RateMedian * 1.3, world.Nuisance.RateSigma));
            world.Stream(ref rng, account, usage, rhythm, person.Home, rate, begun);
            if (rng.Chance(0.45))
                world.Stream(ref rng, account, world.People.UsageOf(ref rng, person), world.People.RhythmOf(ref rng, person), person.Home, world.People.RateOf(ref rng) * 0.5, begun);
        }
    }

    /// <summary>A product: templates, system prompt, tools, parameters and client.</summary>
    private static Usage Design(WorldBuilder world, ref Rng rng, bool agent, bool judge)
    {
        var topic = (float)rng.Range(0.1, 0.8);
        var (frame, rules) = judge ? ("frame.grade", Tasks.Only("task.pair", "row.label"))
            : agent ? ("frame.agent", Tasks.Only("task.agent", "ask.coding", "task.coding"))
            : ("frame.tool", rng.Chance(0.5) ? Tasks.Draw(ref rng, rng.Between(1, 4)) : Tasks.Everyday);
        var rows = world.Rows(judge ? "judge" : "chat", judge ? 5 : 0, judge ? 10 : 8);
        var frames = agent && rng.Chance(0.4) ? [] : Tasks.Frames(ref rng, frame, rng.Between(1, 12));
        var own = rng.Chance(world.Nuisance.ToolSharedStack);
        var name = System.Text.Encoding.ASCII.GetString(world.Text("ident", rng.Next()));
        return new Usage(new FramedVoice(frames, new OwnSource(rules, topic, rows), Grammar.Shared.Id("follow"), rng.Between(0, 3)))
        {
            System = rng.Chance(0.8) ? world.Text(agent ? "system.agent" : "system.tool", rng.Next()) : [],
            Tools = agent || rng.Chance(0.25) ? Toolbox.Draw(ref rng, rng.Between(2, 12)) : Toolbox.None,
            Shape = RequestShape.Draw(ref rng),
            Stacks = own ? StackCatalog.Product(ref rng, name, rng.Between(1, 5)) : world.Stacks.Programs,
            StackChurn = rng.Range(0, 0.1),
            Context = agent ? FittedTiming.CodeInput : FittedTiming.ChatInput,
            ContextShare = agent ? 0.9 : 0.4,
            Output = rng.Chance(0.5) ? FittedTiming.ChatOutput : FittedTiming.CodeOutput,
            OutputScale = rng.LogRange(0.5, 4),
            Model = rng.Below(3),
            NamesConversations = rng.Chance(0.6),
        };
    }
}
