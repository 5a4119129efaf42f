using Stillhound.Core.Campaigns;
using Stillhound.Core.Cohorts;
using Stillhound.Core.Profiles;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Engine;

/// <summary>One search: proposals by all routes, refined, judged, and given to the campaign book.</summary>
internal sealed class Searcher(AccountTable accounts, CampaignBook book, ReactionFacts reaction, EngineOptions options)
{
    /// <summary>Two cohorts that share this much of their union are one.</summary>
    private const double SameCohort = 0.95;

    /// <summary>Cohorts below these log-10 odds are not looked at again until they change.</summary>
    private const double Hopeless = -1.5;

    /// <summary>A proposal of more than this share of everybody is the population, not a cohort.</summary>
    private const double LargestShare = 0.5;

    /// <summary>Receives every verdict with the names of the cohort's accounts.</summary>
    public Action<IEnumerable<string>, Verdict>? Judged { get; set; }

    private readonly ProposalMemory _memory = new();
    private NullModel? _nulls;

    /// <summary>Receives how long the steps of each search took.</summary>
    public Action<string>? Timed { get; set; }

    /// <summary>Searches for cohorts.</summary>
    /// <param name="nowMs">Event time.</param>
    /// <param name="full">All routes and fresh nulls; otherwise shared links and earlier campaigns, by the last nulls.</param>
    public void Search(long nowMs, bool full)
    {
        var steps = new SearchClock(Timed);
        var population = new Population(accounts, nowMs);
        if (population.Count < 2 * options.SmallestCohort)
            return;
        var context = new SearchContext(population, options.SmallestCohort);
        foreach (var campaign in book.Open)
        {
            if (campaign.Tier < Tier.Review)
                continue;
            foreach (var row in campaign.Members.Keys.Select(population.RowOf).Where(static r => r >= 0))
                context.Accuse(row);
        }

        steps.Done("population");
        _memory.Begin();
        var proposals = Distinct(Proposals(context, full || _nulls is null, steps), static c => c.Rows);
        proposals.RemoveAll(p => _memory.IsHopeless(population, p));
        steps.Done($"distinct of {proposals.Count}");
        var judge = new Judge(context, reaction, options, full ? null : _nulls);
        _nulls = judge.Nulls;
        steps.Done("nulls");
        var refined = Refine(context, proposals, judge);
        steps.Done($"refine {proposals.Count}");
        var cohorts = Distinct([.. refined.OfType<RefinedCohort>()], static c => c.Rows);
        var verdicts = new Verdict[cohorts.Count];
        Parallel.For(0, cohorts.Count, i => verdicts[i] = judge.Decide(cohorts[i]));
        Remember(population, proposals, refined, verdicts);
        steps.Done($"judge {cohorts.Count}");
        if (Judged is not null)
        {
            foreach (var verdict in verdicts)
                Judged(verdict.Cohort.Rows.Select(row => accounts.NameOf(population.Rows[row].Account)), verdict);
        }

        book.Take(population, Precedence.Order(verdicts, judge, options.ReviewLog10Odds, options.SmallestCohort), nowMs);
        StepDown(population, judge, verdicts, nowMs);
        steps.Done("book");
        steps.Report(population.Count);
    }

    private List<Cohort> Proposals(SearchContext context, bool full, SearchClock steps)
    {
        var proposals = new List<Cohort>();
        proposals.AddRange(LinkRoute.Propose(context.Population, context.Postings, options.SmallestCohort));
        steps.Done("links");
        if (full)
        {
            proposals.AddRange(MeaningRoute.Propose(context, options.SmallestCohort));
            steps.Done("meaning");
            proposals.AddRange(IdentityRoute.Propose(context.Population, options.SmallestCohort));
            proposals.AddRange(SettingsRoute.Propose(context, options.SmallestCohort));
            steps.Done("identity and settings");
        }

        proposals.AddRange(Earlier(context.Population));
        proposals.RemoveAll(p => p.Rows.Length > LargestShare * context.Population.Count);
        return proposals;
    }

    private RefinedCohort?[] Refine(SearchContext context, List<Cohort> proposals, Judge judge)
    {
        var refined = new RefinedCohort?[proposals.Count];
        Parallel.For(0, proposals.Count, i =>
        {
            if (judge.IsWorthRefining(proposals[i]))
                refined[i] = Refiner.Refine(context, proposals[i], options.SmallestCohort);
        });
        return refined;
    }

    private void Remember(Population population, List<Cohort> proposals, RefinedCohort?[] refined, Verdict[] verdicts)
    {
        var hopeful = verdicts.Where(static v => v.Log10Odds >= Hopeless).Select(static v => v.Cohort).ToHashSet(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < proposals.Count; i++)
        {
            if (refined[i] is null || !hopeful.Contains(refined[i]!))
                _memory.Remember(population, proposals[i]);
        }
    }

    private IEnumerable<Cohort> Earlier(Population population)
    {
        foreach (var campaign in book.Open)
        {
            var rows = campaign.Members.Keys.Select(population.RowOf).Where(static r => r >= 0).Order().ToArray();
            if (rows.Length >= options.SmallestCohort)
                yield return new Cohort(rows, campaign.Verdict.Cohort.Route, "a campaign of an earlier search");
        }
    }

    /// <summary>Leaves out groups that nearly equal an earlier one; sizes are compared first, since most pairs differ by far.</summary>
    private static List<T> Distinct<T>(List<T> groups, Func<T, int[]> rowsOf)
    {
        var kept = new List<(T Group, HashSet<int> Rows)>();
        foreach (var group in groups)
        {
            var rows = rowsOf(group);
            var same = kept.Exists(k =>
            {
                if (Math.Min(rows.Length, k.Rows.Count) < SameCohort * Math.Max(rows.Length, k.Rows.Count))
                    return false;
                var common = rows.Count(k.Rows.Contains);
                return common >= SameCohort * (rows.Length + k.Rows.Count - common);
            });
            if (!same)
                kept.Add((group, [.. rows]));
        }

        return kept.ConvertAll(static k => k.Group);
    }

    /// <summary>Campaigns at review or above whose own members no longer carry the verdict.</summary>
    private void StepDown(Population population, Judge judge, Verdict[] verdicts, long nowMs)
    {
        foreach (var campaign in book.Open)
        {
            if (campaign.Tier < Tier.Review || verdicts.Contains(campaign.Verdict))
                continue;
            var rows = campaign.Members.Keys.Select(population.RowOf).Where(static r => r >= 0).Order().ToArray();
            if (rows.Length < options.SmallestCohort)
                continue;
            var verdict = judge.Decide(campaign.Verdict.Cohort with { Rows = rows });
            if (verdict.Log10Odds < options.ReviewLog10Odds)
                CampaignBook.StepDown(campaign, verdict, nowMs);
        }
    }
}
