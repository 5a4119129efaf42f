using Stillhound.Simulation.Chance;
using Stillhound.Simulation.Planning;

namespace Stillhound.Simulation.Campaigns;

/// <summary>
/// Plans a campaign that takes pains to look like strangers. Every account has chance of its own, so that along a sweep of one
/// habit the accounts that keep theirs stay as they were.
/// </summary>
internal static class AdaptivePlanner
{
    public static void Plan(WorldBuilder world, CampaignTraits traits, CampaignHabits habits, int index, int campaigns)
    {
        var rng = new Rng(Seeds.Of(traits.Seed, "plan"));
        var spans = Lifetimes.Of(world, ref rng, traits);
        var first = new Crew(world, traits, habits, Seeds.Of(traits.Seed, "first"), index, campaigns);
        var second = habits.TwoPools ? new Crew(world, traits, habits, Seeds.Of(traits.Seed, "second"), index, campaigns) : first;
        for (var i = 0; i < spans.Count; i++)
        {
            var own = new Rng(Seeds.Of(Seeds.Of(traits.Seed, "account"), (ulong)i));
            var (from, to, banned) = habits.Joins is { } joins ? OwnTime(ref own, traits, joins) : spans[i];
            var account = (spans[i].From >= traits.Ban ? second : first).Enlist(ref own, from, to);
            if (banned)
                world.Suspend(account, to);
        }

        if (habits.Reseller > 0)
            SharedReseller.Plan(world, traits, habits, first.Usage);
    }

    private static (long From, long To, bool Banned) OwnTime(ref Rng rng, CampaignTraits traits, double joins)
    {
        var life = traits.To - traits.From;
        var from = traits.From + (long)(life * joins * rng.Unit() * 0.9);
        // Half of those who come at their own time also go before the end, as customers do.
        var to = rng.Chance(joins / 2) ? from + (long)((traits.To - from) * rng.LogRange(0.15, 1)) : traits.To;
        return (from, to, false);
    }
}
