using Stillhound.Core.Campaigns;
using Stillhound.Core.Cohorts;
using Stillhound.Core.Engine;
using Stillhound.Core.Links;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;
using Stillhound.Core.State;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Early;

/// <summary>
/// Looks at each sweep for campaigns that have only begun: accounts in their first exchanges that share settings or phrases which
/// are new to the log. They are refined and judged as any cohort, by the nulls of the last full search and beside a sample of
/// everybody; what cannot be known of beginners speaks neither way. What stands is a campaign at review, never above, which later
/// searches take on.
/// </summary>
internal sealed class EarlySearch(AccountTable accounts, CampaignBook book, ReactionFacts reaction, EngineOptions options) : IKept
{
    /// <summary>Accounts from which a key is looked at.</summary>
    public const int FewestAccounts = 8;

    /// <summary>Accounts that stand for everybody.</summary>
    private const int Sample = 1500;

    /// <summary>Beginners that are looked at beside those who are proposed.</summary>
    private const int MostBeginners = 1500;

    /// <summary>In the first day everything is new.</summary>
    private const long FirstDayMs = 86_400_000L;

    /// <summary>What has been about for longer has been seen by searches.</summary>
    private const long NewMs = 4 * 86_400_000L;

    /// <summary>So many times the exchanges are looked at again.</summary>
    private const double Grown = 1.25;

    /// <summary>A key most of whose accounts are in campaigns brings nothing new.</summary>
    private const double MostKnown = 0.5;

    /// <summary>Accounts that began within this time tell what beginners look like, where there are enough; for how long they do.</summary>
    private const long YoungMs = 6 * 3_600_000L;
    private const long NullsServeMs = 3 * 86_400_000L;
    private const int FewestYoung = 300;

    /// <summary>Looking often finds more by chance: log-10 odds beyond those of review that are asked for.</summary>
    private const double Margin = 0.3;

    public static Func<string, bool>? DebugTruth;
    private static readonly string? DEBUG = Environment.GetEnvironmentVariable("EARLY_DEBUG");
    private readonly NewKeys _keys = new();
    private NullModel? _nulls;
    private long _nullsMs = long.MinValue / 2;

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
        if (nowMs - _nullsMs < NullsServeMs)
            return;
        List<int> young = [.. Enumerable.Range(0, accounts.Count).Where(a => accounts[a].Exchanges > 0 && accounts[a].Campaign == 0 && accounts[a].FirstMs > nowMs - YoungMs)];
        if (young.Count < FewestYoung)
            return;
        var context = new SearchContext(accounts, options.SmallestCohort, options.Region);
        context.RefreshOf(nowMs, [.. young.Where((_, i) => i % Math.Max(1, young.Count / Sample) == 0)]);
        _nulls = new Judge(context, reaction, options, null, new YoungMeasure(context)).Nulls;
        _nullsMs = nowMs;
    }

    /// <inheritdoc/>
    public void Keep(StateStream state)
    {
        state.Part(_keys);
        _nulls = state.Optional(_nulls, NullModel.Keep);
        _nullsMs = state.Value(_nullsMs);
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
            ReadOnlySpan<int> sampled = ((ReadOnlySpan<int>)entry.Accounts)[..entry.Sampled];
            int exchanges = 0, known = 0;
            foreach (var account in sampled)
            {
                ref readonly var p = ref accounts[account];
                exchanges += p.Exchanges;
                known += book.Of(p) is { Tier: >= Tier.Review } ? 1 : 0;
            }

            if (exchanges < entry.Looked * Grown || known > MostKnown * entry.Sampled)
                continue;
            entry.Looked = exchanges;
            groups.Add(sampled.ToArray());
        }

        return groups;
    }

    private long EarliestOf(long nowMs) => Math.Max(reaction.FirstMs + FirstDayMs, nowMs - NewMs);

    private bool Search(List<int[]> groups, long nowMs)
    {
        var steps = new SearchClock(Timed);
        var context = new SearchContext(accounts, options.SmallestCohort, options.Region);
        var young = _keys.Beginners(EarliestOf(nowMs), MostBeginners);
        context.RefreshOf(nowMs, [.. groups.SelectMany(static g => g), .. young, .. Everybody()]);
        var population = context.Population;
        var distinct = new DistinctGroups();
        var proposals = distinct.Of([.. groups.Select(g => Proposal(g, population)), .. Linked(context, young)], static c => c.Rows, population.Count);
        var judge = new Judge(context, reaction, options, _nulls, new YoungMeasure(context));
        var refiner = new Refiner(context, options.SmallestCohort);
        var refined = proposals.Where(judge.IsWorthRefining).Select(refiner.Refine).OfType<RefinedCohort>();
        var verdicts = distinct.Of(refined, static c => c.Rows, population.Count).ConvertAll(judge.Decide);
        verdicts = verdicts.ConvertAll(Bounded);
        if (Judged is not null)
        {
            foreach (var verdict in verdicts)
                Judged(verdict.Cohort.Rows.Select(row => accounts.NameOf(population.Rows[row].Account)), verdict);
        }

        if (DEBUG is not null)
        {
            foreach (var v in verdicts)
            {
                var t = v.Weights[0];
                Console.Error.WriteLine(FormattableString.Invariant($"DBG {DateTimeOffset.FromUnixTimeMilliseconds(nowMs):MM-dd HH:mm} n={v.Cohort.Rows.Length} true={v.Cohort.Rows.Count(r => DebugTruth!(accounts.NameOf(population.Rows[r].Account)))} x={v.Cohort.Rows.Sum(r => population.Rows[r].Exchanges)} first={accounts.NameOf(population.Rows[v.Cohort.Rows[0]].Account)} odds={v.Log10Odds:F2} topic={t.Value:F3} null={Math.Exp(t.Level.Middle) - 0.002:F3} r={t.Log10Ratio:F2} fam=[{string.Join(" ", v.FamilyLog10.Select((f, i) => double.IsNaN(f) ? "" : FormattableString.Invariant($"{(Family)i}:{f:F1}")).Where(x => x.Length > 0))}] exp=[{string.Join(" ", v.Odds.Select((o, i) => (o, i)).OrderByDescending(x => x.o).Take(4).Select(x => FormattableString.Invariant($"{Explanation.All[x.i].Name}:{x.o:F1}")))}]"));
            }
            Console.Error.WriteLine(FormattableString.Invariant($"DBG   {DateTimeOffset.FromUnixTimeMilliseconds(nowMs):MM-dd HH:mm} alltrue={Enumerable.Range(0, accounts.Count).Count(a => accounts[a].Exchanges > 0 && DebugTruth!(accounts.NameOf(a)))} incontext={Enumerable.Range(0, population.Count).Count(r => DebugTruth!(accounts.NameOf(population.Rows[r].Account)))} groups={groups.Count} distinct={proposals.Count} worth={proposals.Count(judge.IsWorthRefining)} judged={verdicts.Count} sizes={string.Join(",", groups.Select(g => g.Length + "/" + g.Count(a => DebugTruth!(accounts.NameOf(a)))))} props={string.Join(",", proposals.Select(c => c.Rows.Length + "/" + c.Rows.Count(r => DebugTruth!(accounts.NameOf(population.Rows[r].Account))) + (judge.IsWorthRefining(c) ? "!" : "")))}"));
        }

        var standing = verdicts.Where(v => v.Tier == Tier.Review && IsNew(v, population)).OrderByDescending(static v => v.Log10Odds).ToList();
        if (standing.Count > 0)
            book.Take(population, standing, new Opinion(refiner, judge), nowMs);
        steps.Done($"early {groups.Count} {proposals.Count}");
        steps.Report(population.Count);
        return standing.Count > 0;
    }

    private static Cohort Proposal(int[] group, Population population) =>
        new([.. group.Select(population.RowOf).Order()], CohortRoute.Links, "accounts that began lately with settings or phrases that are new");

    /// <summary>What shares several keys that the same accounts show, where most of them are beginners.</summary>
    private IEnumerable<Cohort> Linked(SearchContext context, IEnumerable<int> young)
    {
        var rows = new RowSet();
        rows.Clear(context.Population.Count);
        rows.Add([.. young.Select(context.Population.RowOf).Order()]);
        return LinkRoute.Propose(context, options.SmallestCohort).Where(c => rows.CountOf(c.Rows) > MostKnown * c.Rows.Length);
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
        Tier = verdict.Log10Odds < options.ReviewLog10Odds + Margin ? null : Tier.Review,
    };

    /// <summary>Whether most of its accounts are in no campaign that stands.</summary>
    private bool IsNew(Verdict verdict, Population population) =>
        verdict.Cohort.Rows.Count(row => book.Of(population.ProfileOf(row)) is { Tier: >= Tier.Review }) <= MostKnown * verdict.Cohort.Rows.Length;

    private sealed class Opinion(Refiner refiner, Judge judge) : ICohortOpinion
    {
        public HashSet<uint> KeysOf(RefinedCohort cohort) => refiner.KeysOf(cohort);

        // Who else uses a phrase is not known of a sample.
        public HashSet<uint> SoleKeysOf(RefinedCohort cohort) => [];

        public Func<int, float> ScoresOf(RefinedCohort cohort) => refiner.LikenessOf(cohort).Score;

        public Verdict Decide(RefinedCohort cohort) => judge.Decide(cohort);
    }
}
