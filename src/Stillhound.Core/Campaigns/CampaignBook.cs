using System.Globalization;
using Stillhound.Core.Cohorts;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Profiles;
using Stillhound.Core.State;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Campaigns;

/// <summary>
/// All campaigns and their identity over searches: a verdict belongs to the campaign whose members it shares; verdicts that
/// share members with each other are one campaign.
/// </summary>
internal sealed class CampaignBook(AccountTable accounts, int smallest) : IKept
{
    /// <summary>A cohort of which more than this share is claimed already is no campaign of its own.</summary>
    private const double MostTaken = 0.3;

    /// <summary>A cohort of which more than this share is claimed already is judged again without it.</summary>
    private const double FewTaken = 0.1;

    /// <summary>Two cohorts that have this much of the larger in common are nearly one.</summary>
    private const double NearlyOne = 0.6;

    private readonly List<Campaign> _campaigns = [];
    private readonly AccountEnds _ends = new(accounts);
    private readonly SwapWatch _swaps = new(accounts);
    private readonly Departures _departures = new();

    // Campaigns that the search under way has confirmed.
    [Scratch]
    private readonly HashSet<Campaign> _updated = [];

    // Campaigns that the search under way has made.
    [Scratch]
    private readonly HashSet<Campaign> _founded = [];

    // Accounts that likely belong to a campaign, if no other cohort of the search under way takes them.
    [Scratch]
    private readonly List<(Campaign Campaign, int Account, float Score)> _doubtful = [];

    // Rows that cohorts of the search under way have claimed, and those of one cohort.
    [Scratch]
    private readonly RowSet _claimed = new();
    [Scratch]
    private readonly RowSet _inside = new();

    public IReadOnlyList<Campaign> All => _campaigns;

    /// <summary>Campaigns that were not merged into another.</summary>
    public IEnumerable<Campaign> Open => _campaigns.Where(static c => !c.Merged);

    /// <summary>The campaign that an account is attached to, or null.</summary>
    public Campaign? Of(in Profile profile) => profile.Campaign == 0 ? null : _campaigns[profile.Campaign - 1];

    /// <summary>The campaign that profiles name by a number from 1; it may have been merged into another since.</summary>
    public Campaign Numbered(int number) => _campaigns[number - 1];

    /// <summary>Counts whatever changed a campaign: searches, accounts that came or went, events that touched one.</summary>
    public long Revision { get; private set; }

    /// <summary>Told of every account that comes to a campaign (true) or goes (false); null costs nothing.</summary>
    public Action<Campaign, int, bool, long>? Moved { get; set; }

    /// <summary>Takes the verdicts of one search, in order: what an earlier one has claimed a later one cannot.</summary>
    /// <param name="population">The accounts.</param>
    /// <param name="verdicts">The verdicts.</param>
    /// <param name="opinion">What the search says of cohorts.</param>
    /// <param name="nowMs">Event time.</param>
    public void Take(Population population, IReadOnlyList<Verdict> verdicts, ICohortOpinion opinion, long nowMs)
    {
        _updated.Clear();
        _founded.Clear();
        _doubtful.Clear();
        _departures.BeginSearch();
        var heirs = new Heirs(population, verdicts, Numbered, MostTaken);
        _claimed.Clear(population.Count);
        foreach (var judged in verdicts)
        {
            var verdict = judged;
            var rows = verdict.Cohort.Rows;
            var taken = _claimed.CountOf(rows);
            if (taken > MostTaken * rows.Length)
            {
                TakeMore(population, verdict, heirs, opinion, nowMs);
                TakeRest(population, verdict, heirs, [.. rows.Where(row => !_claimed.Contains(row))], opinion, nowMs);
                _claimed.Add([.. rows.Where(row => Of(population.ProfileOf(row)) is { } of && _updated.Contains(of))]);
                continue;
            }

            if (taken > FewTaken * rows.Length)
            {
                // What was said of all of them need not hold for what is left.
                rows = [.. rows.Where(row => !_claimed.Contains(row))];
                verdict = opinion.Decide(verdict.Cohort with { Rows = rows });
                if (rows.Length < smallest || verdict.Tier is null)
                    continue;
            }

            var campaign = heirs.Continued(verdict, c => Belonging.OfMost(c, population, verdict, opinion));
            var succession = campaign is null ? Succession.Of(Open.Where(c => !_updated.Contains(c)), verdict, opinion.KeysOf(verdict.Cohort), population, _ends.HasEndedBy) : null;
            if (succession is { Strong: true } && verdict.Tier >= Tier.Review)
                campaign = succession.Older;
            if (campaign is null || !_updated.Add(campaign))
                _updated.Add(campaign = Found(population, verdict, nowMs));
            succession?.Record(campaign, rows.Length, nowMs);
            Replace(campaign, population, verdict, opinion, nowMs, keepAll: campaign == succession?.Older);
            _claimed.Add(rows);
        }

        foreach (var (campaign, account, score) in _doubtful)
            Attach(campaign, account, score, nowMs);
        foreach (var campaign in _updated.Where(static c => c.Tier == Tier.Act))
            Belonging.DoubtHeavy(campaign, population);
        foreach (var campaign in Open.Where(c => c.Members.Count < smallest).ToList())
            Dissolve(campaign, nowMs);
        Moves.Record(_departures, _campaigns, _founded, nowMs);
        foreach (var campaign in Open)
            Relabel(campaign, nowMs);
        LookForSwaps(nowMs);
        _founded.Clear();
        Revision++;
    }

    /// <summary>Takes a provider's event about an account.</summary>
    public void Suspended(int account, long timeMs)
    {
        if (!_ends.Suspend(account, timeMs) || Of(accounts[account]) is not { } campaign)
            return;
        campaign.History.Count(timeMs, CampaignChange.Suspended, 1);
        Revision++;
        campaign.MayHaveSwapped = true;
    }

    /// <summary>Takes a provider's event about an account.</summary>
    public void Restored(int account, long timeMs)
    {
        if (!_ends.Restore(account) || Of(accounts[account]) is not { } campaign)
            return;
        campaign.History.Count(timeMs, CampaignChange.Restored, 1);
        Revision++;
    }

    /// <summary>Since when an account is suspended; null where it is not.</summary>
    public long? SuspendedSince(int account) => _ends.SuspendedSince(account);

    /// <summary>Takes an account out of everything, without a trace of where it was.</summary>
    public void Forget(int account, long nowMs)
    {
        foreach (var campaign in _campaigns)
        {
            if (campaign.Members.ContainsKey(account))
                Detach(campaign, account, nowMs);
            campaign.Carriers.Remove(account);
        }

        _departures.Forget(account);
        _ends.Restore(account);
        Revision++;
    }

    /// <summary>Records pools that were swapped since the last look, at most once an hour.</summary>
    public void LookForSwaps(long nowMs) => Revision += _swaps.Look(Open, _ends, nowMs) ? 1 : 0;

    /// <inheritdoc/>
    public void Keep(StateStream state)
    {
        state.List(_campaigns, Campaign.Keep);
        state.Part(_ends);
        state.Part(_swaps);
        state.Part(_departures);
        Revision = state.Value(Revision);
    }

    /// <summary>
    /// A cohort most of which a surer one of this search has claimed: where the two are nearly one, its other members come in.
    /// </summary>
    private void TakeMore(Population population, Verdict verdict, Heirs heirs, ICohortOpinion opinion, long nowMs)
    {
        var campaign = heirs.Nearest(verdict);
        if (campaign is null || !_updated.Contains(campaign) || verdict.Tier < Tier.Review || campaign.Tier < Tier.Review)
            return;
        var common = verdict.Cohort.Rows.Count(row => population.ProfileOf(row).Campaign == campaign.Number);
        if (common < NearlyOne * Math.Max(verdict.Cohort.Rows.Length, campaign.Members.Count))
            return;
        // Only those who resemble the surer cohort: the other one may have strangers in it.
        var scores = opinion.ScoresOf(campaign.Verdict.Cohort);
        int[] more = [.. verdict.Cohort.Rows.Where(row => scores(row) > 0)];
        var most = Belonging.MostOf(campaign.Verdict, more, opinion);
        _inside.Clear(population.Count);
        _inside.Add(campaign.Verdict.Cohort.Rows);
        foreach (var row in more)
            Attach(campaign, population.Rows[row].Account, _inside.Contains(row) ? scores(row) : Math.Min(scores(row), most), nowMs);
    }

    /// <summary>
    /// What is left of a cohort most of which a campaign of this search has. Where it would stand on its own it is the same
    /// operator's: it comes in where it is as sure as the campaign, and is a campaign of its own where it is less sure.
    /// </summary>
    private void TakeRest(Population population, Verdict verdict, Heirs heirs, int[] rest, ICohortOpinion opinion, long nowMs)
    {
        if (verdict.Tier < Tier.Review || rest.Length < smallest)
            return;
        var alone = opinion.Decide(verdict.Cohort with { Rows = rest, Doubtful = [] });
        if (alone.Tier is null or Tier.Watch)
            return;
        var campaign = heirs.Nearest(verdict);
        if (campaign is not null && _updated.Contains(campaign) && alone.Tier >= campaign.Tier)
        {
            var scores = opinion.ScoresOf(alone.Cohort);
            foreach (var row in rest)
                Attach(campaign, population.Rows[row].Account, scores(row), nowMs);
        }
        else
        {
            var own = heirs.Nearest(alone);
            if (own is null || !_updated.Add(own))
                _updated.Add(own = Found(population, alone, nowMs));
            Replace(own, population, alone, opinion, nowMs);
        }
    }

    /// <summary>
    /// A judged campaign that no longer holds steps down. When it was first detected, and which of its accounts were attached
    /// when, stays: those tell what happened, not what is held now.
    /// </summary>
    public static void StepDown(Campaign campaign, Verdict verdict, long nowMs)
    {
        if (campaign.Tier == Tier.Watch)
            return;
        campaign.History.Add(nowMs, CampaignChange.SteppedDown, campaign.Members.Count, "its own accounts no longer carry the verdict, " + HistoryWords.Why(campaign.Verdict, verdict));
        campaign.Tier = Tier.Watch;
        campaign.Verdict = verdict;
    }

    /// <summary>Attaches an account that showed a campaign's phrases and settings between searches.</summary>
    public void AttachOnSight(Campaign campaign, int account, float score, long nowMs) => Attach(campaign, account, score, nowMs, onSight: true);

    /// <summary>Attaches an account, or renews its score.</summary>
    private void Attach(Campaign campaign, int account, float score, long nowMs, bool onSight = false)
    {
        ref var p = ref accounts[account];
        if (p.Campaign != 0 && p.Campaign != campaign.Number)
        {
            var other = _campaigns[p.Campaign - 1];
            if (_updated.Contains(other) || !_updated.Contains(campaign))
                return; // it belongs to one that is as sure
            Detach(other, account, nowMs);
        }

        var isNew = !campaign.Members.TryGetValue(account, out var had);
        if (isNew)
        {
            had = _departures.Came(account, campaign, nowMs);
            Revision++;
            Moved?.Invoke(campaign, account, true, nowMs);
            campaign.CountActivity(p, 1);
            campaign.MayHaveSwapped = true;
            if (!_founded.Contains(campaign))
                campaign.History.Count(nowMs, CampaignChange.Attached, 1, onSight ? 1 : 0);
        }

        p.Campaign = campaign.Number;
        var has = had.AttachedMs == 0 && campaign.Tier >= Tier.Review ? new Member(nowMs, p.Exchanges, score) : had with { Score = score };
        if (isNew || has != had)
            campaign.Members[account] = has;
    }

    /// <summary>Whether a search let an account go from a campaign, and it is in none since.</summary>
    public bool LetGo(Campaign campaign, int account) => _departures.HasLeft(account, campaign);

    /// <summary>Too few members are left: other campaigns took them, or they no longer resemble each other.</summary>
    private void Dissolve(Campaign campaign, long nowMs)
    {
        foreach (var account in campaign.Members.Keys.ToArray())
            Detach(campaign, account, nowMs);
        campaign.Merged = true;
    }

    private void Detach(Campaign campaign, int account, long nowMs)
    {
        ref var p = ref accounts[account];
        campaign.Members.Remove(account, out var member);
        campaign.Carried.Remove(account);
        campaign.CountActivity(p, -1);
        p.Campaign = 0;
        _departures.Left(account, campaign, member, nowMs);
        Revision++;
        Moved?.Invoke(campaign, account, false, nowMs);
    }

    private void Relabel(Campaign campaign, long nowMs)
    {
        if (campaign.Label.Settle(CampaignLabel.Of(campaign, accounts), nowMs) is { } older)
            campaign.History.Add(nowMs, CampaignChange.Relabelled, campaign.Members.Count, $"from {older} to {campaign.Label.Text}");
    }

    private Campaign Found(Population population, Verdict verdict, long nowMs)
    {
        var key = Hash64.Combine((ulong)nowMs, verdict.Cohort.Rows.Min(row => population.ProfileOf(row).Account));
        var id = IdOf(key);
        // Two cohorts of one search may begin with the same account, and six digits may fall on those of an older campaign.
        while (_campaigns.Exists(c => c.Id == id))
            id = IdOf(key = Hash64.Mix(key));
        var campaign = new Campaign(id, _campaigns.Count + 1, nowMs);
        var suspended = verdict.Cohort.Rows.Count(row => _ends.IsSuspended(population.Rows[row].Account));
        var reason = suspended == 0 ? verdict.Cohort.Reason : $"{verdict.Cohort.Reason}; {HistoryWords.Accounts(suspended)} had been suspended by then";
        campaign.History.Add(nowMs, CampaignChange.Proposed, verdict.Cohort.Rows.Length, reason);
        _campaigns.Add(campaign);
        _founded.Add(campaign);
        return campaign;
    }

    private static string IdOf(ulong key) => "c-" + ((uint)key).ToString("x8", CultureInfo.InvariantCulture)[..6];

    private void Replace(Campaign campaign, Population population, Verdict verdict, ICohortOpinion opinion, long nowMs, bool keepAll = false)
    {
        var before = campaign.Tier;
        var older = (Verdict?)campaign.Verdict;
        campaign.Verdict = verdict;
        campaign.Keys = opinion.KeysOf(verdict.Cohort);
        campaign.SoleKeys = opinion.SoleKeysOf(verdict.Cohort);
        campaign.Tier = verdict.Tier ?? Tier.Watch;
        var scores = opinion.ScoresOf(verdict.Cohort);
        var keep = verdict.Cohort.Rows.Concat(verdict.Cohort.Doubtful).Select(row => population.Rows[row].Account).ToHashSet();
        foreach (var account in campaign.Members.Keys.Where(a => !keep.Contains(a)).ToArray())
        {
            var row = population.RowOf(account);
            if (!keepAll && row >= 0 && !campaign.Carried.Contains(account) && scores(row) < Belonging.Leaves)
                Detach(campaign, account, nowMs);
        }

        Belonging.Doubt(campaign, population, verdict, opinion);
        foreach (var row in verdict.Cohort.Rows)
            Attach(campaign, population.Rows[row].Account, scores(row), nowMs);
        foreach (var row in verdict.Cohort.Doubtful)
            _doubtful.Add((campaign, population.Rows[row].Account, Math.Clamp(scores(row), 0, Belonging.ScoreOfDoubtful)));
        if (campaign.Tier >= Tier.Review && campaign.DetectedMs == 0)
        {
            campaign.DetectedMs = nowMs;
            campaign.ExchangesBeforeDetection = campaign.Members.Keys.Sum(a => (long)accounts[a].Exchanges);
        }

        if (older is null || campaign.Tier != before)
        {
            var where = older is null ? $"stands at {Lower(campaign.Tier)}" : $"moved from {Lower(before)} to {Lower(campaign.Tier)}";
            campaign.History.Add(nowMs, CampaignChange.Tier, campaign.Members.Count, HistoryWords.Why(older, verdict), detail: where);
        }
    }

    private static string Lower(Tier tier) => tier.ToString().ToLowerInvariant();
}
