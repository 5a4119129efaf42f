using Stillhound.Simulation.Chance;
using Stillhound.Simulation.LookAlikes;
using Stillhound.Simulation.Planning;
using Stillhound.Simulation.Speaking;
using Stillhound.Simulation.Text;
using Stillhound.Simulation.Timing;

namespace Stillhound.Simulation.Campaigns;

/// <summary>
/// Resellers among whose end users some are a campaign's. The reseller is honest and most of its people are, so the truth
/// has its account as honest: whoever flags it has stopped the wrong one.
/// </summary>
internal static class SharedReseller
{
    public const string Group = "shared_reseller";

    public static void Plan(WorldBuilder world, CampaignTraits traits, CampaignHabits habits, Usage harvest)
    {
        var rng = new Rng(Seeds.Of(traits.Seed, "reseller"));
        var resellers = rng.Between(1, 3);
        var load = traits.Rate * traits.Accounts * habits.Reseller / resellers;
        for (var i = 0; i < resellers; i++)
        {
            var firm = new Organisation(world, ref rng, true);
            var account = firm.Member(ref rng, Group);
            var people = rng.Between(100, 900);
            var stacks = new[] { rng.Pick(world.Stacks.Programs), rng.Pick(world.Stacks.Programs) };
            var crowd = new CrowdSource(world.NewQueue(), rng.Next(), people, world.Nuisance.TopicLoyalty, Tasks.Everyday, world.Rows("chat", 0, 8));
            var chat = new Usage(new FramedVoice([], crowd, Grammar.Shared.Id("follow"))) { Stacks = stacks, EndUsers = people };
            var curve = DayCurve.OfClient(ref rng, 8 - firm.Country.UtcOffset, rng.Range(0.2, 0.7));
            var day = new ClientRhythm(curve, 1.2, 0.3, rng.Range(0.6, 1.2), world.Nuisance.MultiTurn);
            world.Stream(ref rng, account, chat, day, firm.Route, load * rng.Range(1.5, 5));
            var hidden = harvest with { Stacks = stacks, StackChurn = 0.05, EndUsers = Math.Max(2, traits.Accounts / 4), FirstEndUser = people };
            world.Stream(ref rng, account, hidden, new ClientRhythm(curve, 1, 0.3, 1, traits.Turns), firm.Route, load, traits.From, traits.To, scalable: false);
        }
    }
}
