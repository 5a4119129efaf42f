using System.Collections.Concurrent;
using System.Globalization;
using Stillhound.Core.Details;

namespace Stillhound.WebConsole.Data.Workspace;

/// <summary>Members that share the same of the very strongest values.</summary>
/// <param name="Id">The same as long as those values are.</param>
/// <param name="Members">Indices of its members, ascending.</param>
/// <param name="Having">How many of them have each of the strong values, those that the groups are made by first.</param>
internal sealed record TieGroup(string Id, IReadOnlyList<int> Members, IReadOnlyList<int> Having);

/// <summary>All members, by the combination of the campaign's strongest values that each has. A campaign of any size becomes a handful of groups.</summary>
internal sealed class TieGroups
{
    /// <summary>Most values.</summary>
    public const int MostTraits = 12;

    /// <summary>Most groups.</summary>
    public const int MostGroups = 12;

    private const int MostOfKind = 2;

    private readonly ConcurrentDictionary<string, OpenGroup> _open = new(StringComparer.Ordinal);
    private readonly CampaignDetail _detail;

    private TieGroups(CampaignDetail detail, IReadOnlyList<StrongTrait> traits, IReadOnlyList<TieGroup> groups) => (_detail, Traits, Groups) = (detail, traits, groups);

    /// <summary>The values, the strongest first.</summary>
    public IReadOnlyList<StrongTrait> Traits { get; }

    /// <summary>The groups, the largest first.</summary>
    public IReadOnlyList<TieGroup> Groups { get; }

    /// <summary>Groups the members of a campaign.</summary>
    public static TieGroups Of(CampaignDetail detail)
    {
        var traits = StrongTrait.Of(detail, MostOfKind).Take(MostTraits).ToList();
        var masks = new int[detail.Members.Count];
        for (var t = 0; t < traits.Count; t++)
        {
            foreach (var member in traits[t].Trait.Members)
                masks[member] |= 1 << t;
        }

        var groups = Combinations(masks, traits.Count).OrderByDescending(static g => g.Count()).ThenBy(static g => g.Key)
            .Select(g => Group(IdOf(g.Key, traits), [.. g], masks, traits.Count));
        return new TieGroups(detail, traits, [.. groups]);
    }

    /// <summary>What is shown of a group once it is open: made when somebody first opens it.</summary>
    public OpenGroup Open(TieGroup group) => _open.GetOrAdd(group.Id, static (_, made) => OpenGroup.Of(made.group, made.Item2.Traits, made.Item2._detail), (group, this));

    /// <summary>Members by as many of the strongest values as give no more groups than can be taken in; three give eight at most.</summary>
    private static List<IGrouping<int, int>> Combinations(int[] masks, int traits)
    {
        for (var by = traits; ; by--)
        {
            var within = (1 << by) - 1;
            var groups = Enumerable.Range(0, masks.Length).GroupBy(m => masks[m] & within).ToList();
            if (groups.Count <= MostGroups)
                return groups;
        }
    }

    private static TieGroup Group(string id, List<int> members, int[] masks, int traits) =>
        new(id, members, [.. Enumerable.Range(0, traits).Select(t => members.Count(m => (masks[m] >> t & 1) != 0))]);

    // By the values' names, so that a link to a group that was sent to somebody still opens it when others have come.
    private static string IdOf(int mask, List<StrongTrait> traits)
    {
        var hash = 2166136261u;
        foreach (var name in Enumerable.Range(0, traits.Count).Where(t => (mask >> t & 1) != 0).Select(t => traits[t].Name).Order(StringComparer.Ordinal))
        {
            foreach (var c in name)
                hash = (hash ^ c) * 16777619u;
            hash = (hash ^ 0x1f) * 16777619u;
        }

        return "g" + hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
