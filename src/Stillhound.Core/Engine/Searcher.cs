using Stillhound.Core.Campaigns;
using Stillhound.Core.Cohorts;
using Stillhound.Core.Components;
using Stillhound.Core.ErrorControl;
using Stillhound.Core.Profiles;
using Stillhound.Core.State;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Engine;

/// <summary>
/// One search: proposals by all routes, refined, judged, and given to the campaign book. What searches share is kept from one to
/// the next.
/// </summary>
internal sealed class Searcher : IKept
{
    /// <summary>Cohorts below these log-10 odds are not looked at again until they change.</summary>
    private const double Hopeless = -1.5;

    /// <summary>Full searches that the decoys of one serve, unless there are so many times the accounts.</summary>
    private const int DecoysFor = 3;
    private const double DecoyGrowth = 1.5;

    /// <summary>Share of a campaign's accounts that must be compared for it to be asked whether it still holds.</summary>
    private const double MostYoung = 0.5;

    /// <summary>A proposal of more than this share of everybody is the population, not a cohort.</summary>
    private const double LargestShare = 0.5;

    private readonly AccountTable _accounts;
    private readonly CampaignBook _book;
    private readonly ReactionFacts _reaction;
    private readonly Lessons _lessons;
    private readonly EngineOptions _options;
    private readonly SearchContext _context;
    private readonly MeaningRoute _meaning;
    private readonly Spares<Refiner> _refiners;
    private readonly MixtureWatch _mixtures;
    private readonly DistinctGroups _distinct = new();
    private readonly ProposalMemory _memory = new();
    private readonly ActGate _gate;
    private NullModel? _nulls;
    private int _searchesByDecoys;
    private int _rowsAtDecoys;

    public Searcher(AccountTable accounts, CampaignBook book, ReactionFacts reaction, Lessons lessons, MixtureWatch mixtures, EngineOptions options)
    {
        _mixtures = mixtures;
        Carriers = new Carriers(accounts, book, mixtures);
        _accounts = accounts;
        _book = book;
        _reaction = reaction;
        _lessons = lessons;
        _options = options;
        _context = new SearchContext(accounts, options.SmallestCohort, options.Region);
        _meaning = new MeaningRoute(_context);
        _gate = new ActGate(accounts, reaction, options);
        _refiners = new Spares<Refiner>(() => new Refiner(_context, options.SmallestCohort));
    }

    /// <summary>Accounts that carry campaigns beside other traffic.</summary>
    public Carriers Carriers { get; }

    /// <summary>What the last search read.</summary>
    public SearchContext Context => _context;

    /// <summary>What the last search read; read once more, apart from what the next search goes on from, where it was given back.</summary>
    public SearchContext Readable()
    {
        if (!_context.Population.IsRested)
            return _context;
        var again = new SearchContext(_accounts, _options.SmallestCohort, _options.Region);
        again.Refresh(_context.Population.NowMs, _book.Open.Where(static c => c.Tier >= Tier.Review).SelectMany(static c => c.Members.Keys));
        return again;
    }

    /// <summary>Receives every verdict with the names of the cohort's accounts.</summary>
    public Action<IEnumerable<string>, Verdict>? Judged { get; set; }

    /// <summary>Receives how long the steps of each search took.</summary>
    public Action<string>? Timed { get; set; }

    /// <summary>Accounts that the last search compared.</summary>
    public int Compared => _context.Population.Count;

    /// <summary>What an operator is told of false accusations.</summary>
    public ErrorReport Errors => _gate.Report(_book.Open.Count(static c => c.Tier == Tier.Review && c.Verdict.Error is { Held: true }));

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
        // Campaigns that stand are examined as they are, whatever came of others like them: nothing else speaks for all of their accounts.
        var others = proposals.Count;
        proposals.AddRange(Earlier(population, standing: true));
        steps.Done($"distinct of {proposals.Count}");
        var judge = new Judge(_context, _reaction, _lessons, _options, full ? null : _nulls);
        _nulls = judge.Nulls;
        steps.Done("nulls");
        var refined = Refine(proposals, judge, others);
        steps.Done($"refine {proposals.Count}");
        // Of those that are nearly one the first stays: one that shared links led to, by which nothing that is measured was chosen.
        var cohorts = _distinct.Of(refined.OfType<RefinedCohort>().OrderBy(static c => c.Route != CohortRoute.Links), static c => c.Rows, population.Count);
        var verdicts = new Verdict[cohorts.Count];
        Parallel.For(0, cohorts.Count, i => verdicts[i] = judge.Decide(cohorts[i]));
        steps.Done($"judge {cohorts.Count}");
        var standing = new StandingCohorts(_context, judge, _refiners, _options.SmallestCohort);
        if (full)
        {
            standing.Grow(verdicts);
            standing.Tighten(verdicts);
        }

        steps.Done("grow");
        standing.TakeOutForeignParts(verdicts);
        steps.Done("foreign parts");
        Remember(population, proposals, refined, cohorts, verdicts);
        var parts = new ComponentCohorts(_mixtures, _context, _reaction, _options.SmallestCohort);
        Verdict[] all = [.. verdicts, .. parts.Judge(judge)];
        _gate.Take(_context, all, full && IsTimeForDecoys(population) ? Decoys.Of(_context, judge, _refiners, verdicts, _options.ReviewLog10Odds) : null);
        verdicts = all[..cohorts.Count];
        List<Verdict> partial = [.. all[cohorts.Count..]];
        steps.Done("decoys");
        if (Judged is not null)
        {
            foreach (var verdict in all)
                Judged(verdict.Cohort.Rows.Select(row => _accounts.NameOf(population.Rows[row].Account)), verdict);
        }

        var refiner = _refiners.Borrow();
        var ordered = Precedence.Order(verdicts, judge, _options.ReviewLog10Odds, _options.ActLog10Odds, _options.SmallestCohort);
        _book.Take(population, WithParts(ordered, partial), new Opinion(refiner, judge, parts, _gate, population.Count), nowMs);
        _refiners.Return(refiner);
        StepDown(population, judge, parts, [.. verdicts, .. partial], nowMs);
        steps.Done("book");
        Carriers.Attach(nowMs);
        _mixtures.Renew(_book, _options.SmallestCohort, nowMs);
        steps.Done("mixtures");
        steps.Report(population.Count);
    }

    /// <inheritdoc/>
    public void Keep(StateStream state)
    {
        state.Part(_context);
        state.Part(_memory);
        state.Part(_gate);
        _nulls = state.Optional(_nulls, NullModel.Keep);
        _searchesByDecoys = state.Value(_searchesByDecoys);
        _rowsAtDecoys = state.Value(_rowsAtDecoys);
    }

    /// <summary>Nothing asks for what the last search read any more: gives back what the next reads anew, where it is much.</summary>
    public void Rest()
    {
        _context.Rest();
        if (Room.IsMuch(_context.Population.Count))
            _refiners.Clear();
    }

    /// <summary>
    /// Whether what honest groups score is to be read anew: the log's groups change slowly, and reading them costs as much as a
    /// search by links.
    /// </summary>
    private bool IsTimeForDecoys(Population population)
    {
        var active = population.Rows.Length;
        if (_searchesByDecoys++ % DecoysFor != 0 && active < DecoyGrowth * _rowsAtDecoys)
            return false;
        (_searchesByDecoys, _rowsAtDecoys) = (1, active);
        return true;
    }

    /// <summary>
    /// At each tier whole accounts come first: what is said of all of somebody's traffic says more than what is said of a part.
    /// </summary>
    private static List<Verdict> WithParts(List<Verdict> whole, List<Verdict> parts)
    {
        var standing = parts.Where(static v => v.Tier is not null).OrderByDescending(static v => v.Log10Odds).ToList();
        return [.. whole.Concat(standing).OrderByDescending(static v => v.Tier >= Tier.Review)];
    }

    private List<Cohort> Proposals(bool full, SearchClock steps)
    {
        var smallest = _options.SmallestCohort;
        // The communities of who asks alike are found by one thread, and take the longest.
        var meaning = full ? Task.Run(() => _meaning.Propose(smallest)) : null;
        var proposals = LinkRoute.Propose(_context, smallest);
        steps.Done("links");
        if (meaning is not null)
        {
            List<Cohort> others = [.. IdentityRoute.Propose(_context, smallest), .. SettingsRoute.Propose(_context, smallest)];
            steps.Done("identity and settings");
            proposals.AddRange(meaning.GetAwaiter().GetResult());
            proposals.AddRange(others);
            steps.Done("meaning beyond links, identity and settings");
        }

        proposals.AddRange(Earlier(_context.Population, standing: false));
        proposals.RemoveAll(p => p.Rows.Length > LargestShare * _context.Population.Count);
        return proposals;
    }

    /// <summary>Refines proposals; of the first <paramref name="doubtful"/> those that a first glance finds worth it.</summary>
    private RefinedCohort?[] Refine(List<Cohort> proposals, Judge judge, int doubtful)
    {
        var refined = new RefinedCohort?[proposals.Count];
        Parallel.For(0, proposals.Count, i =>
        {
            if (i < doubtful && !judge.IsWorthRefining(proposals[i]))
                return;
            var refiner = _refiners.Borrow();
            refined[i] = refiner.Refine(proposals[i]);
            _refiners.Return(refiner);
        });
        return refined;
    }

    /// <summary>Remembers proposals of which nothing came. What came to nearly the same as one that is hopeful is hopeful as well.</summary>
    private void Remember(Population population, List<Cohort> proposals, RefinedCohort?[] refined, List<RefinedCohort> cohorts, Verdict[] verdicts)
    {
        var judged = cohorts.ToHashSet<object>(ReferenceEqualityComparer.Instance);
        var hopeful = new List<(RefinedCohort Cohort, HashSet<int> Rows)>();
        for (var i = 0; i < cohorts.Count; i++)
        {
            if (verdicts[i].Log10Odds >= Hopeless)
                hopeful.Add((cohorts[i], cohorts[i].Rows.ToHashSet()));
        }

        for (var i = 0; i < proposals.Count; i++)
        {
            if (refined[i] is not { } cohort || !IsHopeful(cohort))
                _memory.Remember(population, proposals[i]);
        }

        bool IsHopeful(RefinedCohort cohort) => judged.Contains(cohort)
            ? hopeful.Exists(h => ReferenceEquals(h.Cohort, cohort))
            : hopeful.Exists(h => DistinctGroups.AreNearlyEqual(cohort.Rows, h.Rows));
    }

    private IEnumerable<Cohort> Earlier(Population population, bool standing)
    {
        foreach (var campaign in _book.Open.Where(c => c.Verdict.Cohort.Component is null && c.Tier >= Tier.Review == standing))
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
            // While most have too few exchanges to be compared, the others do not speak for them.
            if (rows.Length < _options.SmallestCohort || rows.Length < MostYoung * campaign.Members.Count)
                continue;
            var verdict = parts.Decide(campaign.Verdict.Cohort with { Rows = rows }, judge);
            if (verdict.Log10Odds < _options.ReviewLog10Odds)
                CampaignBook.StepDown(campaign, verdict, nowMs);
        }
    }

    private sealed class Opinion(Refiner refiner, Judge judge, ComponentCohorts parts, ActGate gate, int rows) : ICohortOpinion
    {
        private readonly CohortScores _scores = new(refiner, rows);

        public HashSet<uint> KeysOf(RefinedCohort cohort) => cohort.Component is null ? refiner.KeysOf(cohort) : [.. cohort.Listed];

        public HashSet<uint> SoleKeysOf(RefinedCohort cohort) => cohort.Component is null ? refiner.SoleKeysOf(cohort) : [];

        public Func<int, float> ScoresOf(RefinedCohort cohort) => cohort.Component is null ? _scores.Of(cohort) : ComponentCohorts.ScoresOf(cohort);

        public Verdict Decide(RefinedCohort cohort) => gate.Held(parts.Decide(cohort, judge));
    }
}
