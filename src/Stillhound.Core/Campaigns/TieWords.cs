using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Campaigns;

/// <summary>What ties one account to a campaign.</summary>
/// <param name="Phrases">How many of the campaign's own phrases it uses.</param>
/// <param name="Settings">Which of the campaign's shared settings it mostly sends with: a bit each, in their order.</param>
internal readonly record struct Ties(int Phrases, uint Settings)
{
    public static Ties Of(in Profile p, Campaign campaign)
    {
        var phrases = 0;
        foreach (var key in p.Phrases.Keys)
            phrases += key != 0 && campaign.Keys.Contains(key) ? 1 : 0;
        var shared = campaign.Verdict.Cohort.Shared;
        var settings = 0u;
        for (var i = 0; i < shared.Count; i++)
            settings |= p.Traits.Top(shared[i].Kind, out _) == shared[i].Value ? 1u << i : 0;
        return new Ties(phrases, settings);
    }

    /// <summary>Names of the settings that it has in common with the campaign.</summary>
    public IEnumerable<string> SettingNames(Campaign campaign)
    {
        var settings = Settings;
        return campaign.Verdict.Cohort.Shared.Where((_, i) => (settings >> i & 1) != 0).Select(static s => TraitKinds.NameOf(s.Kind));
    }
}

/// <summary>What ties one account to a campaign, in words.</summary>
internal static class TieWords
{
    public static string Of(in Profile p, Campaign campaign) => Of(Ties.Of(p, campaign), campaign);

    public static string Of(Ties ties, Campaign campaign)
    {
        var words = ties.SettingNames(campaign).Select(static name => $"same {name}").ToList();
        if (ties.Phrases > 0)
            words.Insert(0, $"uses {ties.Phrases} of the campaign's {campaign.Keys.Count} own phrases");
        return words.Count == 0 ? "asks what the members ask, at their pace" : string.Join("; ", words);
    }
}
