using System.Numerics.Tensors;
using Stillhound.Core.Cohorts;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Verdicts;

/// <summary>
/// Measures a group of accounts: one number a <see cref="Measurement"/>, NaN where too few members carry its input. Large
/// groups are measured on an even sample.
/// </summary>
internal sealed class GroupMeasure(SearchContext context, ReactionFacts reaction)
{
    public const int Sample = 256;
    private const int Fewest = 5;
    private const long HalfDay = 43_200_000;

    /// <summary>
    /// Mean waits for an exchange after which an account that had been in use before the log, or still is, would have been seen: it is
    /// not in one case of fifty. Whoever would not have been seen yet started or ended with nobody, for all that is known.
    /// </summary>
    private const int Silence = 4;

    private const long Day = 86_400_000;

    /// <summary>Exchanges from which on an account in use for less than a day shows a load: counting noise is then a quarter of it.</summary>
    private const int FewestInOneDay = 16;

    private readonly Population _population = context.Population;
    private readonly IdentityTies _ties = context.Ties;
    private readonly SharedSwings _swings = new(context.Population);

    /// <summary>All that the null has an answer to, which leaves out <see cref="Measurements.Replacement"/>.</summary>
    public double[] Measure(int[] group)
    {
        var rows = SampleOf(group);
        _population.Near(rows);
        var values = new double[Measurements.All.Length];
        Array.Fill(values, double.NaN);
        MeanOfEach(rows, values);
        values[Measurements.TopicIndividuality] = TopicIndividuality(rows);
        values[Measurements.VolumeSpread] = VolumeSpread(rows);
        values[Measurements.DailyEvenness] = MedianExcess(rows);
        values[Measurements.HourIndividuality] = HourHabits.Of(_population, rows, Fewest);
        values[Measurements.SittingHours] = HourHabits.OfSittings(_population, rows, FewestOf(rows));
        LifeCycle(rows, values);
        values[Measurements.TiedIdentity] = _ties.Share(rows, IdentityTies.Identity);
        values[Measurements.TiedSignup] = _ties.Share(rows, IdentityTies.Signup);
        values[Measurements.TiedNetwork] = _ties.Share(rows, IdentityTies.Traffic);
        values[Measurements.SameLength] = LengthSpread(rows);
        values[Measurements.SharedSwings] = _swings.Of(rows, FewestOf(rows));
        values[Measurements.RegionContradicted] = context.Regions?.ShareOf(rows) ?? double.NaN;
        return values;
    }

    /// <summary>Whether members follow suspended ones; see <see cref="ReactionFacts.ReplacementShare"/>.</summary>
    public double Replacement(int[] group) => reaction.ReplacementShare(context, SampleOf(group));

    private static int[] SampleOf(int[] group) => group.Length <= Sample ? group : EvenSample(group, Sample);

    /// <summary>Rows at even distances.</summary>
    public static int[] EvenSample(ReadOnlySpan<int> group, int size)
    {
        var rows = new int[size];
        for (var i = 0; i < size; i++)
            rows[i] = group[(int)((long)i * group.Length / size)];
        return rows;
    }

    private static int FewestOf(int[] rows) => Math.Max(Fewest, rows.Length / 4);

    /// <summary>What is a mean over the members, all in one go over their profiles.</summary>
    private void MeanOfEach(int[] rows, double[] values)
    {
        Mean fresh = default, sittings = default, routed = default, churn = default, turns = default, length = default, newest = default, asks = default, refused = default;
        foreach (var row in rows)
        {
            ref readonly var r = ref _population.Rows[row];
            ref readonly var p = ref _population.ProfileOf(row);
            fresh.Add(ProfileShares.FreshItems(p));
            sittings.Add(r.ShortGaps);
            routed.Add(ProfileShares.RttGaps(p));
            churn.Add(r.AddressChurn);
            turns.Add(r.FirstTurns);
            length.Add(r.LogOutput);
            newest.Add(ProfileShares.NewestModel(p));
            asks.Add(ProfileShares.Asks(p));
            refused.Add(ProfileShares.Refused(p));
        }

        var fewest = FewestOf(rows);
        values[Measurements.Freshness] = fresh.Of(fewest);
        values[Measurements.Sittings] = sittings.Of(fewest);
        values[Measurements.RoutedTraffic] = routed.Of(fewest);
        values[Measurements.AddressChurn] = churn.Of(fewest);
        values[Measurements.OneTurn] = turns.Of(fewest);
        values[Measurements.AnswerLength] = length.Of(fewest);
        values[Measurements.ReleasePivot] = reaction.Released ? newest.Of(fewest) : double.NaN;
        values[Measurements.Asks] = asks.Of(fewest);
        values[Measurements.Refusals] = refused.Of(fewest);
    }

    /// <summary>A mean of numbers of which some are unknown.</summary>
    private struct Mean
    {
        private double _sum;
        private int _count;

        public void Add(float value)
        {
            if (float.IsNaN(value))
                return;
            _sum += value;
            _count++;
        }

        public readonly double Of(int fewest) => _count < fewest ? double.NaN : _sum / _count;
    }

    /// <summary>Half the distance between the 16th and the 84th percentile: a standard deviation that outliers do not move.</summary>
    private static double Spread(Span<float> values, int fewest)
    {
        if (values.Length < fewest)
            return double.NaN;
        values.Sort();
        return (Quantile(values, 0.84) - Quantile(values, 0.16)) / 2;
    }

    private double LengthSpread(int[] rows)
    {
        Span<float> values = stackalloc float[Sample];
        var known = 0;
        foreach (var row in rows)
            Keep(_population.Rows[row].LogOutput, values, ref known);
        return Spread(values[..known], FewestOf(rows));
    }

    private static void Keep(float value, Span<float> values, ref int known)
    {
        values[known] = value;
        known += float.IsNaN(value) ? 0 : 1;
    }

    private static double Quantile(ReadOnlySpan<float> sorted, double q)
    {
        var at = q * (sorted.Length - 1);
        var low = (int)at;
        return low + 1 >= sorted.Length ? sorted[^1] : sorted[low] + ((at - low) * (sorted[low + 1] - sorted[low]));
    }

    /// <summary>Spread of the log exchange counts beyond what counting noise alone would give.</summary>
    private double VolumeSpread(int[] rows)
    {
        Span<float> rates = stackalloc float[Sample];
        var noise = 0.0;
        for (var i = 0; i < rows.Length; i++)
        {
            ref readonly var row = ref _population.Rows[rows[i]];
            rates[i] = row.LogRate;
            noise += 1.0 / row.Exchanges;
        }

        var spread = Spread(rates[..rows.Length], FewestOf(rows));
        noise /= rows.Length;
        return double.IsNaN(spread) ? spread : Math.Sqrt(Math.Max(0, (spread * spread) - noise));
    }

    /// <summary>
    /// Whether most of a group carry a load. Who came once for a few questions, and not again for a day, does not: all such accounts are
    /// alike in having just the exchanges that it takes to be compared.
    /// </summary>
    public bool ShowsLoads(int[] group)
    {
        var rows = SampleOf(group);
        var shown = 0;
        foreach (var row in rows)
        {
            ref readonly var p = ref _population.ProfileOf(row);
            shown += p.LastMs - p.FirstMs >= Day || p.Exchanges >= FewestInOneDay || _population.NowMs - p.LastMs < Day ? 1 : 0;
        }

        return shown * 2 > rows.Length;
    }

    /// <summary>Median over accounts of the excess variance of daily counts (variance over mean, less the 1 of chance).</summary>
    private double MedianExcess(int[] rows)
    {
        Span<float> values = stackalloc float[Sample];
        var known = 0;
        foreach (var row in rows)
            Keep(_population.Rows[row].DailyDispersion, values, ref known);
        if (known < FewestOf(rows))
            return double.NaN;
        values = values[..known];
        values.Sort();
        return Math.Log(1 + Math.Max(0, Quantile(values, 0.5) - 0.9));
    }

    /// <summary>
    /// Intraclass correlation of embeddings: between-account share of the variance of single exchanges. Mean cosine within
    /// accounts less mean cosine between accounts, over one less the latter; a scaffold that all share drops out.
    /// </summary>
    private double TopicIndividuality(int[] rows)
    {
        Span<float> sum = stackalloc float[Embedding.Dimensions];
        sum.Clear();
        double within = 0, squares = 0;
        var count = 0;
        foreach (var row in rows)
        {
            ref readonly var p = ref _population.ProfileOf(row);
            if (p.EmbeddingCount < 4)
                continue;
            MeanEmbedding.AddTo(p, 1, sum);
            squares += MeanEmbedding.SumOfSquares(p);
            within += _population.Rows[row].SelfCoherence;
            count++;
        }

        if (count < Math.Max(Fewest, rows.Length / 4))
            return double.NaN;
        within /= count;
        var between = (TensorPrimitives.SumOfSquares(sum) - squares) / (count * (count - 1.0));
        return Individuality(within, between);
    }

    /// <summary>Mean likeness within accounts less that between accounts, as a share of what the latter leaves.</summary>
    internal static double Individuality(double within, double between) => between >= 0.999 ? double.NaN : (within - between) / (1 - between);

    /// <summary>When members were made, started and ended, and how much of their time they were in use.</summary>
    private void LifeCycle(int[] rows, double[] values)
    {
        Span<long> made = stackalloc long[Sample];
        Span<long> starts = stackalloc long[Sample];
        Span<long> ends = stackalloc long[Sample];
        Span<float> shares = stackalloc float[Sample];
        int known = 0, started = 0, ended = 0, old = 0, before = 0, after = 0;
        var (earliest, settled) = (reaction.FirstMs + Day, _population.NowMs - (2 * Day));
        foreach (var row in rows)
        {
            ref readonly var p = ref _population.ProfileOf(row);
            if (p.CreatedMs != 0)
                made[known++] = p.CreatedMs;
            var silence = (long)(Silence * GapScale.MeanWait(p.Gaps));
            if (p.FirstMs > Math.Max(earliest, reaction.FirstMs + silence))
                starts[started++] = p.FirstMs;
            else if (p.FirstMs > earliest)
                before++;
            if (p.LastMs < Math.Min(settled, _population.NowMs - silence))
                ends[ended++] = p.LastMs;
            else if (p.LastMs < settled)
                after++;
            if (p.FirstMs <= settled)
                shares[old++] = (float)((double)(p.LastMs - p.FirstMs) / (_population.NowMs - p.FirstMs));
        }

        var fewest = FewestOf(rows);
        values[Measurements.CreationBurst] = PairsWithin(made[..known], Day, fewest);
        values[Measurements.StartTogether] = PairsWithin(starts[..started], HalfDay, fewest, before);
        values[Measurements.EndTogether] = PairsWithin(ends[..ended], HalfDay, fewest, after);
        values[Measurements.TimeInUse] = old < fewest ? double.NaN : OrderStatistics.Select(shares[..old], old / 2);
    }

    /// <summary>Share of pairs of members whose times lie within a window of each other; NaN where too few have one.</summary>
    /// <param name="times">The times; they are sorted.</param>
    /// <param name="window">The window, milliseconds.</param>
    /// <param name="fewest">Members that must have a time.</param>
    /// <param name="others">Members whose time is not known, and lies with nobody's.</param>
    internal static double PairsWithin(Span<long> times, long window, int fewest, int others = 0)
    {
        double members = times.Length + others;
        if (members < fewest)
            return double.NaN;
        times.Sort();
        long pairs = 0;
        for (int i = 0, j = 0; i < times.Length; i++)
        {
            while (times[i] - times[j] > window)
                j++;
            pairs += i - j;
        }

        return pairs / (members * (members - 1) / 2);
    }
}
