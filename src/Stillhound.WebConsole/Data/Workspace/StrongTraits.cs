using Stillhound.Core.Details;

namespace Stillhound.WebConsole.Data.Workspace;

/// <summary>A value that members share, with its kind and how much it tells them from everybody.</summary>
/// <param name="Kind">As in <see cref="TraitGroup.Kind"/>.</param>
/// <param name="Trait">The value.</param>
/// <param name="Share">Share of the members that have it, 0 to 1.</param>
/// <param name="Others">Share of all accounts that have it, 0 to 1.</param>
/// <param name="Strength">Bits by which it sets a member apart, times the share of the members that have it.</param>
internal sealed record StrongTrait(string Kind, SharedTrait Trait, double Share, double Others, double Strength)
{
    /// <summary>In words.</summary>
    public string Name => TraitWords.Of(Kind, Trait.Label);

    /// <summary>All values that members share and others rarely have, the strongest first; equal ones by name.</summary>
    /// <param name="detail">The campaign.</param>
    /// <param name="mostOfKind">Most of one kind: ten phrases of one text say no more than three.</param>
    public static IReadOnlyList<StrongTrait> Of(CampaignDetail detail, int mostOfKind)
    {
        double members = Math.Max(1, detail.Members.Count);
        double everybody = Math.Max(members, detail.PopulationAccounts);
        return
        [
            .. detail.Traits.SelectMany(group => group.Traits.Select(trait => Measure(group.Kind, trait, members, everybody)).Where(static t => t.Strength > 0)
                    .OrderByDescending(static t => t.Strength).ThenBy(static t => t.Trait.Label, StringComparer.Ordinal).Take(mostOfKind))
                .OrderByDescending(static t => t.Strength).ThenBy(static t => t.Kind, StringComparer.Ordinal).ThenBy(static t => t.Trait.Label, StringComparer.Ordinal),
        ];
    }

    private static StrongTrait Measure(string kind, SharedTrait trait, double members, double everybody)
    {
        var share = trait.Members.Count / members;
        var others = Math.Clamp(trait.Population / everybody, 1 / everybody, 1);
        return new StrongTrait(kind, trait, share, trait.Population / everybody, share * Math.Log2(Math.Max(share, 1e-9) / others));
    }
}
