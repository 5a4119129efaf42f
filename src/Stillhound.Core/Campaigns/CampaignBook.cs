using System.Globalization;
using Stillhound.Core.Cohorts;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Profiles;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Campaigns;

/// <summary>
/// All campaigns and their identity over searches: a verdict belongs to the campaign whose members it shares; verdicts that
/// share members with each other are one campaign.
/// </summary>
internal sealed class CampaignBook(AccountTable accounts, int smallest)
{
    /// <summary>Share of the smaller side that must be common for two groups to be one campaign.</summary>
    private const double SameShare = 0.4;

    /// <summary>A cohort of which more than this share is claimed already is no campaign of its own.</summary>
    private const double MostTaken = 0.3;

    /// <summary>Two cohorts that have this much of the larger in common are nearly one.</summary>
    private const double NearlyOne = 0.6;

    /// <summary>A member leaves when its score falls below this; it came in above 0.</summary>
    private const float Leaves = -0.5f;

    private readonly List<Campaign> _campaigns = [];

    // Campaigns that the search under way has confirmed.
    private readonly HashSet<Campaign> _updated = [];

    // Members that left a campaign in the search under way. In another one they were flagged when the first one was.
    private readonly Dictionary<int, Member> _left = [];

    public IReadOnlyList<Campaign> All => _campaigns;

    /// <summary>Campaigns that were not merged into another.</summary>
    public IEnumerable<Campaign> Open => _campaigns.Where(static c => !c.Merged);

    /// <summary>The campaign that an account is attached to, or null.</summary>
    public Campaign? Of(in Profile profile) => profile.Campaign == 0 ? null : _campaigns[profile.Campaign - 1];

    /// <summary>Takes the verdicts of one search, in order: what an earlier one has claimed a later one cannot.</summary>
    /// <param name="population">The accounts.</param>
    /// <param name="verdicts">The verdicts.</param>
    /// <param name="refiner">Scores accounts by the cohorts of this search.</param>
    /// <param name="judge">Judges what others leave of a cohort.</param>
    /// <param name="nowMs">Event time.</param>
    public void Take(Population population, IEnumerable<Verdict> verdicts, Refiner refiner, Judge judge, long nowMs)
    {
        _updated.Clear();
        _left.Clear();
        var claimed = new HashSet<int>();
        foreach (var verdict in verdicts)
        {
            var rows = verdict.Cohort.Rows;
            var taken = rows.Count(claimed.Contains);
            if (taken > MostTaken * rows.Length)
            {
                TakeMore(population, verdict, refiner, nowMs);
                TakeRest(population, verdict, [.. rows.Where(row => !claimed.Contains(row))], refiner, judge, nowMs);
                claimed.UnionWith(rows.Where(row => Of(population.ProfileOf(row)) is { } of && _updated.Contains(of)));
                continue;
            }

            var campaign = Matching(population, verdict);
            if (campaign is null || !_updated.Add(campaign))
                _updated.Add(campaign = Found(population, verdict, nowMs));
            Replace(campaign, population, verdict, refiner, nowMs);
            claimed.UnionWith(rows);
        }

        foreach (var campaign in Open.Where(c => c.Members.Count < smallest).ToList())
            Dissolve(campaign, nowMs);
    }

    /// <summary>
    /// A cohort most of which a surer one of this search has claimed: where the two are nearly one, its other members come in.
    /// </summary>
    private void TakeMore(Population population, Verdict verdict, Refiner refiner, long nowMs)
    {
        var campaign = Matching(population, verdict);
        if (campaign is null || !_updated.Contains(campaign) || verdict.Tier < Tier.Review || campaign.Tier < Tier.Review)
            return;
        var common = verdict.Cohort.Rows.Count(row => campaign.Members.ContainsKey(population.Rows[row].Account));
        if (common < NearlyOne * Math.Max(verdict.Cohort.Rows.Length, campaign.Members.Count))
            return;
        var likeness = refiner.LikenessOf(campaign.Verdict.Cohort);
        foreach (var row in verdict.Cohort.Rows)
        {
            // Only those who resemble the surer cohort: the other one may have strangers in it.
            var score = likeness.Score(row);
            if (score > 0)
                Attach(campaign, population.Rows[row].Account, score, nowMs);
        }
    }

    /// <summary>
    /// What is left of a cohort most of which a campaign of this search has. Where it would stand on its own it is the same
    /// operator's: it comes in where it is as sure as the campaign, and is a campaign of its own where it is less sure.
    /// </summary>
    private void TakeRest(Population population, Verdict verdict, int[] rest, Refiner refiner, Judge judge, long nowMs)
    {
        if (verdict.Tier < Tier.Review || rest.Length < smallest)
            return;
        var alone = judge.Decide(verdict.Cohort with { Rows = rest });
        if (alone.Tier is null or Tier.Watch)
            return;
        var campaign = Matching(population, verdict);
        if (campaign is not null && _updated.Contains(campaign) && alone.Tier >= campaign.Tier)
        {
            foreach (var row in rest)
                Attach(campaign, population.Rows[row].Account, 0, nowMs);
        }
        else
        {
            var own = Matching(population, alone);
            if (own is null || !_updated.Add(own))
                _updated.Add(own = Found(population, alone, nowMs));
            Replace(own, population, alone, refiner, nowMs);
        }
    }

    /// <summary>A judged campaign that no longer holds steps down.</summary>
    public static void StepDown(Campaign campaign, Verdict verdict, long nowMs)
    {
        if (campaign.Tier == Tier.Watch)
            return;
        campaign.Note(nowMs, string.Create(CultureInfo.InvariantCulture, $"stepped down to watch: odds fell to 10^{verdict.Log10Odds:F1}"));
        campaign.Tier = Tier.Watch;
        campaign.Verdict = verdict;
    }

    /// <summary>Attaches an account, or renews its score.</summary>
    public void Attach(Campaign campaign, int account, float score, long nowMs)
    {
        ref var p = ref accounts[account];
        var had = default(Member);
        if (p.Campaign != 0 && _campaigns[p.Campaign - 1] != campaign)
        {
            var other = _campaigns[p.Campaign - 1];
            if (_updated.Contains(other) || !_updated.Contains(campaign))
                return; // it belongs to one that is as sure
            had = other.Members[account];
            Detach(other, account);
        }

        if (campaign.Members.TryGetValue(account, out var member))
        {
            had = member;
        }
        else
        {
            campaign.CountActivity(p, 1);
            if (had.AttachedMs == 0 && _left.Remove(account, out var left))
                had = left;
        }

        p.Campaign = _campaigns.IndexOf(campaign) + 1;
        campaign.Members[account] = had.AttachedMs == 0 && campaign.Tier >= Tier.Review
            ? new Member(nowMs, p.Exchanges, score)
            : had with { Score = score };
    }

    /// <summary>Too few members are left: other campaigns took them, or they no longer resemble each other.</summary>
    private void Dissolve(Campaign campaign, long nowMs)
    {
        foreach (var account in campaign.Members.Keys.ToArray())
            Detach(campaign, account);
        campaign.Merged = true;
        campaign.Note(nowMs, "dissolved: too few members are left");
    }

    private void Detach(Campaign campaign, int account)
    {
        ref var p = ref accounts[account];
        campaign.Members.Remove(account);
        campaign.CountActivity(p, -1);
        p.Campaign = 0;
    }

    private Campaign? Matching(Population population, Verdict verdict)
    {
        var shared = new Dictionary<int, int>();
        foreach (var row in verdict.Cohort.Rows)
        {
            var campaign = population.ProfileOf(row).Campaign;
            if (campaign != 0)
                shared[campaign] = shared.GetValueOrDefault(campaign) + 1;
        }

        if (shared.Count == 0)
            return null;
        var (best, count) = shared.OrderByDescending(static s => s.Value).ThenBy(static s => s.Key).First();
        var candidate = _campaigns[best - 1];
        return count >= SameShare * Math.Min(verdict.Cohort.Rows.Length, candidate.Members.Count) ? candidate : null;
    }

    private Campaign Found(Population population, Verdict verdict, long nowMs)
    {
        var key = Hash64.Combine((ulong)nowMs, verdict.Cohort.Rows.Min(row => population.ProfileOf(row).Account));
        var id = "c-" + ((uint)key).ToString("x8", CultureInfo.InvariantCulture)[..6];
        var campaign = new Campaign(id, nowMs);
        campaign.Note(nowMs, $"proposed with {verdict.Cohort.Rows.Length} accounts: {verdict.Cohort.Reason}");
        _campaigns.Add(campaign);
        return campaign;
    }

    private void Replace(Campaign campaign, Population population, Verdict verdict, Refiner refiner, long nowMs)
    {
        var before = campaign.Tier;
        var first = campaign.Verdict is null;
        campaign.Verdict = verdict;
        campaign.Keys = refiner.KeysOf(verdict.Cohort);
        campaign.Tier = verdict.Tier ?? Tier.Watch;
        var likeness = refiner.LikenessOf(verdict.Cohort);
        var keep = verdict.Cohort.Rows.Select(row => population.Rows[row].Account).ToHashSet();
        foreach (var account in campaign.Members.Keys.Where(a => !keep.Contains(a)).ToArray())
        {
            var row = population.RowOf(account);
            if (row >= 0 && likeness.Score(row) < Leaves)
            {
                _left[account] = campaign.Members[account];
                Detach(campaign, account);
            }
        }

        foreach (var row in verdict.Cohort.Rows)
            Attach(campaign, population.Rows[row].Account, likeness.Score(row), nowMs);
        if (campaign.Tier >= Tier.Review && campaign.DetectedMs == 0)
        {
            campaign.DetectedMs = nowMs;
            campaign.ExchangesBeforeDetection = campaign.Members.Keys.Sum(a => (long)accounts[a].Exchanges);
        }

        if (!first && campaign.Tier != before)
            campaign.Note(nowMs, $"moved from {Lower(before)} to {Lower(campaign.Tier)} with {campaign.Members.Count} accounts");
        else if (first)
            campaign.Note(nowMs, $"stands at {Lower(campaign.Tier)} with {campaign.Members.Count} accounts");
    }

    private static string Lower(Tier tier) => tier.ToString().ToLowerInvariant();
}
