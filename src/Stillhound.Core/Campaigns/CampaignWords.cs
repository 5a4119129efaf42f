using System.Globalization;
using Stillhound.Core.Profiles;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Campaigns;

/// <summary>Title and summary of a campaign, made of what was observed; no names, no guesses.</summary>
internal sealed class CampaignWords
{
    /// <summary>Finds the words.</summary>
    /// <param name="slice">The accounts of the campaign that are told of.</param>
    /// <param name="accounts">All accounts.</param>
    /// <param name="targets">What it is after.</param>
    /// <param name="told">Its members as they are told, each with the exchanges that are accused.</param>
    public CampaignWords(CampaignSlice slice, AccountTable accounts, List<TargetShare> targets, List<MemberFinding> told)
    {
        var campaign = slice.Campaign;
        var members = told.Count;
        var target = CampaignLabel.Aim(targets);
        var tie = CampaignLabel.Tie(campaign);
        Title = slice.IsLikely
            ? $"{HistoryWords.Accounts(members)} that likely {(members == 1 ? "belongs" : "belong")} to {campaign.Id}, {target}"
            : string.Create(CultureInfo.InvariantCulture, $"{members:N0} accounts, {target}, {tie}");
        var exchanges = told.Sum(static m => m.Exchanges);
        double days = 0;
        foreach (var account in slice.Members.Keys)
        {
            days += Math.Max(1, (accounts[account].LastMs - accounts[account].FirstMs) / 86_400_000.0);
        }

        var strongest = campaign.Verdict.FamilyLog10.Select(static (value, f) => (Value: value, Family: (Family)f))
            .Where(static x => x.Value >= 0.5).OrderByDescending(static x => x.Value).Take(3).Select(static x => Families.NameOf(x.Family).Replace('_', ' ')).ToList();
        var evidence = strongest.Count == 0 ? "no family of evidence is strong alone" : "the strongest evidence is " + string.Join(", ", strongest);
        Summary = string.Create(CultureInfo.InvariantCulture,
            $"{HistoryWords.Accounts(members)} sent {exchanges:N0} exchanges, about {exchanges / Math.Max(1, days):F1} a day each, mostly on {target}, tied by {tie}. ")
            + (slice.IsLikely
                ? $"Each resembles campaign {campaign.Id}, but by less than nine in ten, so that a person should look; the evidence is that of the whole campaign."
                : $"They act as one: {evidence}." + (slice.Tier < campaign.Tier ? " The odds would do for act, but too few of the accounts surely belong." : ""));
    }

    public string Title { get; }

    public string Summary { get; }
}
