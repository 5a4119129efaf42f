using Stillhound.Core.Campaigns;

namespace Stillhound.Cli.Evaluation.Explanations;

/// <summary>
/// Which benign explanation had the highest odds, beside who the accounts really are: for cohorts of honest accounts whether
/// the right one was chosen, for campaigns that stay below review which one hides them.
/// </summary>
internal sealed class ExplanationTally
{
    /// <summary>Stands for campaigns of which no cohort was judged.</summary>
    public const string NoCohort = "(no cohort)";

    private readonly Dictionary<string, Row> _benign = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _accounts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Row> _missed = new(StringComparer.Ordinal);

    /// <summary>Benign kinds; a cohort counts where more than half of its accounts are of one kind.</summary>
    public IReadOnlyDictionary<string, Row> Benign => _benign;

    /// <summary>Every benign kind with its accounts over all worlds, also those of which no cohort was ever judged.</summary>
    public IReadOnlyDictionary<string, int> Accounts => _accounts;

    /// <summary>Kinds of campaigns fewer than half of whose accounts stand at review or above; one count a campaign.</summary>
    public IReadOnlyDictionary<string, Row> Missed => _missed;

    /// <summary>Collects what one world's last search judged.</summary>
    public WorldTally Begin(GroundTruth truth)
    {
        foreach (var account in truth.Accounts.Values)
        {
            if (!account.Campaign)
                _accounts[account.Group] = _accounts.GetValueOrDefault(account.Group) + 1;
        }

        return new WorldTally(this, truth);
    }

    private static Row RowOf(Dictionary<string, Row> rows, string kind) => rows.TryGetValue(kind, out var row) ? row : rows[kind] = new Row();

    /// <summary>Counts of one kind.</summary>
    public sealed class Row
    {
        private readonly Dictionary<string, int> _chosen = new(StringComparer.Ordinal);

        /// <summary>How often each explanation was chosen, the most frequent first.</summary>
        public IEnumerable<(string Explanation, int Count)> Chosen =>
            _chosen.OrderByDescending(static c => c.Value).ThenBy(static c => c.Key, StringComparer.Ordinal).Select(static c => (c.Key, c.Value));

        /// <summary>All of them.</summary>
        public int Count => _chosen.Values.Sum();

        /// <summary>Those that were judged to be a campaign at review or above all the same.</summary>
        public int AtReview { get; private set; }

        /// <summary>Accounts in them, counted once for each.</summary>
        public int Members { get; private set; }

        public void Add(string explanation, bool atReview, int members = 0)
        {
            Members += members;
            _chosen[explanation] = _chosen.GetValueOrDefault(explanation) + 1;
            AtReview += atReview ? 1 : 0;
        }
    }

    /// <summary>One world's share of the tally.</summary>
    public sealed class WorldTally(ExplanationTally tally, GroundTruth truth)
    {
        // The likeliest cohort below review of each campaign is the one that came nearest to finding it.
        private readonly Dictionary<string, (double Log10Odds, string Explanation)> _nearest = new(StringComparer.Ordinal);

        /// <summary>Takes a cohort while it is being judged.</summary>
        public void Add(JudgedCohort cohort)
        {
            var accounts = cohort.Accounts.Select(a => truth.Accounts.GetValueOrDefault(a, new AccountTruth(false, "unknown"))).ToList();
            var (group, count) = accounts.CountBy(static a => a).MaxBy(static g => g.Value);
            if (count * 2 <= accounts.Count)
                return;
            if (!group.Campaign)
                RowOf(tally._benign, group.Group).Add(cohort.Explanation, cohort.Tier >= Tier.Review, accounts.Count);
            else if (!(cohort.Tier >= Tier.Review) && !(_nearest.TryGetValue(group.Group, out var nearest) && nearest.Log10Odds >= cohort.Log10Odds))
                _nearest[group.Group] = (cohort.Log10Odds, cohort.Explanation);
        }

        /// <summary>Counts the campaigns that the findings leave below review.</summary>
        public void End(DetectionScore score)
        {
            foreach (var campaign in score.Campaigns.Where(static c => c.Recall < 0.5))
                RowOf(tally._missed, KindOf(campaign.Group)).Add(_nearest.TryGetValue(campaign.Group, out var nearest) ? nearest.Explanation : NoCohort, atReview: false);
        }

        // Presets name a campaign after its kind, with its number in the world.
        private static string KindOf(string campaign) => campaign.TrimEnd(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']).TrimEnd('-');
    }
}
