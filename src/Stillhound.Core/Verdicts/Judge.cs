using Stillhound.Core.Campaigns;
using Stillhound.Core.Cohorts;
using Stillhound.Core.Engine;

namespace Stillhound.Core.Verdicts;

/// <summary>Judges cohorts of one search against the population's own groups and the benign explanations.</summary>
internal sealed class Judge
{
    /// <summary>A family that speaks for a campaign by ten to one counts as one of the two that tier act asks for.</summary>
    private const double StrongFamily = 1;
    private const double WatchLog10Odds = -0.5;
    private const double Hopeless = 0.5;
    private const double Rounding = 1e-6;

    // Shared links may bring a campaign together with many others, whom refinement sends away. What is alike in topics or in
    // settings is nearly all campaign or not one at all: of 735 such proposals that ended at watch or above three began below.
    private const double HopelessMixture = -0.75;

    /// <summary>Accounts that a first glance at a proposal takes in.</summary>
    private const int Glance = 64;
    private const double HopelessTopics = 3;
    private const double HopelessSettings = 4;

    private static readonly Chance[] Always = [.. Measurements.All.Select(static _ => (Chance)1)];

    private readonly SearchContext _context;
    private readonly ReactionFacts _reaction;
    private readonly EngineOptions _options;
    private readonly GroupMeasure _measure;
    private readonly double[] _taught;
    private readonly YoungMeasure? _young;
    private readonly Dictionary<List<int[]>, List<long[]>> _starts = new(ReferenceEqualityComparer.Instance);

    /// <summary>Makes a judge; afterwards cohorts may be judged on several threads at once.</summary>
    /// <param name="context">The search.</param>
    /// <param name="reaction">What the provider did.</param>
    /// <param name="lessons">What dismissals taught.</param>
    /// <param name="options">Thresholds.</param>
    /// <param name="nulls">Nulls of an earlier search; null to read them from this one's population.</param>
    /// <param name="young">How groups are measured whose accounts have only begun; null where they have not.</param>
    public Judge(SearchContext context, ReactionFacts reaction, Lessons lessons, EngineOptions options, NullModel? nulls, YoungMeasure? young = null)
    {
        _young = young;
        _context = context;
        _reaction = reaction;
        _options = options;
        _taught = lessons.Shifts();
        _measure = new GroupMeasure(context, reaction);
        Reference = nulls is null ? new ReferenceGroups(context) : null;
        Nulls = nulls ?? new NullModel(Reference!, rows => Measured(rows, out _));
    }

    /// <summary>The nulls that it judges by.</summary>
    public NullModel Nulls { get; }

    /// <summary>The groups that the nulls were read from; null where they are of an earlier search.</summary>
    public ReferenceGroups? Reference { get; }

    /// <summary>
    /// Whether a raw proposal shows anything that refinement could sharpen: the log-10 ratios of all families, the two best
    /// of which count double, together stand above hopeless. Spares most chance groupings the work.
    /// </summary>
    public bool IsWorthRefining(Cohort cohort)
    {
        var rows = cohort.Rows.Length <= Glance ? cohort.Rows : GroupMeasure.EvenSample(cohort.Rows, Glance);
        var values = Measured(rows, out var errors);
        var families = Weigher.ByFamily(Weigher.Weigh(values, Nulls, rows.Length, errors: errors));
        return Overall(families) > cohort.Route switch
        {
            CohortRoute.Links => HopelessMixture,
            CohortRoute.Meaning => HopelessTopics,
            CohortRoute.Settings => HopelessSettings,
            _ => Hopeless,
        };
    }

    /// <summary>Sum of what is known, in which the two best count double.</summary>
    private static double Overall(double[] families)
    {
        Array.Sort(families); // NaN comes first
        double sum = 0, best = 0;
        for (var f = families.Length - 1; f >= 0 && !double.IsNaN(families[f]); f--)
        {
            sum += families[f];
            best += f >= families.Length - 2 ? families[f] : 0;
        }

        return sum + best;
    }

    private double[] Measured(int[] rows, out double[]? errors)
    {
        var values = _measure.Measure(rows);
        errors = _young?.Correct(rows, values);
        return values;
    }

    public Verdict Decide(RefinedCohort cohort) => Decide(cohort, null)!;

    /// <summary>The verdict, or null where what is certain of the members leaves the cohort short of review: they are not read then.</summary>
    public Verdict? DecideIfStands(RefinedCohort cohort, GroupContext certain) => Decide(cohort, certain);

    private Verdict? Decide(RefinedCohort cohort, GroupContext? certain)
    {
        var values = Measured(cohort.Rows, out var errors);
        values[Measurements.Replacement] = _young is null ? _measure.Replacement(cohort.Rows) : double.NaN;
        var handovers = _young is null ? Handovers.Of(_context.Population, cohort.Rows, _reaction) : null;
        values[Measurements.Handover] = handovers?.Share() ?? double.NaN;
        var weights = Weigher.Weigh(values, Nulls, cohort.Rows.Length, ReplacementNull(values, cohort), HandoverNull(handovers, cohort), errors);
        foreach (var chosen in ChosenBy(cohort.Route))
        {
            // What speaks for strangers although they were chosen for the opposite speaks all the more.
            if (weights[chosen].Log10Ratio > 0)
                weights[chosen] = weights[chosen] with { Log10Ratio = double.NaN };
        }

        // Loads that differ speak for strangers whoever they are; even ones speak for one operator only where there are loads.
        if (weights[Measurements.VolumeSpread].Log10Ratio > 0 && !_measure.ShowsLoads(cohort.Rows))
            weights[Measurements.VolumeSpread] = weights[Measurements.VolumeSpread] with { Log10Ratio = double.NaN };

        var ratios = Weigher.Ratios(weights);
        var families = new double[Families.Count];
        Weigher.ByFamily(ratios, default, families);
        Span<double> covered = stackalloc double[Families.Count];
        Weigher.ByFamily(ratios, Always, covered);
        var odds = new double[Explanation.All.Length];
        if (certain is not null && Weigh(certain.Knowing(values), odds, ratios, families, covered) < _options.ReviewLog10Odds - Rounding)
            return null;
        var group = GroupContext.Of(_context, cohort, _reaction, values);
        var log10 = Weigh(group, odds, ratios, families, covered);
        return new Verdict(cohort, weights, families, group, odds, log10, TierOf(log10, families));
    }

    /// <summary>Log-10 odds of a campaign against all explanations together, and of each explanation against a campaign.</summary>
    private double Weigh(GroupContext group, double[] odds, ReadOnlySpan<double> ratios, ReadOnlySpan<double> families, ReadOnlySpan<double> covered)
    {
        var against = 0.0;
        for (var e = 0; e < odds.Length; e++)
        {
            odds[e] = Explanation.All[e].Odds(group, ratios, families, covered) + _taught[e] - 2 - _options.PriorLog10Odds;
            against += Math.Pow(10, odds[e]);
        }

        return -Math.Log10(against);
    }

    private NullModel.Level ReplacementNull(double[] values, RefinedCohort cohort) => double.IsNaN(values[Measurements.Replacement])
        ? default
        : NullModel.LevelOf(_reaction.SharesAfter(_context, cohort.Rows, StartsFor(cohort.Rows.Length, cohort)), Measurements.Replacement);

    private NullModel.Level HandoverNull(Handovers? handovers, RefinedCohort cohort) => handovers is null
        ? default
        : NullModel.LevelOf(StartsFor(Math.Max(cohort.Rows.Length, ReferenceGroups.Sizes[1]), cohort).Select(starts => handovers.ShareOfOthers(starts, _reaction.FirstMs)), Measurements.Handover);

    /// <summary>When the members of the groups that are asked started: the same for every cohort, unless parts stand in for accounts.</summary>
    private List<long[]> StartsFor(int size, RefinedCohort cohort)
    {
        var groups = Nulls.AskedFor(size);
        if (cohort.Component is not null)
            return groups.ConvertAll(StartsOf);
        lock (_starts)
        {
            if (!_starts.TryGetValue(groups, out var starts))
                _starts[groups] = starts = groups.ConvertAll(StartsOf);
            return starts;
        }
    }

    private long[] StartsOf(int[] group) => _reaction.StartsOf(_context.Population, group);

    /// <summary>What a route chose the accounts by, and therefore cannot be evidence that they act together.</summary>
    private static ReadOnlySpan<int> ChosenBy(CohortRoute route) => route switch
    {
        CohortRoute.Settings => [Measurements.CreationBurst, Measurements.StartTogether],
        CohortRoute.Meaning => [Measurements.TopicIndividuality],
        CohortRoute.Identity => [Measurements.TiedNetwork],
        _ => [],
    };

    private Tier? TierOf(double log10, double[] families)
    {
        if (log10 < WatchLog10Odds)
            return null;
        if (log10 < _options.ReviewLog10Odds)
            return Tier.Watch;
        var strong = 0;
        var coordination = 0;
        for (var f = 0; f < families.Length; f++)
        {
            if (!(families[f] >= StrongFamily))
                continue;
            strong++;
            coordination += Families.ShowsCoordination((Family)f) ? 1 : 0;
        }

        return log10 >= _options.ActLog10Odds && strong >= 2 && coordination >= 1 ? Tier.Act : Tier.Review;
    }
}
