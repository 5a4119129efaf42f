using System.Globalization;
using Stillhound.Core.Campaigns;

namespace Stillhound.Core.Details;

/// <summary>What would take an account out of a campaign, in words: how a search lets go of it, and what would take away that which ties it.</summary>
internal static class RemovalWords
{
    private const float MostTold = 7;

    /// <summary>Of an account whose traffic is accused as a whole.</summary>
    public static string Of(float score, Ties ties, Campaign campaign) =>
        string.Create(CultureInfo.InvariantCulture, $"leaves when a search puts the odds that it belongs below {Math.Exp(Belonging.Leaves):0.0} to 1, now {Odds(score)}; ")
        + Carried(ties, campaign);

    /// <summary>Of an account of which only a part is accused.</summary>
    public static string OfPart() =>
        "leaves when it no longer sends with the campaign's settings beside other traffic; or if these come from a tool or template that others use too";

    /// <summary>Odds to one leading digit of 1, 2 or 5: more would be more than they tell, and members are told of in few words.</summary>
    internal static string Odds(float score)
    {
        var odds = Math.Exp(Math.Clamp(score, -MostTold, MostTold));
        var unit = Math.Pow(10, Math.Floor(Math.Log10(odds)));
        var digit = (odds / unit) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 };
        return string.Create(CultureInfo.InvariantCulture, $"about {digit * unit:0.####} to 1");
    }

    private static string Carried(Ties ties, Campaign campaign)
    {
        var carries = ties.SettingNames(campaign).Select(static name => $"its {name}").ToList();
        if (ties.Phrases > 0)
            carries.Insert(0, ties.Phrases == 1 ? "the phrase that it shares with the campaign" : $"the {ties.Phrases} phrases that it shares with the campaign");
        return carries.Count == 0
            ? "or when its prompts, hours or pace are no longer those of the members"
            : $"or if {Listed(carries)} {(carries.Count == 1 && ties.Phrases <= 1 ? "comes" : "come")} from a tool or template that others use too";
    }

    private static string Listed(List<string> items) => items.Count == 1 ? items[0] : $"{string.Join(", ", items.Take(items.Count - 1))} and {items[^1]}";
}
