using Stillhound.Core.Exchanges;

namespace Stillhound.Core.Details;

/// <summary>The values that members of one finding share, the most shared of each kind.</summary>
internal sealed class SharedTraits
{
    private const int MostOfKind = 32;
    private const int FewestMembers = 2;

    private readonly int[] _members = new int[DetailKinds.Count];
    private readonly int[] _values = new int[DetailKinds.Count];
    private readonly KeyTable _chosen = new();
    private readonly List<(List<int> Members, List<int> Exchanges)> _holders = [];

    public SharedTraits(MemberReader members)
    {
        var all = new KeyTable();
        var counts = new List<int>();
        var shown = new List<(int Number, int Member, int Exchanges)>();
        for (var member = 0; member < members.Count; member++)
            Count(members, member, all, counts, shown);
        var places = Choose(all, counts);
        foreach (var (number, member, exchanges) in shown)
        {
            if (places[number] < 0)
                continue;
            _holders[places[number]].Members.Add(member);
            _holders[places[number]].Exchanges.Add(exchanges);
        }
    }

    /// <summary>The values that were chosen, which the population is asked for.</summary>
    public IReadOnlyList<ulong> Keys => _chosen.Keys;

    /// <summary>The findings, once the population was asked.</summary>
    public List<TraitGroup> Of(PopulationTraits population, IReadOnlyList<ContextLabel> labels)
    {
        var groups = new List<TraitGroup>();
        var at = 0;
        for (var kind = 0; kind < DetailKinds.Count; kind++)
        {
            var traits = new List<SharedTrait>();
            // They were chosen kind by kind.
            for (; at < _chosen.Count && DetailKinds.KindOf(_chosen.Keys[at]) == kind; at++)
                traits.Add(new SharedTrait(DetailKinds.LabelOf(_chosen.Keys[at], labels), population.With(_chosen.Keys[at]), _holders[at].Members, _holders[at].Exchanges));
            if (_values[kind] > 0)
                groups.Add(new TraitGroup(DetailKinds.NameOf(kind), _members[kind], population.WithAny(kind), _values[kind], traits));
        }

        return groups;
    }

    /// <summary>Counts what one member has.</summary>
    private void Count(MemberReader members, int member, KeyTable all, List<int> counts, List<(int Number, int Member, int Exchanges)> shown)
    {
        var kinds = 0u; // a bit for each
        foreach (var entry in members.TraitsOf(member))
        {
            var number = all.Add(entry.Key);
            if (number == counts.Count)
                counts.Add(0);
            counts[number]++;
            kinds |= 1u << DetailKinds.KindOf(entry.Key);
            shown.Add((number, member, entry.Exchanges));
        }

        ref var p = ref members.AccountOf(member);
        for (var kind = 0; kind < DetailKinds.Count; kind++)
            _members[kind] += (kind >= DetailKinds.Context ? PopulationTraits.IsLookedUp(p, kind) : (kinds >> kind & 1) != 0) ? 1 : 0;
    }

    /// <summary>Chooses the most shared of each kind, kind by kind. Returns the place of each among the chosen, or -1.</summary>
    private int[] Choose(KeyTable all, List<int> counts)
    {
        var byKind = new List<int>[DetailKinds.Count];
        for (var number = 0; number < all.Count; number++)
        {
            var kind = DetailKinds.KindOf(all.Keys[number]);
            _values[kind]++;
            if (counts[number] >= FewestMembers)
                (byKind[kind] ??= []).Add(number);
        }

        var places = new int[all.Count];
        Array.Fill(places, -1);
        foreach (var shared in byKind)
        {
            foreach (var number in (shared ?? []).OrderByDescending(n => counts[n]).ThenBy(n => all.Keys[n]).Take(MostOfKind))
            {
                places[number] = _chosen.Add(all.Keys[number]);
                _holders.Add((new List<int>(counts[number]), new List<int>(counts[number])));
            }
        }

        return places;
    }
}
