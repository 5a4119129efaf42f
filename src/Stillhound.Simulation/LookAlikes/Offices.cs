using Stillhound.Core.Exchanges;
using Stillhound.Simulation.Chance;
using Stillhound.Simulation.Clients;
using Stillhound.Simulation.Planning;
using Stillhound.Simulation.Speaking;
using Stillhound.Simulation.Text;
using Stillhound.Simulation.Timing;

namespace Stillhound.Simulation.LookAlikes;

/// <summary>One firm with many keys.</summary>
internal static class Offices
{
    public static void Named(WorldBuilder world, ref Rng rng, string group, int accounts) => Field(world, ref rng, group, accounts, named: true);

    public static void Unnamed(WorldBuilder world, ref Rng rng, string group, int accounts) => Field(world, ref rng, group, accounts, named: false);

    /// <summary>
    /// An aggregator: each request goes to the key whose turn it is, so loads, hours and subjects are the pool's and no key's.
    /// Whom it serves it does not say.
    /// </summary>
    public static void GatewayPool(WorldBuilder world, ref Rng rng, string group, int accounts)
    {
        var firm = new Organisation(world, ref rng, true);
        var crowd = new CrowdSource(world.NewQueue(), rng.Next(), rng.Between(200, 3000), world.Nuisance.TopicLoyalty, Tasks.Everyday, world.Rows("chat", 0, 8));
        var passes = rng.Chance(0.5);
        var usage = new Usage(new FramedVoice([], crowd, Grammar.Shared.Id("follow")))
        {
            Shape = passes ? RequestShape.Chat : RequestShape.Draw(ref rng),
            Stacks = passes ? world.Stacks.Programs : [rng.Pick(world.Stacks.Programs)],
            StackChurn = passes ? 0.9 : 0,
            System = rng.Chance(0.3) ? world.Text("system.relay", rng.Next()) : [],
            NamesConversations = rng.Chance(0.5),
        };
        var curve = DayCurve.OfClient(ref rng, 8 - firm.Country.UtcOffset, rng.Range(0.2, 0.8));
        var rate = rng.LogRange(15, 90);
        for (var i = 0; i < accounts; i++)
            world.Stream(ref rng, firm.Member(ref rng, group), usage, new ClientRhythm(curve, rng.Range(0.8, 1.2), 0.05, 0.9, world.Nuisance.MultiTurn), firm.Route, rate);
    }

    /// <summary>
    /// People on the road with the firm's program on their phones: one prompt, shifts, and addresses that thousands of others
    /// share. Where the firm is not named, keys stand on the people's own names, some paid by the firm's card and some by theirs.
    /// </summary>
    private static void Field(WorldBuilder world, ref Rng rng, string group, int accounts, bool named)
    {
        var firm = new Organisation(world, ref rng, false);
        var carrier = rng.Pick(world.Networks.Carriers[firm.Country.Code]);
        var mobile = new Route(Seeds.Of(carrier.Prefix, carrier.Asn), [carrier], 24, Churn.Conversation, 0);
        var usage = Program(world, ref rng);
        // Not everybody starts at eight: a firm has a few shifts, and all days alike or a quiet weekend.
        var shifts = new DayCurve[rng.Between(1, 3)];
        for (var i = 0; i < shifts.Length; i++)
            shifts[i] = DayCurve.OfPerson(ref rng, firm.Country.UtcOffset, rng.Range(0.7, 1));
        var (weekend, evenness, rate) = (rng.Range(0.05, 1), rng.Range(0.15, 0.6), rng.LogRange(3, 18));
        var rollout = rng.Chance(0.4) ? rng.Range(0, 0.6) : 0;
        var (card, domain) = (rng.Next(), world.Domain(ref rng));
        for (var i = 0; i < accounts; i++)
        {
            var begun = world.Start + (long)((world.End - world.Start) * rollout * rng.Unit());
            var account = named ? firm.Member(ref rng, group) : Own(world, ref rng, group, begun, mobile, firm.Country, rng.Chance(0.5) ? card : null, rng.Chance(0.3) ? domain : null);
            var rhythm = new ClientRhythm(rng.Pick(shifts), rng.Range(0.8, 2), 0.3, weekend, 0.15);
            world.Stream(ref rng, account, usage, rhythm, mobile, rate * Draws.Around1(ref rng, evenness), begun);
        }
    }

    private static AccountPlan Own(WorldBuilder world, ref Rng rng, string group, long begun, Route mobile, Country country, ulong? card, string? domain)
    {
        var person = world.People.Stranger(ref rng) with { Country = country, Created = begun - (long)(WorldBuilder.Day * rng.LogRange(0.02, 60)) };
        var facts = Software.Keyed(ref rng, world.StrangerFacts(ref rng, person), 1) with { SignupIp = mobile.AddressText(rng.Next()) };
        return world.Account(ref rng, group, false, facts with { Payment = card ?? facts.Payment, Domain = domain ?? facts.Domain, Verified = Verification.Card });
    }

    private static Usage Program(WorldBuilder world, ref Rng rng)
    {
        var name = System.Text.Encoding.ASCII.GetString(world.Text("ident", rng.Next()));
        var source = new OwnSource(Tasks.Only("row.support", "row.document", "ask.support"), (float)rng.Range(0.1, 0.5), world.Rows("batch", 0, 5));
        return new Usage(new FramedVoice(Tasks.Frames(ref rng, "frame.batch", rng.Between(1, 4)), source, Grammar.Shared.Id("follow")))
        {
            System = world.Text("system.firm", rng.Next()),
            Shape = RequestShape.Draw(ref rng),
            Stacks = StackCatalog.Product(ref rng, name, rng.Between(1, 3)),
            Model = rng.Below(3),
            NamesConversations = rng.Chance(0.5),
        };
    }
}
