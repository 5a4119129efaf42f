using Stillhound.Core.Campaigns;
using Stillhound.Core.Cohorts;
using Stillhound.Core.Components;
using Stillhound.Core.Profiles;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Engine;

/// <summary>
/// One search: proposals by all routes, refined, judged, and given to the campaign book. What searches share is kept from one to
/// the next.
/// </summary>
internal sealed class Searcher
{
    /// <summary>Cohorts below these log-10 odds are not looked at again until they change.</summary>
    private const double Hopeless = -1.5;

    /// <summary>A proposal of more than this share of everybody is the population, not a cohort.</summary>
    private const double LargestShare = 0.5;

    private readonly AccountTable _accounts;
    private readonly CampaignBook _book;
    private readonly ReactionFacts _reaction;
    private readonly EngineOptions _options;
    private readonly SearchContext _context;
    private readonly MeaningRoute _meaning;
    private readonly Spares<Refiner> _refiners;
    private readonly MixtureWatch _mixtures;
    private readonly DistinctGroups _distinct = new();
    private readonly ProposalMemory _memory = new();
    private NullModel? _nulls;

    public Searcher(AccountTable accounts, CampaignBook book, ReactionFacts reaction, MixtureWatch mixtures, EngineOptions options)
    {
        _mixtures = mixtures;
        Carriers = new Carriers(accounts, book, mixtures);
        _accounts = accounts;
        _book = book;
        _reaction = reaction;
        _options = options;
        _context = new SearchContext(accounts, options.SmallestCohort, options.Region);
        _meaning = new MeaningRoute(_context);
        _refiners = new Spares<Refiner>(() => new Refiner(_context, options.SmallestCohort));
    }

    /// <summary>Accounts that carry campaigns beside other traffic.</summary>
    public Carriers Carriers { get; }

    /// <summary>What the last search read.</summary>
    public SearchContext Context => _context;

    /// <summary>Receives every verdict with the names of the cohort's accounts.</summary>
    public Action<IEnumerable<string>, Verdict>? Judged { get; set; }

    /// <summary>Receives how long the steps of each search took.</summary>
    public Action<string>? Timed { get; set; }

    /// <summary>Searches for cohorts.</summary>
    /// <param name="nowMs">Event time.</param>
    /// <param name="full">All routes and fresh nulls; otherwise shared links and earlier campaigns, by the last nulls.</param>
    public void Search(long nowMs, bool full)
    {
        var steps = new SearchClock(Timed);
        _context.Refresh(nowMs, _book.Open.Where(static c => c.Tier >= Tier.Review).SelectMany(static c => c.Members.Keys));
        var population = _context.Population;
        if (population.Count < 2 * _options.SmallestCohort)
            return;
        steps.Done("population");
        _memory.Begin();
        var proposals = _distinct.Of(Proposals(full || _nulls is null, steps), static c => c.Rows, population.Count);
        proposals.RemoveAll(p => _memory.IsHopeless(population, p));
        steps.Done($"distinct of {proposals.Count}");
        var judge = new Judge(_context, _reaction, _options, full ? null : _nulls);
        _nulls = judge.Nulls;
        steps.Done("nulls");
        var refined = Refine(proposals, judge);
        steps.Done($"refine {proposals.Count}");
        var cohorts = _distinct.Of(refined.OfType<RefinedCohort>(), static c => c.Rows, population.Count);
        var verdicts = new Verdict[cohorts.Count];
        Parallel.For(0, cohorts.Count, i => verdicts[i] = full ? Grown(judge.Decide(cohorts[i]), judge) : judge.Decide(cohorts[i]));
        Remember(population, proposals, refined, cohorts, verdicts);
        steps.Done($"judge {cohorts.Count}");
        if (Judged is not null)
        {
            foreach (var verdict in verdicts)
                Judged(verdict.Cohort.Rows.Select(row => _accounts.NameOf(population.Rows[row].Account)), verdict);
        }

        var parts = new ComponentCohorts(_mixtures, _context, _reaction, _options.SmallestCohort);
        var partial = parts.Judge(judge);
        if (Judged is not null)
        {
            foreach (var verdict in partial)
                Judged(verdict.Cohort.Rows.Select(row => _accounts.NameOf(population.Rows[row].Account)), verdict);
        }

        var refiner = _refiners.Borrow();
        var ordered = Precedence.Order(verdicts, judge, _options.ReviewLog10Odds, _options.ActLog10Odds, _options.SmallestCohort);
        _book.Take(population, WithParts(ordered, partial), new Opinion(refiner, judge, parts), nowMs);
        _refiners.Return(refiner);
        StepDown(population, judge, parts, [.. verdicts, .. partial], nowMs);
        steps.Done("book");
        Carriers.Attach(nowMs);
        _mixtures.Renew(_book, _options.SmallestCohort, nowMs);
        steps.Done("mixtures");
        steps.Report(population.Count);
    }

    /// <summary>
    /// At each tier whole accounts come first: what is said of all of somebody's traffic says more than what is said of a part.
    /// </summary>
    private static IEnumerable<Verdict> WithParts(List<Verdict> whole, List<Verdict> parts)
    {
        var standing = parts.Where(static v => v.Tier is not null).OrderByDescending(static v => v.Log10Odds).ToList();
        return whole.Concat(standing).OrderByDescending(static v => v.Tier >= Tier.Review);
    }

    private List<Cohort> Proposals(bool full, SearchClock steps)
    {
        var smallest = _options.SmallestCohort;
        var proposals = LinkRoute.Propose(_context, smallest);
        steps.Done("links");
        if (full)
        {
            proposals.AddRange(_meaning.Propose(smallest));
            steps.Done("meaning");
            proposals.AddRange(IdentityRoute.Propose(_context, smallest));
            proposals.AddRange(SettingsRoute.Propose(_context, smallest));
            steps.Done("identity and settings");
        }

        proposals.AddRange(Earlier(_context.Population));
        proposals.RemoveAll(p => p.Rows.Length > LargestShare * _context.Population.Count);
        return proposals;
    }

    private RefinedCohort?[] Refine(List<Cohort> proposals, Judge judge)
    {
        var refined = new RefinedCohort?[proposals.Count];
        Parallel.For(0, proposals.Count, i =>
        {
            if (!judge.IsWorthRefining(proposals[i]))
                return;
            var refiner = _refiners.Borrow();
            refined[i] = refiner.Refine(proposals[i]);
            _refiners.Return(refiner);
        });
        return refined;
    }

    /// <summary>The verdict of a cohort that stands, with the members that a longer look finds, where they leave it as sure.</summary>
    private Verdict Grown(Verdict verdict, Judge judge)
    {
        if (!(verdict.Tier >= Tier.Review))
            return verdict;
        var refiner = _refiners.Borrow();
        var grown = refiner.Grow(verdict.Cohort);
        _refiners.Return(refiner);
        if (grown is null)
            return verdict;
        var again = judge.Decide(grown);
        return again.Tier >= verdict.Tier ? again : verdict;
    }

    private void Remember(Population population, List<Cohort> proposals, RefinedCohort?[] refined, List<RefinedCohort> cohorts, Verdict[] verdicts)
    {
        var hopeful = new HashSet<object>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < cohorts.Count; i++)
        {
            if (verdicts[i].Log10Odds >= Hopeless)
                hopeful.Add(cohorts[i]);
        }

        for (var i = 0; i < proposals.Count; i++)
        {
            if (refined[i] is null || !hopeful.Contains(refined[i]!))
                _memory.Remember(population, proposals[i]);
        }
    }

    private IEnumerable<Cohort> Earlier(Population population)
    {
        foreach (var campaign in _book.Open.Where(static c => c.Verdict.Cohort.Component is null))
        {
            var rows = campaign.Members.Keys.Where(a => !campaign.Carried.Contains(a)).Select(population.RowOf).Where(static r => r >= 0).Order().ToArray();
            if (rows.Length >= _options.SmallestCohort)
                yield return new Cohort(rows, campaign.Verdict.Cohort.Route, "a campaign of an earlier search");
        }
    }

    /// <summary>Campaigns at review or above whose own members no longer carry the verdict.</summary>
    private void StepDown(Population population, Judge judge, ComponentCohorts parts, Verdict[] verdicts, long nowMs)
    {
        foreach (var campaign in _book.Open)
        {
            if (campaign.Tier < Tier.Review || verdicts.Contains(campaign.Verdict))
                continue;
            var rows = campaign.Members.Keys.Where(a => !campaign.Carried.Contains(a)).Select(population.RowOf).Where(static r => r >= 0).Order().ToArray();
            if (rows.Length < _options.SmallestCohort)
                continue;
            var verdict = parts.Decide(campaign.Verdict.Cohort with { Rows = rows }, judge);
            if (verdict.Log10Odds < _options.ReviewLog10Odds)
                CampaignBook.StepDown(campaign, verdict, nowMs);
        }
    }

    private sealed class Opinion(Refiner refiner, Judge judge, ComponentCohorts parts) : ICohortOpinion
    {
        public HashSet<uint> KeysOf(RefinedCohort cohort) => cohort.Component is null ? refiner.KeysOf(cohort) : [.. cohort.Listed];

        public Func<int, float> ScoresOf(RefinedCohort cohort) => cohort.Component is null ? refiner.LikenessOf(cohort).Score : ComponentCohorts.ScoresOf(cohort);

        public Verdict Decide(RefinedCohort cohort) => parts.Decide(cohort, judge);
    }
}
