using Stillhound.Core.Profiles;

namespace Stillhound.Core.Campaigns;

/// <summary>What ties one account to a campaign, in words.</summary>
internal static class TieWords
{
    public static string Of(in Profile p, Campaign campaign)
    {
        var ties = new List<string>();
        var keys = 0;
        foreach (var key in p.Phrases.Keys)
            keys += key != 0 && campaign.Keys.Contains(key) ? 1 : 0;
        if (keys > 0)
            ties.Add($"uses {keys} of the campaign's {campaign.Keys.Count} own phrases");
        var shared = campaign.Verdict.Cohort.Shared;
        foreach (var (kind, value) in shared)
        {
            if (p.Traits.Top(kind, out _) == value)
                ties.Add($"same {Fingerprints.TraitKinds.NameOf(kind)}");
        }

        return ties.Count == 0 ? "asks what the members ask, at their pace" : string.Join("; ", ties);
    }
}
