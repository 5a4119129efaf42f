using Stillhound.Simulation.Chance;
using Stillhound.Simulation.Planning;

namespace Stillhound.Simulation.Campaigns;

/// <summary>When each account of a campaign is active, and whether a suspension ends it.</summary>
internal static class Lifetimes
{
    private const long Hour = 3_600_000;

    public static List<(long From, long To, bool Banned)> Of(WorldBuilder world, ref Rng rng, CampaignTraits traits)
    {
        var spans = new List<(long, long, bool)>(traits.Accounts);
        switch (traits.Kind)
        {
            case CampaignKind.FixedPrompt when traits.Ban < traits.To:
            case not CampaignKind.Rotated when traits.Habits is { TwoPools: true } && traits.Ban < traits.To:
                Pools(ref rng, traits, spans);
                break;
            case CampaignKind.Rotated:
                Relays(ref rng, traits, spans);
                break;
            default:
                Steady(world, ref rng, traits, spans);
                break;
        }

        return spans;
    }

    /// <summary>The first pool is suspended within hours of the ban; the second takes over as its members fall.</summary>
    private static void Pools(ref Rng rng, CampaignTraits traits, List<(long From, long To, bool Banned)> spans)
    {
        var first = Math.Max(1, traits.Accounts * rng.Between(40, 60) / 100);
        var sweep = Hour * rng.LogRange(0.3, 6);
        for (var i = 0; i < traits.Accounts; i++)
        {
            if (i < first)
                spans.Add((traits.From, Math.Min(traits.To, traits.Ban + (long)(sweep * rng.Unit())), true));
            else
                spans.Add((Math.Min(traits.To - Hour, traits.Ban + (long)(sweep * rng.Unit()) + (long)(Hour * rng.Range(0.2, 4))), traits.To, false));
        }
    }

    /// <summary>A few accounts at a time, each replaced when it ends after about a day.</summary>
    private static void Relays(ref Rng rng, CampaignTraits traits, List<(long From, long To, bool Banned)> spans)
    {
        var days = (traits.To - traits.From) / (double)WorldBuilder.Day;
        var lanes = Math.Clamp((int)Math.Round(traits.Accounts / Math.Max(1, days)), 1, traits.Accounts);
        var banned = rng.Range(0, 0.8);
        for (var i = 0; i < traits.Accounts; i++)
        {
            var (lane, step) = (i % lanes, i / lanes);
            var steps = ((traits.Accounts - 1 - lane) / lanes) + 1;
            var length = (traits.To - traits.From) / steps;
            var from = traits.From + (step * length) + (step == 0 ? 0 : (long)(length * rng.Range(0, 0.15)));
            var to = Math.Min(traits.To, traits.From + ((step + 1) * length));
            spans.Add((from, to, to < traits.To && rng.Chance(banned)));
        }
    }

    /// <summary>Accounts join together or one after the other; some are lost and not replaced.</summary>
    private static void Steady(WorldBuilder world, ref Rng rng, CampaignTraits traits, List<(long From, long To, bool Banned)> spans)
    {
        var ramp = rng.Chance(0.5) ? rng.Range(0, 0.02) : rng.Range(0.05, 0.5);
        var lost = rng.Chance(0.5) ? 0 : rng.Range(0, 0.15);
        var life = traits.To - traits.From;
        var joins = traits.JoinDays is { } days ? Math.Min(life, days * WorldBuilder.Day) : life * ramp;
        for (var i = 0; i < traits.Accounts; i++)
        {
            var from = traits.From + (long)(joins * rng.Unit());
            var fell = rng.Chance(lost);
            var to = fell ? from + (long)((traits.To - from) * rng.Range(0.2, 0.95)) : traits.To;
            spans.Add((from, Math.Min(to, world.End), fell));
        }
    }
}
