using System.Runtime.InteropServices;
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
        Choose(Count(members));
        for (var member = 0; member < members.Count; member++)
        {
            foreach (var entry in members.TraitsOf(member))
            {
                if (_chosen.Find(entry.Key) is not (>= 0 and var number))
                    continue;
                _holders[number].Members.Add(member);
                _holders[number].Exchanges.Add(entry.Exchanges);
            }
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

    private Dictionary<ulong, int> Count(MemberReader members)
    {
        var counts = new Dictionary<ulong, int>();
        Span<bool> any = stackalloc bool[DetailKinds.Count];
        for (var member = 0; member < members.Count; member++)
        {
            any.Clear();
            foreach (var entry in members.TraitsOf(member))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, entry.Key, out _)++;
                any[DetailKinds.KindOf(entry.Key)] = true;
            }

            ref var p = ref members.AccountOf(member);
            for (var kind = 0; kind < DetailKinds.Count; kind++)
                _members[kind] += (kind >= DetailKinds.Context ? PopulationTraits.IsLookedUp(p, kind) : any[kind]) ? 1 : 0;
        }

        return counts;
    }

    private void Choose(Dictionary<ulong, int> counts)
    {
        var byKind = new List<(ulong Key, int Members)>[DetailKinds.Count];
        foreach (var (key, members) in counts)
        {
            var kind = DetailKinds.KindOf(key);
            _values[kind]++;
            if (members >= FewestMembers)
                (byKind[kind] ??= []).Add((key, members));
        }

        foreach (var shared in byKind)
        {
            foreach (var (key, members) in (shared ?? []).OrderByDescending(static s => s.Members).ThenBy(static s => s.Key).Take(MostOfKind))
            {
                _chosen.Add(key);
                _holders.Add((new List<int>(members), new List<int>(members)));
            }
        }
    }
}
