using Stillhound.Core.Cohorts;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Campaigns;

/// <summary>
/// The accounts of a campaign that one finding tells of. A campaign at <see cref="Tier.Act"/> accuses only accounts that surely
/// belong to it; those that likely do are a finding of their own at <see cref="Tier.Review"/>.
/// </summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Members">The accounts that are told of.</param>
/// <param name="Tier">How strongly they are held.</param>
/// <param name="IsLikely">Whether these are the accounts that likely belong, beside a finding of those that surely do.</param>
internal sealed record CampaignSlice(Campaign Campaign, IReadOnlyDictionary<int, Member> Members, Tier Tier, bool IsLikely)
{
    /// <summary>Identifier of the finding.</summary>
    public string Id => IsLikely ? Campaign.Id + "-likely" : Campaign.Id;

    /// <summary>
    /// The findings of a campaign: one, or two where it stands at act and some accounts do not surely belong. Where too few
    /// surely belong to be a campaign, all of them stand at review.
    /// </summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="smallest">Fewest accounts of a campaign.</param>
    public static IEnumerable<CampaignSlice> Of(Campaign campaign, int smallest)
    {
        var sure = campaign.Members.Where(static m => m.Value.Score >= Refiner.Surely).ToDictionary();
        if (campaign.Tier < Tier.Act || sure.Count == campaign.Members.Count)
            return [new(campaign, campaign.Members, campaign.Tier, false)];
        if (sure.Count < smallest)
            return [new(campaign, campaign.Members, Tier.Review, false)];
        return
        [
            new(campaign, new SortedDictionary<int, Member>(sure), Tier.Act, false),
            new(campaign, new SortedDictionary<int, Member>(campaign.Members.Where(m => !sure.ContainsKey(m.Key)).ToDictionary()), Tier.Review, true),
        ];
    }

    /// <summary>All findings about campaigns in the order in which they are told: the surest tier first, then by odds.</summary>
    /// <param name="book">The campaigns.</param>
    /// <param name="smallest">Fewest accounts of a campaign.</param>
    public static IEnumerable<CampaignSlice> InOrder(CampaignBook book, int smallest) => book.Open.Where(static c => c.Members.Count > 0).SelectMany(c => Of(c, smallest))
        .OrderByDescending(static s => s.Tier).ThenByDescending(static s => s.Campaign.Verdict.Log10Odds).ThenBy(static s => s.Id, StringComparer.Ordinal);

    /// <summary>When the first of them was told of at review or above; 0 where none was.</summary>
    public long DetectedMs => IsLikely
        ? Members.Values.Where(static m => m.AttachedMs != 0).Select(static m => m.AttachedMs).DefaultIfEmpty(0).Min()
        : Campaign.DetectedMs;

    /// <summary>Exchanges of the accounts until <see cref="DetectedMs"/>; of those that likely belong to the six hours.</summary>
    /// <param name="accounts">All accounts.</param>
    public long ExchangesBeforeDetection(AccountTable accounts)
    {
        if (!IsLikely)
            return Campaign.ExchangesBeforeDetection;
        var end = (int)(DetectedMs / SixHourBins.WidthMs);
        return Activity(accounts, Math.Max(0, end - SixHourBins.Length), Math.Min(end, SixHourBins.Length)).Sum();
    }

    /// <summary>What happened to the campaign; of the accounts that likely belong, that they are told of apart.</summary>
    /// <param name="last">Event time of the last exchange.</param>
    public IReadOnlyList<CampaignNote> History(DateTimeOffset last) => IsLikely
        ? [new CampaignNote(last, $"told apart from {Campaign.Id}: each of them belongs to it by less than nine in ten") { What = CampaignChange.SplitOff, Reason = "act asks for accounts that surely belong", Accounts = Members.Count, Campaign = Campaign.Id }]
        : Campaign.History.Notes();

    /// <summary>Exchanges of the accounts by six-hour bin since the epoch, from <paramref name="first"/>.</summary>
    /// <param name="accounts">All accounts.</param>
    /// <param name="first">First bin.</param>
    /// <param name="count">Bins.</param>
    public List<long> Activity(AccountTable accounts, int first, int count)
    {
        var series = new long[count];
        if (Members.Count == Campaign.Members.Count)
        {
            for (var i = 0; i < count; i++)
                series[i] = Campaign.Activity.GetValueOrDefault(first + i);
            return [.. series];
        }

        foreach (var account in Campaign.Members.Keys.Where(a => Members.ContainsKey(a) == IsLikely)) // the likely ones, whichever slice this is
        {
            ref var p = ref accounts[account];
            for (var bin = Math.Max(first, p.SixHourHead - SixHourBins.Length + 1); bin <= p.SixHourHead && bin - first < count; bin++)
                series[bin - first] += p.SixHours[bin % SixHourBins.Length];
        }

        if (IsLikely)
            return [.. series];
        // What profiles no longer hold of older days is counted with the accounts that surely belong.
        return [.. series.Select((likely, i) => Math.Max(0, Campaign.Activity.GetValueOrDefault(first + i) - likely))];
    }
}
