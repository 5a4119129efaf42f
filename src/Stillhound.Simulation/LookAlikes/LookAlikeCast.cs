using Stillhound.Simulation.Chance;
using Stillhound.Simulation.Planning;

namespace Stillhound.Simulation.LookAlikes;

/// <summary>Plans the honest groups that a world asks for by name.</summary>
internal static class LookAlikeCast
{
    private delegate void Planner(WorldBuilder world, ref Rng rng, string group, int accounts);

    public static void Plan(WorldBuilder world)
    {
        var groups = world.Options.LookAlikes;
        for (var i = 0; i < groups.Count; i++)
        {
            var name = KindNames.Of(groups[i].Kind);
            var rng = new Rng(Seeds.Of(Seeds.Of(world.Options.Seed, name), (ulong)i));
            PlannerOf(groups[i].Kind)(world, ref rng, name, groups[i].Accounts);
        }
    }

    private static Planner PlannerOf(LookAlikeKind kind) => kind switch
    {
        LookAlikeKind.AgentLaunch => Software.AgentLaunch,
        LookAlikeKind.AlwaysOnTool => Software.AlwaysOn,
        LookAlikeKind.SuiteTool => Software.Suite,
        LookAlikeKind.ActionUsers => Schedules.Actions,
        LookAlikeKind.Failover => Schedules.Failover,
        LookAlikeKind.MovedUsers => Schedules.Moved,
        LookAlikeKind.ReleaseEval => Schedules.ReleaseEval,
        LookAlikeKind.CarrierFirm => Offices.Named,
        LookAlikeKind.UnnamedFirm => Offices.Unnamed,
        LookAlikeKind.GatewayPool => Offices.GatewayPool,
        LookAlikeKind.ContractedData => DataWork.Contracted,
        LookAlikeKind.UncontractedData => DataWork.Uncontracted,
        LookAlikeKind.StarterCourse => Gatherings.StarterCourse,
        LookAlikeKind.KitHackathon => Gatherings.KitHackathon,
        LookAlikeKind.BountyCrowd => Outsiders.Bounty,
        _ => Outsiders.Privacy,
    };
}
