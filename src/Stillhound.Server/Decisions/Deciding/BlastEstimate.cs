using Stillhound.Core.Campaigns;
using Stillhound.Server.Decisions.Policies;
using Stillhound.Server.Decisions.Projection;

namespace Stillhound.Server.Decisions.Deciding;

/// <summary>
/// Estimates whom a decision hits. A finding tells exchanges by member and over time, and tokens by campaign; so a member's exchanges of the
/// last days are its share of the campaign's, and its spend is the campaign's mean spend an exchange for each of them.
/// </summary>
internal static class BlastEstimate
{
    private const int MostNames = 10;

    public static BlastRadius Of(CampaignFinding campaign, Findings findings, Policy policy, MemberSorting members)
    {
        long exchanges = 0;
        double honest = 0;
        foreach (var member in members.Eligible)
        {
            exchanges += member.Exchanges;
            honest += 1 - member.Confidence;
        }

        var recent = exchanges * RecentShare(campaign, findings, policy.Recent);
        var perExchange = campaign.Exchanges == 0
            ? 0
            : ((campaign.InputTokens * policy.Prices.InputPerMillion) + (campaign.OutputTokens * policy.Prices.OutputPerMillion)) / campaign.Exchanges;
        return new BlastRadius(
            (int)Math.Ceiling(policy.Recent.TotalDays), members.Eligible.Count, (long)Math.Round(recent), Whole(recent * perExchange), (long)Math.Round(honest * 1000),
            members.Protected, members.Doubtful, members.InPart, Top(members.Eligible), members.TopProtected);
    }

    private static double RecentShare(CampaignFinding campaign, Findings findings, TimeSpan recent)
    {
        long all = 0;
        long late = 0;
        var end = findings.Input.Last ?? findings.ActivityStart + (findings.ActivityBucket * campaign.Activity.Count);
        for (var i = 0; i < campaign.Activity.Count; i++)
        {
            all += campaign.Activity[i];
            if (findings.ActivityStart + (findings.ActivityBucket * (i + 1)) > end - recent)
                late += campaign.Activity[i];
        }

        return all == 0 ? 1 : (double)late / all;
    }

    private static IReadOnlyList<BlastAccount> Top(IReadOnlyList<MemberFinding> members)
    {
        var top = new PriorityQueue<MemberFinding, (long Exchanges, string Account)>(
            Comparer<(long Exchanges, string Account)>.Create(static (a, b) => a.Exchanges != b.Exchanges ? a.Exchanges.CompareTo(b.Exchanges) : string.CompareOrdinal(b.Account, a.Account)));
        foreach (var member in members)
        {
            if (top.Count < MostNames)
                top.Enqueue(member, (member.Exchanges, member.Account));
            else
                top.EnqueueDequeue(member, (member.Exchanges, member.Account));
        }

        return [.. top.UnorderedItems.Select(static i => i.Element).OrderByDescending(static m => m.Exchanges).ThenBy(static m => m.Account, StringComparer.Ordinal)
            .Select(static m => new BlastAccount(m.Account, m.Exchanges, Ppm(m.Confidence)))];
    }

    /// <summary>A probability in millionths.</summary>
    public static int Ppm(double probability) => (int)Math.Round(Math.Clamp(probability, 0, 1) * 1e6);

    // The ledger holds whole numbers below 2^53; nobody spends as much.
    private static long Whole(double micros) => (long)Math.Round(Math.Min(micros, 9e15));
}
