using Stillhound.Simulation.Chance;
using Stillhound.Simulation.Clients;
using Stillhound.Simulation.People;
using Stillhound.Simulation.Planning;
using Stillhound.Simulation.Speaking;
using Stillhound.Simulation.Timing;

namespace Stillhound.Simulation.LookAlikes;

/// <summary>Accounts through which many people speak.</summary>
internal static class Middlemen
{
    public static void Reseller(WorldBuilder world, ref Rng rng, int accounts) => Plan(world, ref rng, accounts, "reseller", namesUsers: true);

    public static void Gateway(WorldBuilder world, ref Rng rng, int accounts) => Plan(world, ref rng, accounts, "gateway", namesUsers: false);

    private static void Plan(WorldBuilder world, ref Rng rng, int accounts, string group, bool namesUsers)
    {
        for (var i = 0; i < accounts; i++)
        {
            var firm = new Organisation(world, ref rng, true);
            var people = rng.Between(30, 900);
            var crowd = new CrowdSource(world.NewQueue(), rng.Next(), people, world.Nuisance.TopicLoyalty, Tasks.Everyday, world.Rows("chat", 0, 8));
            var usage = new Usage(new FramedVoice([], crowd, Text.Grammar.Shared.Id("follow")))
            {
                Shape = rng.Chance(0.5) ? RequestShape.Chat : RequestShape.Draw(ref rng),
                Stacks = world.Stacks.Programs,
                StackChurn = namesUsers ? 0.05 : rng.Range(0.2, 0.9),
                EndUsers = namesUsers ? people : 0,
                System = rng.Chance(0.3) ? world.Text("system.relay", rng.Next()) : [],
            };
            var curve = DayCurve.OfClient(ref rng, 8 - firm.Country.UtcOffset, rng.Range(0.2, 0.7));
            world.Stream(ref rng, firm.Member(ref rng, group), usage, new ClientRhythm(curve, Crowd.Variation(ref rng), 0.3, rng.Range(0.6, 1.2), world.Nuisance.MultiTurn), firm.Route, rng.LogRange(60, 400));
        }
    }
}
