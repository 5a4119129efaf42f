using Stillhound.Simulation.Chance;
using Stillhound.Simulation.Clients;
using Stillhound.Simulation.People;
using Stillhound.Simulation.Planning;
using Stillhound.Simulation.Timing;

namespace Stillhound.Simulation.Lone;

/// <summary>Accounts whose claimed country, route, day and language need not be of one place.</summary>
internal static class Places
{
    public static void Plan(WorldBuilder world, ref Rng rng, LoneSpec spec, string name)
    {
        var home = world.People.Stranger(ref rng, maybeNew: true);
        var foreign = Foreign(ref rng);
        switch (spec.Kind)
        {
            case LoneKind.Elsewhere:
                // Lives by the foreign day and language; account and addresses say home, and the relay shows in the hand-shake.
                var proxy = new Route(rng.Next(), [rng.Pick(world.Networks.Access[home.Country.Code])], rng.Between(1, 8), rng.Pick([Churn.Day, Churn.Conversation]), rng.LogRange(90, 260));
                Live(world, ref rng, spec, name, home, Speaker(home, foreign), world.People.RhythmOf(ref rng, home with { Country = foreign }), proxy);
                break;
            case LoneKind.Traveller:
                Live(world, ref rng, spec, name, home, home, world.People.RhythmOf(ref rng, home with { Country = foreign }), world.People.HomeOf(ref rng, foreign));
                break;
            default:
                Live(world, ref rng, spec, name, home, Speaker(home, foreign), world.People.RhythmOf(ref rng, home), home.Home);
                break;
        }
    }

    private static void Live(WorldBuilder world, ref Rng rng, LoneSpec spec, string name, Person claims, Person speaks, Rhythm rhythm, Route route)
    {
        var account = world.Account(ref rng, name, false, world.StrangerFacts(ref rng, claims));
        var usage = world.People.UsageOf(ref rng, speaks) with { Voice = new Tongue(speaks, rng.Range(0.6, 1), world.People.VoiceOf(ref rng, speaks)) };
        world.Stream(ref rng, account, usage, rhythm, route, spec.Rate ?? rng.LogRange(6, 25), claims.Created, scalable: false);
    }

    private static Person Speaker(Person home, Country foreign) => home with { Country = foreign };

    private static Country Foreign(ref Rng rng)
    {
        var speakers = Country.All.Where(static c => c.Language is "zh" or "ja" or "ru").ToArray();
        return rng.Pick(speakers);
    }
}
