using Stillhound.Simulation.Chance;
using Stillhound.Simulation.People;
using Stillhound.Simulation.Planning;

namespace Stillhound.Simulation.LookAlikes;

/// <summary>Which honest kinds a world holds, in which numbers.</summary>
internal static class BenignMix
{
    private delegate void Planner(WorldBuilder world, ref Rng rng, int accounts);

    /// <summary>Kind, share of honest accounts in percent, and accounts in one group (0 for one group of all).</summary>
    private static readonly (BenignKind Kind, double Weight, int Group, Planner Plan)[] Kinds =
    [
        (BenignKind.Individual, 46, 0, Crowd.Individuals),
        (BenignKind.Developer, 12, 0, Crowd.Developers),
        (BenignKind.Tool, 14, 180, Products.Tool),
        (BenignKind.ToolLaunched, 4, 120, Products.Launched),
        (BenignKind.FirmBatch, 2.5, 30, Firms.Batch),
        (BenignKind.CiFleet, 1.2, 20, Firms.CiFleet),
        (BenignKind.EvalHarness, 3, 60, SharedWork.EvalHarness),
        (BenignKind.Classroom, 3.5, 50, SharedWork.Classroom),
        (BenignKind.Hackathon, 1.5, 50, SharedWork.Hackathon),
        (BenignKind.Reseller, 0.2, 0, Middlemen.Reseller),
        (BenignKind.Gateway, 0.15, 0, Middlemen.Gateway),
        (BenignKind.DataMaker, 0.8, 20, Firms.DataMaker),
        (BenignKind.SaasApp, 0.8, 0, Firms.SaasApp),
        (BenignKind.JudgeTool, 1.5, 60, Products.Judge),
        (BenignKind.Annotator, 1.2, 40, SharedWork.Annotator),
        (BenignKind.Migration, 0.2, 6, Firms.Migration),
        (BenignKind.RedTeam, 0.3, 10, Firms.RedTeam),
        (BenignKind.ViralPrompt, 3.5, 120, SharedWork.Viral),
        (BenignKind.VpnUser, 3.6, 150, Crowd.VpnUsers),
    ];

    public static void Plan(WorldBuilder world, int accounts)
    {
        var rng = new Rng(Seeds.Of(world.Options.Seed, "benign"));
        var weights = new double[Kinds.Length];
        for (var k = 0; k < Kinds.Length; k++)
            weights[k] = Kinds[k].Weight * Draws.LogNormal(ref rng, 1, k < 2 ? 0.15 : 0.4) * world.Options.BenignWeights.GetValueOrDefault(Kinds[k].Kind, 1);
        var total = Math.Max(weights.Sum(), 1e-9);
        var left = accounts;
        for (var k = Kinds.Length - 1; k >= 0; k--)
        {
            var (kind, _, group, plan) = Kinds[k];
            if (weights[k] <= 0)
                continue;
            // Individuals come last and take what rounding leaves.
            var count = k == 0 ? left : Math.Min(left, Math.Max(1, (int)Math.Round(accounts * weights[k] / total)));
            left -= count;
            var part = new Rng(Seeds.Of(world.Options.Seed, KindNames.Of(kind)));
            while (count > 0)
            {
                var size = group == 0 ? count : Math.Min(count, Math.Max(1, (int)Draws.LogNormal(ref part, group, 0.7)));
                plan(world, ref part, size);
                count -= size;
            }
        }
    }

    /// <summary>Honest accounts are suspended at times too, and most of them come back.</summary>
    public static void Suspend(WorldBuilder world)
    {
        var rng = new Rng(Seeds.Of(world.Options.Seed, "suspensions"));
        foreach (var account in world.Plan.Accounts)
        {
            if (account.Campaign || !rng.Chance(world.Nuisance.Suspensions))
                continue;
            var at = world.Start + (long)((world.End - world.Start) * rng.Range(0.1, 0.95));
            if (rng.Chance(0.5))
            {
                world.Suspend(account, at);
                continue;
            }

            var back = at + (long)(WorldBuilder.Day * rng.Range(0.1, 2));
            account.Away = (at, back);
            world.Plan.Events.Add(new Core.Exchanges.ProviderEvent(WorldBuilder.Time(at), Core.Exchanges.ProviderEventType.AccountSuspended) { Account = account.Name });
            if (back < world.End)
                world.Plan.Events.Add(new Core.Exchanges.ProviderEvent(WorldBuilder.Time(back), Core.Exchanges.ProviderEventType.AccountRestored) { Account = account.Name });
        }
    }
}
