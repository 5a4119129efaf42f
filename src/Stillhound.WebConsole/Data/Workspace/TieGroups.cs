using System.Globalization;
using Stillhound.Core.Details;

namespace Stillhound.WebConsole.Data.Workspace;

/// <summary>Members that share the same of the strongest values.</summary>
/// <param name="Id">The same as long as those values are; the place of members who fit no group that is shown is <c>rest</c>.</param>
/// <param name="Members">Indices of its members, ascending.</param>
/// <param name="Having">How many of them have each of the values.</param>
internal sealed record TieGroup(string Id, IReadOnlyList<int> Members, IReadOnlyList<int> Having);

/// <summary>All members, by the combination of the campaign's strongest values that each has. A campaign of any size becomes a handful of groups.</summary>
internal sealed class TieGroups
{
    /// <summary>Most values.</summary>
    public const int MostTraits = 12;

    /// <summary>Most groups; what is left is one more.</summary>
    public const int MostGroups = 24;

    /// <summary>Name of the group of those who are in no other.</summary>
    public const string Rest = "rest";

    private const int MostOfKind = 2;

    private TieGroups(IReadOnlyList<StrongTrait> traits, IReadOnlyList<TieGroup> groups) => (Traits, Groups) = (traits, groups);

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

        var all = Enumerable.Range(0, masks.Length).GroupBy(m => masks[m]).OrderByDescending(static g => g.Count()).ThenBy(static g => g.Key).ToList();
        var kept = all.Count <= MostGroups + 1 ? all : all[..MostGroups];
        var groups = kept.Select(g => Group(IdOf(g.Key, traits), [.. g], masks, traits.Count)).ToList();
        if (kept.Count < all.Count)
            groups.Add(Group(Rest, [.. all.Skip(kept.Count).SelectMany(static g => g).Order()], masks, traits.Count));
        return new TieGroups(traits, groups);
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
