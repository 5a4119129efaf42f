using Stillhound.Core.Exchanges;
using Stillhound.Simulation.Chance;
using Stillhound.Simulation.Clients;
using Stillhound.Simulation.Planning;
using Stillhound.Simulation.Speaking;
using Stillhound.Simulation.Text;
using Stillhound.Simulation.Timing;

namespace Stillhound.Simulation.LookAlikes;

/// <summary>People in one place, who were all handed the same code.</summary>
internal static class Gatherings
{
    /// <summary>
    /// Signs up in the first lesson and runs the handed-out program on data that each student got alone, so that no item comes
    /// twice and a later turn is rare.
    /// </summary>
    public static void StarterCourse(WorldBuilder world, ref Rng rng, string group, int accounts)
    {
        var country = world.People.AnyCountry(ref rng);
        var campus = new Route(rng.Next(), [rng.Pick(world.Networks.Campuses[country.Code])], rng.Between(1, 6), Churn.Conversation, 0);
        var domain = world.Domain(ref rng).Split('.')[0] + ".edu";
        var lesson = world.Start + (long)(WorldBuilder.Day * (rng.Chance(0.5) ? rng.Range(-15, 0) : rng.Range(0, 3)));
        var due = Math.Min(world.End, Math.Max(world.Start, lesson) + (long)(WorldBuilder.Day * rng.Range(3, 7)));
        var usage = Kit(world, ref rng, "frame.batch", rng.Between(1, 2), new OwnSource(Tasks.Only("row.document", "row.label", "row.support"), (float)rng.Range(0, 0.4), Corpora.CorpusSlice.Empty), "system.person");
        var curve = DayCurve.OfPerson(ref rng, country.UtcOffset, 0.9);
        var (onCampus, work) = (rng.Range(0.3, 0.9), rng.LogRange(4, 25));
        for (var i = 0; i < accounts; i++)
        {
            var created = lesson + (long)(60_000 * rng.Range(0, 50));
            var person = world.People.Stranger(ref rng) with { Country = country, Created = created };
            var account = world.Account(ref rng, group, false, world.StrangerFacts(ref rng, person) with
            {
                Plan = rng.Chance(0.6) ? Plan.Edu : rng.Pick([Plan.Free, Plan.Api]),
                Domain = rng.Chance(0.8) ? domain : "gmail.com",
                SignupIp = campus.AddressText(rng.Next()),
                Payment = null,
                Verified = Verification.Email,
            });
            var way = rng.Chance(onCampus) ? campus : world.People.HomeOf(ref rng, country);
            var from = Math.Max(Math.Max(world.Start, created), due - (long)(WorldBuilder.Day * rng.Range(1, 5)));
            world.Stream(ref rng, account, usage, new BurstRhythm(rng.Range(1, 3), rng.Range(0, 0.2), curve), way, work * Draws.Around1(ref rng, 0.4), from, Math.Max(due, from + 3_600_000));
            if (rng.Chance(0.3))
                People.Crowd.Live(world, ref rng, account, person, way, 0.4);
        }
    }

    /// <summary>One weekend, one kit, one network; the sponsor's credits are one means of payment for all.</summary>
    public static void KitHackathon(WorldBuilder world, ref Rng rng, string group, int accounts)
    {
        var country = world.People.AnyCountry(ref rng);
        var venue = new Route(rng.Next(), [rng.Pick(world.Networks.Access[country.Code])], 2, Churn.Never, 0);
        var opens = world.Start + (long)((world.End - world.Start) * rng.Range(0, 0.8));
        var kit = Kit(world, ref rng, "frame.agent", rng.Chance(0.5) ? 0 : 1, new OwnSource(Tasks.Only("task.agent", "ask.coding", "task.coding"), (float)rng.Range(0.3, 0.8), Corpora.CorpusSlice.Empty), "system.agent") with
        {
            Tools = Toolbox.Draw(ref rng, rng.Between(2, 8)),
            Context = FittedTiming.CodeInput,
            ContextShare = 0.8,
        };
        var sponsor = rng.Next();
        for (var i = 0; i < accounts; i++)
        {
            var from = opens + (long)(3_600_000 * rng.Range(0, 3));
            var person = world.People.Stranger(ref rng) with { Country = country, Created = from - (long)(60_000 * rng.Range(1, 90)) };
            var account = world.Account(ref rng, group, false, world.StrangerFacts(ref rng, person) with { Plan = Plan.Api, SignupIp = venue.AddressText(rng.Next()), Payment = rng.Chance(0.8) ? sponsor : null });
            var to = from + (long)(WorldBuilder.Day * rng.Range(0.7, 2.2));
            world.Stream(ref rng, account, kit, new BurstRhythm(rng.Range(0.8, 1.8), rng.Range(0.1, 0.6), null), venue, rng.LogRange(8, 60), from, to);
        }
    }

    private static Usage Kit(WorldBuilder world, ref Rng rng, string frame, int frames, Source source, string system) =>
        new(new FramedVoice(Tasks.Frames(ref rng, frame, frames), source, Grammar.Shared.Id("follow")))
        {
            System = world.Text(system, rng.Next()),
            Shape = RequestShape.Draw(ref rng),
            Stacks = [rng.Pick(world.Stacks.Programs)],
            Output = rng.Chance(0.5) ? FittedTiming.CodeOutput : FittedTiming.ChatOutput,
            NamesConversations = rng.Chance(0.3),
        };
}
