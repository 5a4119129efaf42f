using Stillhound.Core.Details;

namespace Stillhound.WebConsole.Data.Workspace;

/// <summary>The accounts of a group that are shown once it is open, and what else they share.</summary>
/// <param name="Shown">Indices of those with most exchanges, ascending.</param>
/// <param name="Finer">Values that some of them share beside those that make the groups, with the members that have each; the most telling first.</param>
internal sealed record OpenGroup(IReadOnlyList<int> Shown, IReadOnlyList<(StrongTrait Trait, IReadOnlyList<int> Having)> Finer)
{
    /// <summary>Most accounts of an open group.</summary>
    public const int MostAccounts = 80;

    private const int MostFiner = 6;

    /// <summary>Opens a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="known">Values that the groups are made by.</param>
    /// <param name="detail">The campaign.</param>
    public static OpenGroup Of(TieGroup group, IReadOnlyList<StrongTrait> known, CampaignDetail detail)
    {
        var shown = group.Members.OrderByDescending(m => detail.Members[m].Exchanges).ThenBy(static m => m).Take(MostAccounts).Order().ToList();
        // By place, because every value lists all members that have it.
        var among = new bool[detail.Members.Count];
        foreach (var member in shown)
            among[member] = true;
        var names = known.Select(static t => t.Name).ToHashSet(StringComparer.Ordinal);
        return new OpenGroup(shown,
        [
            .. StrongTrait.Of(detail, int.MaxValue).Where(t => !names.Contains(t.Name)).Select(t => (Trait: t, Having: (IReadOnlyList<int>)Having(t.Trait, among)))
                .Where(static t => t.Having.Count >= 2).OrderByDescending(static t => t.Having.Count * t.Trait.Strength / t.Trait.Share).ThenBy(static t => t.Trait.Name, StringComparer.Ordinal).Take(MostFiner),
        ]);
    }

    private static List<int> Having(SharedTrait trait, bool[] among)
    {
        var having = new List<int>();
        foreach (var member in trait.Members)
        {
            if (among[member])
                having.Add(member);
        }

        return having;
    }
}
