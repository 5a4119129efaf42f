using Stillhound.Simulation.Chance;
using Stillhound.Simulation.Clients;
using Stillhound.Simulation.Corpora;
using Stillhound.Simulation.Planning;
using Stillhound.Simulation.Speaking;
using Stillhound.Simulation.Text;
using Stillhound.Simulation.Timing;

namespace Stillhound.Simulation.People;

/// <summary>Makes people: country, networks, habits, subjects and day.</summary>
internal sealed class PersonMaker
{
    private static readonly string[] Subjects =
        ["ask.coding", "ask.maths", "ask.reasoning", "ask.data", "ask.writing", "ask.everyday", "ask.everyday", "ask.medicine", "ask.law", "ask.translation", "ask.support", "ask.career", "ask.study", "ask.study"];

    private static readonly int[] SubjectRules = [.. Subjects.Select(Grammar.Shared.Id)];
    private readonly NetworkCatalog _networks;
    private readonly Nuisance _nuisance;
    private readonly StackCatalog _stacks;
    private readonly CorpusSlice _rows;
    private readonly double[] _countryWeights;
    private readonly long _start;

    public PersonMaker(ulong seed, NetworkCatalog networks, StackCatalog stacks, Nuisance nuisance, CorpusSlice rows, long start)
    {
        (_networks, _stacks, _nuisance, _rows, _start) = (networks, stacks, nuisance, rows, start);
        var rng = new Rng(seed);
        _countryWeights = [.. Country.All.Select(c => c.Weight * Draws.LogNormal(ref rng, 1, 0.7))];
    }

    public Person Stranger(ref Rng rng)
    {
        var country = AnyCountry(ref rng);
        return new Person(rng.Next(), country, HomeOf(ref rng, country), Aged(ref rng));
    }

    public Country AnyCountry(ref Rng rng)
    {
        var at = rng.Unit() * _countryWeights.Sum();
        for (var i = 0; i < _countryWeights.Length; i++)
        {
            at -= _countryWeights[i];
            if (at <= 0)
                return Country.All[i];
        }

        return Country.All[0];
    }

    /// <summary>An account's birth: most are months old, some are new.</summary>
    public long Aged(ref Rng rng) => _start - (long)(86_400_000.0 * Draws.LogNormal(ref rng, 120, 1.3));

    public Route HomeOf(ref Rng rng, Country country)
    {
        var mobile = rng.Chance(0.3);
        var pool = mobile ? _networks.Carriers[country.Code] : _networks.Access[country.Code];
        var first = rng.Pick(pool);
        // Carriers put thousands behind few addresses.
        return mobile
            ? new Route(Seeds.Of(first.Prefix, first.Asn), [first], 24, Churn.Conversation, 0)
            : new Route(rng.Next(), rng.Chance(0.35) ? [first, rng.Pick(_networks.Carriers[country.Code])] : [first], rng.Between(1, 2), rng.Chance(0.4) ? Churn.Day : Churn.Never, 0);
    }

    public Voice VoiceOf(ref Rng rng, Person person, bool programmer = false)
    {
        var rules = (int[])SubjectRules.Clone();
        for (var i = 0; i < rules.Length - 1; i++)
        {
            var other = rng.Between(i, rules.Length - 1);
            (rules[i], rules[other]) = (rules[other], rules[i]);
        }

        if (programmer)
            rules[0] = SubjectRules[0];
        if (person.Country.Language != "en" && rng.Chance(_nuisance.Foreign))
            rules[0] = Grammar.Shared.Id("ask." + person.Country.Language);
        var favourites = rng.Between(1, 3);
        var manner = new Manner(person.Seed, (float)Jittered(ref rng, _nuisance.StyleLoyalty), rng.Between(2, 6), Seeds.Mix(person.Seed),
            (float)Jittered(ref rng, _nuisance.TopicLoyalty), Math.Max(2, (int)Draws.LogNormal(ref rng, _nuisance.TopicBreadth, 0.5)));
        return new PersonVoice(rules, favourites, Jittered(ref rng, Math.Min(0.9, _nuisance.TopicLoyalty + 0.2)), manner, Jittered(ref rng, _nuisance.Pasting), _rows);
    }

    /// <summary>A person's own use of a chat.</summary>
    public Usage UsageOf(ref Rng rng, Person person, bool programmer = false) => new(VoiceOf(ref rng, person, programmer))
    {
        Stacks = programmer && rng.Chance(0.6) ? [rng.Pick(_stacks.Programs)] : [rng.Pick(_stacks.People), rng.Pick(_stacks.People)],
        StackChurn = rng.Range(0, 0.3),
        Shape = programmer || rng.Chance(0.1) ? RequestShape.Draw(ref rng) : RequestShape.Chat,
        Model = rng.Below(3),
    };

    public SessionRhythm RhythmOf(ref Rng rng, Person person) => new(
        DayCurve.OfPerson(ref rng, person.Country.UtcOffset, Jittered(ref rng, _nuisance.Diurnal)),
        Jittered(ref rng, _nuisance.MultiTurn), Draws.LogNormal(ref rng, 0.8, 0.5), rng.Range(0.3, 1.2));

    /// <summary>Exchanges a day of one person.</summary>
    public double RateOf(ref Rng rng) => Math.Min(400, Draws.LogNormal(ref rng, _nuisance.RateMedian, _nuisance.RateSigma));

    private static double Jittered(ref Rng rng, double mean) => Draws.Share(ref rng, Math.Clamp(mean, 0.01, 0.97), 8);
}
