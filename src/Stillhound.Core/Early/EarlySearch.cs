using Stillhound.Core.Campaigns;
using Stillhound.Core.Cohorts;
using Stillhound.Core.Engine;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Links;
using Stillhound.Core.Profiles;
using Stillhound.Core.State;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Early;

/// <summary>
/// Looks at each sweep for campaigns that have only begun: accounts in their first exchanges that share settings or phrases which
/// are new to the log. They are refined and judged as any cohort, beside a sample of everybody, by nulls that were read from honest
/// beginners; what cannot be known of beginners speaks neither way. What stands is a campaign at review, never above, which later
/// searches take on.
/// </summary>
internal sealed class EarlySearch(AccountTable accounts, CampaignBook book, ReactionFacts reaction, Lessons lessons, EngineOptions options) : IKept
{
    /// <summary>Accounts from which a key is looked at.</summary>
    public const int FewestAccounts = 8;

    /// <summary>Accounts that stand for everybody.</summary>
    private const int Sample = 500;

    /// <summary>Beginners that are looked at beside those who are proposed.</summary>
    private const int MostBeginners = 400;

    /// <summary>Share of what is linked that must be among the accounts that are looked at.</summary>
    private const double LeastLinked = 0.15;

    /// <summary>In the first day everything is new.</summary>
    private const long FirstDayMs = 86_400_000L;

    /// <summary>What has been about for longer has been seen by searches.</summary>
    private const long NewMs = 4 * 86_400_000L;

    /// <summary>So many times the exchanges are looked at again.</summary>
    private const double Grown = 1.2;

    /// <summary>A key most of whose accounts are in campaigns brings nothing new.</summary>
    private const double MostKnown = 0.5;

    /// <summary>Accounts that began within this time tell what beginners look like, where there are enough; for how long they do.</summary>
    private const long YoungMs = 12 * 3_600_000L;
    private const long NullsServeMs = 3 * 86_400_000L;
    private const int FewestYoung = 80;
    private const int ManyMore = 2;

    /// <summary>Looking often finds more by chance: log-10 odds beyond those of review that are asked for.</summary>
    private const double Margin = 0.1;

    /// <summary>Log-10 ratio from which a group is looked at closely.</summary>
    private const double LeastGlance = 0;

    /// <summary>Fewest accounts of a cohort that has only begun.</summary>
    private const int FewestMembers = 12;

    private readonly NewKeys _keys = new();
    private NullModel? _nulls;
    private long _nullsMs = long.MinValue / 2;
    private int _nullsOf;

    /// <summary>Receives every verdict with the names of the cohort's accounts.</summary>
    public Action<IEnumerable<string>, Verdict>? Judged { get; set; }

    /// <summary>Receives how long each search took.</summary>
    public Action<string>? Timed { get; set; }

    /// <summary>Notes an exchange that was counted in its account's profile.</summary>
    public void Saw(in Fingerprint f, int account, in Profile p, ReadOnlySpan<LinkIndex.SharedPhrase> shared)
    {
        if (p.Exchanges <= NewKeys.FirstExchanges)
            _keys.Saw(f, account, p, shared);
    }

    /// <summary>Looks at what came since the last sweep.</summary>
    /// <param name="nowMs">Event time.</param>
    /// <returns>Whether a campaign was found.</returns>
    public bool Sweep(long nowMs)
    {
        var groups = _nulls is null ? [] : Groups(nowMs);
        _keys.Forget();
        _keys.GrowFor(accounts.Count);
        return groups.Count > 0 && Search(groups, nowMs);
    }

    /// <summary>
    /// Reads what groups look like whose accounts have sent for some hours at most, from accounts that began lately: in the first day
    /// of a log from everybody. Where too few did, what was read before goes on.
    /// </summary>
    public void ReadNulls(long nowMs)
    {
        List<int> young = [.. Enumerable.Range(0, accounts.Count).Where(a => accounts[a].Exchanges > 0 && accounts[a].Campaign == 0 && accounts[a].FirstMs > nowMs - YoungMs)];
        if (young.Count < FewestYoung || (nowMs - _nullsMs < NullsServeMs && young.Count < ManyMore * _nullsOf))
            return;
        var context = new SearchContext(accounts, options.SmallestCohort, options.Region);
        context.RefreshOf(nowMs, [.. young.Where((_, i) => i % Math.Max(1, young.Count / Sample) == 0)]);
        _nulls = new Judge(context, reaction, lessons, options, null, new YoungMeasure(context, accounts)).Nulls;
        (_nullsMs, _nullsOf) = (nowMs, young.Count);
    }

    /// <inheritdoc/>
    public void Keep(StateStream state)
    {
        state.Part(_keys);
        _nulls = state.Optional(_nulls, NullModel.Keep);
        _nullsMs = state.Value(_nullsMs);
        _nullsOf = state.Value(_nullsOf);
    }

    /// <summary>The accounts of each key that is new, has enough of them and has grown since it was looked at.</summary>
    private List<int[]> Groups(long nowMs)
    {
        var groups = new List<int[]>();
        foreach (var place in _keys.Touched)
        {
            ref var entry = ref _keys.At(place);
            if (entry.FirstMs < EarliestOf(nowMs) || entry.Sampled < FewestAccounts)
                continue;
            var sampled = entry.Known;
            int exchanges = 0, known = 0;
            foreach (var account in sampled)
            {
                ref readonly var p = ref accounts[account];
                exchanges += p.Exchanges;
                known += book.Of(p) is { Tier: >= Tier.Review } ? 1 : 0;
            }

            if (exchanges < entry.Looked * Grown || known > MostKnown * entry.Sampled)
                continue;
            if (!IsWorthWhile(sampled, nowMs))
                continue;
            entry.Looked = exchanges;
            groups.Add(sampled.ToArray());
        }

        return groups;
    }

    private long EarliestOf(long nowMs) => Math.Max(reaction.FirstMs + FirstDayMs, nowMs - NewMs);

    /// <summary>
    /// Whether topics, loads and sittings of the accounts together speak for one operator rather than against, which takes no more
    /// than their profiles to tell. Most people who share something new do not get past this.
    /// </summary>
    private bool IsWorthWhile(ReadOnlySpan<int> group, long nowMs)
    {
        var (values, errors) = (new double[Measurements.All.Length], new double[Measurements.All.Length]);
        Array.Fill(values, double.NaN);
        new BeginnerStats(accounts, group, nowMs).Write(values, errors);
        values[Measurements.OneTurn] = double.NaN; // any program has that
        var families = Weigher.ByFamily(Weigher.Weigh(values, _nulls!, group.Length, errors: errors));
        return families.Sum(static f => double.IsNaN(f) ? 0 : f) > LeastGlance;
    }

    private bool Search(List<int[]> groups, long nowMs)
    {
        var steps = new SearchClock(Timed);
        var context = new SearchContext(accounts, options.SmallestCohort, options.Region);
        var young = _keys.Beginners(EarliestOf(nowMs), MostBeginners);
        context.RefreshOf(nowMs, [.. groups.SelectMany(static g => g), .. young, .. Everybody()]);
        steps.Done("context");
        var population = context.Population;
        var distinct = new DistinctGroups();
        var proposals = distinct.Of([.. groups.Select(g => Proposal(g, population)), .. Linked(context, groups)], static c => c.Rows, population.Count);
        steps.Done("proposals");
        var judge = new Judge(context, reaction, lessons, options, _nulls, new YoungMeasure(context, accounts));
        var refiner = new Refiner(context, options.SmallestCohort);
        var refined = proposals.Where(judge.IsWorthRefining).Select(refiner.Refine).OfType<RefinedCohort>();
        var verdicts = distinct.Of(refined, static c => c.Rows, population.Count).ConvertAll(judge.Decide);
        steps.Done("refine");
        verdicts = verdicts.ConvertAll(Bounded);
        if (Judged is not null)
        {
            foreach (var verdict in verdicts)
                Judged(verdict.Cohort.Rows.Select(row => accounts.NameOf(population.Rows[row].Account)), verdict);
        }

        MarkLooked(verdicts, population, nowMs);
        var standing = verdicts.Where(v => v.Tier == Tier.Review && IsNew(v, population)).OrderByDescending(static v => v.Log10Odds).ToList();
        if (standing.Count > 0)
            book.Take(population, standing, new Opinion(refiner, cohort => Bounded(judge.Decide(cohort))), nowMs);
        steps.Done($"early {groups.Count} {proposals.Count}");
        steps.Report(population.Count);
        return standing.Count > 0;
    }

    private static Cohort Proposal(int[] group, Population population) =>
        new([.. group.Select(population.RowOf).Order()], CohortRoute.Links, "accounts that began lately with settings or phrases that are new");

    /// <summary>What shares several keys that the same accounts show, where a good part of the accounts that are looked at is in it.</summary>
    private IEnumerable<Cohort> Linked(SearchContext context, List<int[]> groups)
    {
        var sets = groups.ConvertAll(g => g.Select(context.Population.RowOf).ToHashSet());
        return LinkRoute.Propose(context, options.SmallestCohort)
            .Where(c => sets.Exists(set => c.Rows.Count(set.Contains) is var common && common > MostKnown * set.Count && common > LeastLinked * c.Rows.Length));
    }

    /// <summary>A cohort that was judged has several keys: none of them brings it again before it has grown.</summary>
    private void MarkLooked(List<Verdict> verdicts, Population population, long nowMs)
    {
        var judged = verdicts.SelectMany(static v => v.Cohort.Rows).Select(row => population.Rows[row].Account).ToHashSet();
        foreach (var place in _keys.New(EarliestOf(nowMs), FewestAccounts))
        {
            ref var entry = ref _keys.At(place);
            int inside = 0, exchanges = 0;
            foreach (var account in entry.Known)
            {
                inside += judged.Contains(account) ? 1 : 0;
                exchanges += accounts[account].Exchanges;
            }

            if (inside > MostKnown * entry.Sampled)
                entry.Looked = exchanges;
        }
    }

    /// <summary>An even sample of the accounts that searches compare.</summary>
    private IEnumerable<int> Everybody()
    {
        var stride = Math.Max(1, accounts.Count / Sample);
        for (var account = 0; account < accounts.Count; account += stride)
        {
            if (accounts[account].Exchanges >= Population.FewestExchanges)
                yield return account;
        }
    }

    private Verdict Bounded(Verdict verdict) => verdict with
    {
        Tier = verdict.Log10Odds < options.ReviewLog10Odds + Margin || verdict.Cohort.Rows.Length < FewestMembers ? null : Tier.Review,
    };

    /// <summary>Whether most of its accounts are in no campaign that stands.</summary>
    private bool IsNew(Verdict verdict, Population population) =>
        verdict.Cohort.Rows.Count(row => book.Of(population.ProfileOf(row)) is { Tier: >= Tier.Review }) <= MostKnown * verdict.Cohort.Rows.Length;

    private sealed class Opinion(Refiner refiner, Func<RefinedCohort, Verdict> decide) : ICohortOpinion
    {
        public HashSet<uint> KeysOf(RefinedCohort cohort) => refiner.KeysOf(cohort);

        // Who else uses a phrase is not known of a sample.
        public HashSet<uint> SoleKeysOf(RefinedCohort cohort) => [];

        public Func<int, float> ScoresOf(RefinedCohort cohort) => refiner.LikenessOf(cohort).Score;

        public Verdict Decide(RefinedCohort cohort) => decide(cohort);
    }
}
