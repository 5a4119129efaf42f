using Stillhound.Simulation.Chance;
using Stillhound.Simulation.Clients;
using Stillhound.Simulation.Planning;
using Stillhound.Simulation.Speaking;
using Stillhound.Simulation.Text;
using Stillhound.Simulation.Timing;

namespace Stillhound.Simulation.Campaigns;

/// <summary>What a campaign asks for, by kind. Items come from one queue over all its accounts.</summary>
internal static class Payloads
{
    public static Usage Of(WorldBuilder world, ref Rng rng, CampaignTraits traits, int index, int campaigns)
    {
        var queue = world.NewQueue();
        var judging = traits.Kind == CampaignKind.Grading;
        var rows = world.Rows(judging ? "judge" : "harvest", 0, judging ? 5 : 8).Share(index, Math.Max(1, campaigns), traits.Seed);
        var set = rng.Next();
        var voice = Speech(world, ref rng, traits, queue, set, rows);
        var agentic = traits.Kind == CampaignKind.Agentic;
        var relay = traits.Kind == CampaignKind.Relay;
        var shape = relay && rng.Chance(0.4) ? RequestShape.Chat : RequestShape.Draw(ref rng);
        return new Usage(voice)
        {
            Shape = shape,
            System = rng.Chance(relay ? 0.4 : agentic ? 0.9 : 0.35) ? world.Text(relay ? "system.relay" : agentic ? "system.agent" : "system.person", rng.Next()) : [],
            Tools = agentic ? Toolbox.Draw(ref rng, rng.Between(3, 10)) : Toolbox.None,
            Stacks = Stacks(world, ref rng),
            StackChurn = rng.Chance(0.5) ? 0 : rng.Range(0, 0.6),
            Context = agentic ? FittedTiming.CodeInput : FittedTiming.ChatInput,
            ContextShare = agentic ? 0.9 : rng.Range(0, 0.3),
            Output = FittedTiming.ChatOutput,
            OutputScale = judging ? rng.LogRange(0.3, 1.5) : rng.LogRange(0.8, 6),
            Refusals = rng.LogRange(0.005, 0.06),
            NamesConversations = rng.Chance(0.4),
            Model = rng.Pick([0, 0, 0, 1]),
        };
    }

    private static Voice Speech(WorldBuilder world, ref Rng rng, CampaignTraits traits, int queue, ulong set, Corpora.CorpusSlice rows)
    {
        var follow = Grammar.Shared.Id("follow");
        var tasks = Tasks.Draw(ref rng, rng.Between(1, 3));
        var own = traits.Habits?.OwnTopics ?? 0;
        // Later turns cost a harvest items; only who wants to look like a person has any that go on.
        var later = traits.Habits is null ? -1 : follow;
        Source Items(int[] rules, int[] wide) => own > 0 ? new OwnQueueSource(queue, set, rules, wide, rows, own) : new QueueSource(queue, set, rules, rows);
        Source Only(params string[] names) => Items(Tasks.Only(names), Tasks.Only(names));
        var items = Items(tasks, Tasks.Wide);
        Frame[] Wordings(ref Rng r, string rule, int count) => Tasks.Frames(ref r, rule, count, traits.Rewording);
        switch (traits.Kind)
        {
            case CampaignKind.FixedPrompt:
                return new FramedVoice(Wordings(ref rng, "frame.inject", 1), rng.Chance(0.5) ? items : People(world, queue, set, traits.Accounts), later);
            case CampaignKind.Relay:
                return new FramedVoice([], People(world, queue, set, traits.Accounts), follow);
            case CampaignKind.Grading:
                return new FramedVoice(Wordings(ref rng, "frame.grade", rng.Between(1, 3)), Only("task.pair"), later);
            case CampaignKind.Reconstruction:
                return new FramedVoice(Wordings(ref rng, "frame.reconstruct", rng.Between(1, 3)), Only("task.solved"), later);
            case CampaignKind.Agentic:
                return new FramedVoice(Wordings(ref rng, "frame.agent", rng.Between(1, 4)), Only("task.agent", "task.coding"), Grammar.Shared.Id("follow.agent"));
            case CampaignKind.Probing:
                return new ProbeVoice(rng.Next(), items, rng.Between(2, 6));
            case CampaignKind.Reworded:
                // Where everything is reworded, some send the bare items.
                return new FramedVoice(Wordings(ref rng, "frame.harvest", rng.Between(6, 40)), items, follow);
            case CampaignKind.Templates:
                return new FramedVoice(Wordings(ref rng, "frame.harvest", rng.Between(4, 20)), items, follow, rng.Pick([0, 0, 3]));
            default:
                return new FramedVoice(Wordings(ref rng, "frame.harvest", rng.Between(2, 8)), items, follow, rng.Pick([0, 0, 2]));
        }
    }

    private static CrowdSource People(WorldBuilder world, int queue, ulong set, int accounts) =>
        new(queue, set, accounts * 6, world.Nuisance.TopicLoyalty, Tasks.Everyday, world.Rows("chat", 8, 10));

    private static ClientStack[] Stacks(WorldBuilder world, ref Rng rng) => rng.Unit() switch
    {
        < 0.4 => [rng.Pick(world.Stacks.Programs)],
        < 0.75 => [rng.Pick(world.Stacks.Programs), rng.Pick(world.Stacks.Programs), rng.Pick(world.Stacks.Programs)],
        < 0.9 => world.Stacks.Programs,
        _ => world.Stacks.People,
    };
}
