using Stillhound.Simulation.Chance;
using Stillhound.Simulation.Planning;
using Stillhound.Simulation.Timing;

namespace Stillhound.Simulation.Campaigns;

/// <summary>Plans one campaign: its accounts, when each of them is active, and what they send.</summary>
internal static class CampaignPlanner
{
    public static void Plan(WorldBuilder world, CampaignTraits traits, int index, int campaigns)
    {
        if (traits.Habits is { } habits)
        {
            AdaptivePlanner.Plan(world, traits, habits, index, campaigns);
            return;
        }

        var rng = new Rng(Seeds.Of(traits.Seed, "plan"));
        var usage = Payloads.Of(world, ref rng, traits, index, campaigns);
        var identities = new Identities(world, ref rng, traits);
        var rhythm = new FleetRhythm(Pulse(world, ref rng, traits), rng.Range(0, 1), traits.Turns);
        var spans = Lifetimes.Of(world, ref rng, traits);
        foreach (var (from, to, banned) in spans)
        {
            var (account, cover) = identities.Next(ref rng, from);
            Adopt(world, ref rng, traits, account);
            var load = Draws.Around1(ref rng, traits.LoadSpread);
            world.Stream(ref rng, account, usage, rhythm, identities.Way(ref rng, cover), traits.Rate * load, from, to, scalable: false);
            if (traits.Mixing > 0)
                world.Stream(ref rng, account, world.People.UsageOf(ref rng, cover), world.People.RhythmOf(ref rng, cover), cover.Home, traits.Rate * load * traits.Mixing / (1 - traits.Mixing), from, to, scalable: false);
            if (banned)
                world.Suspend(account, to);
        }
    }

    /// <summary>When an account moves to the newest model.</summary>
    public static void Adopt(WorldBuilder world, ref Rng rng, CampaignTraits traits, AccountPlan account)
    {
        if (traits.Kind == CampaignKind.Pivot)
        {
            // About half of the traffic moves within a day.
            account.Adopts = world.Released + (long)(rng.Range(0.02, 0.9) * WorldBuilder.Day);
            account.AdoptedShare = (float)rng.Range(0.4, 0.65);
        }
        else if (rng.Chance(0.3))
        {
            account.Adopts = world.Released + (long)Draws.Exponential(ref rng, 3 * WorldBuilder.Day);
        }
    }

    /// <summary>What its workers share in time.</summary>
    public static FleetPulse Pulse(WorldBuilder world, ref Rng rng, CampaignTraits traits)
    {
        var curve = rng.Chance(0.7)
            ? DayCurve.OfPerson(ref rng, rng.Pick([8.0, 8, 8, 1, -6, 3, 5.5]), traits.HumanRhythm)
            : DayCurve.OfClient(ref rng, 0, 1 - traits.HumanRhythm);
        var sigma = rng.Range(0, 0.35);
        var factors = new double[world.Options.Days];
        for (var day = 0; day < factors.Length; day++)
            factors[day] = Draws.Around1(ref rng, sigma);
        var mean = factors.Average();
        for (var day = 0; day < factors.Length; day++)
            factors[day] /= mean;
        var pauses = new (long, long)[rng.Below(4)];
        for (var i = 0; i < pauses.Length; i++)
        {
            var from = traits.From + (long)((traits.To - traits.From) * rng.Unit());
            pauses[i] = (from, from + (long)(3_600_000 * rng.LogRange(0.3, 5)));
        }

        return new FleetPulse(curve, factors, rng.Pick([1.0, 5, 10, 15, 30, 60]), pauses, traits.Jitter);
    }
}
