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
    private const long Day = 86_400_000;

    private readonly Population _population = context.Population;
    private readonly IdentityTies _ties = context.Ties;
    private readonly SharedSwings _swings = new(context.Population);

    public double[] Measure(ReadOnlySpan<int> group)
    {
        var rows = group.Length <= Sample ? group.ToArray() : EvenSample(group, Sample);
        var values = new double[Measurements.All.Length];
        Array.Fill(values, double.NaN);
        values[Measurements.TopicIndividuality] = TopicIndividuality(rows);
        values[Measurements.Freshness] = Mean(rows, static (in AccountRow _, in Profile p) => ProfileShares.FreshItems(p));
        values[Measurements.VolumeSpread] = VolumeSpread(rows);
        values[Measurements.DailyEvenness] = MedianExcess(rows);
        values[Measurements.HourIndividuality] = HourIndividuality(rows);
        values[Measurements.Sittings] = Mean(rows, static (in AccountRow r, in Profile _) => r.ShortGaps);
        values[Measurements.CreationBurst] = PairsWithin(rows, Day, static (in Profile p, long _) => p.CreatedMs);
        values[Measurements.StartTogether] = PairsWithin(rows, HalfDay, (in Profile p, long first) => p.FirstMs > first + Day ? p.FirstMs : 0);
        values[Measurements.EndTogether] = PairsWithin(rows, HalfDay, (in Profile p, long _) => p.LastMs < _population.NowMs - (2 * Day) ? p.LastMs : 0);
        values[Measurements.TimeInUse] = TimeInUse(rows);
        values[Measurements.TiedIdentity] = _ties.Share(rows, IdentityTies.Identity);
        values[Measurements.TiedSignup] = _ties.Share(rows, IdentityTies.Signup);
        values[Measurements.TiedNetwork] = _ties.Share(rows, IdentityTies.Traffic);
        values[Measurements.RoutedTraffic] = Mean(rows, static (in AccountRow _, in Profile p) => ProfileShares.RttGaps(p));
        values[Measurements.AddressChurn] = Mean(rows, static (in AccountRow r, in Profile _) => r.AddressChurn);
        values[Measurements.OneTurn] = Mean(rows, static (in AccountRow r, in Profile _) => r.FirstTurns);
        values[Measurements.AnswerLength] = Mean(rows, static (in AccountRow r, in Profile _) => r.LogOutput);
        values[Measurements.SameLength] = Spread(rows, static (in AccountRow r, in Profile _) => r.LogOutput);
        values[Measurements.Replacement] = reaction.ReplacementShare(context, rows);
        values[Measurements.ReleasePivot] = reaction.Released ? Mean(rows, static (in AccountRow _, in Profile p) => ProfileShares.NewestModel(p)) : double.NaN;
        values[Measurements.Asks] = Mean(rows, static (in AccountRow _, in Profile p) => ProfileShares.Asks(p));
        values[Measurements.SharedSwings] = _swings.Of(rows, Math.Max(Fewest, rows.Length / 4));
        values[Measurements.RegionContradicted] = context.Regions?.ShareOf(rows) ?? double.NaN;
        values[Measurements.Refusals] = Mean(rows, static (in AccountRow _, in Profile p) => ProfileShares.Refused(p));
        return values;
    }

    /// <summary>Rows at even distances.</summary>
    public static int[] EvenSample(ReadOnlySpan<int> group, int size)
    {
        var rows = new int[size];
        for (var i = 0; i < size; i++)
            rows[i] = group[(int)((long)i * group.Length / size)];
        return rows;
    }

    private delegate float Read(in AccountRow row, in Profile profile);

    private double Mean(int[] rows, Read read)
    {
        double sum = 0;
        var count = 0;
        foreach (var row in rows)
        {
            var value = read(_population.Rows[row], _population.ProfileOf(row));
            if (float.IsNaN(value))
                continue;
            sum += value;
            count++;
        }

        return count < Math.Max(Fewest, rows.Length / 4) ? double.NaN : sum / count;
    }

    /// <summary>Half the distance between the 16th and the 84th percentile: a standard deviation that outliers do not move.</summary>
    private double Spread(int[] rows, Read read)
    {
        var values = Sorted(rows, read);
        if (values.Length < Math.Max(Fewest, rows.Length / 4))
            return double.NaN;
        return (Quantile(values, 0.84) - Quantile(values, 0.16)) / 2;
    }

    /// <summary>The values of the rows that have one, ascending.</summary>
    private float[] Sorted(int[] rows, Read read)
    {
        var values = new float[rows.Length];
        var known = 0;
        foreach (var row in rows)
        {
            values[known] = read(_population.Rows[row], _population.ProfileOf(row));
            known += float.IsNaN(values[known]) ? 0 : 1;
        }

        Array.Resize(ref values, known);
        Array.Sort(values);
        return values;
    }

    private static double Quantile(float[] sorted, double q)
    {
        var at = q * (sorted.Length - 1);
        var low = (int)at;
        return low + 1 >= sorted.Length ? sorted[^1] : sorted[low] + ((at - low) * (sorted[low + 1] - sorted[low]));
    }

    /// <summary>Spread of the log exchange counts beyond what counting noise alone would give.</summary>
    private double VolumeSpread(int[] rows)
    {
        var spread = Spread(rows, static (in AccountRow _, in Profile p) => ProfileShares.LogRate(p));
        if (double.IsNaN(spread))
            return spread;
        var noise = 0.0;
        foreach (var row in rows)
            noise += 1.0 / _population.Rows[row].Exchanges;
        noise /= rows.Length;
        return Math.Sqrt(Math.Max(0, (spread * spread) - noise));
    }

    /// <summary>Median over accounts of the excess variance of daily counts (variance over mean, less the 1 of chance).</summary>
    private double MedianExcess(int[] rows)
    {
        var values = Sorted(rows, static (in AccountRow r, in Profile _) => r.DailyDispersion);
        return values.Length < Math.Max(Fewest, rows.Length / 4) ? double.NaN : Math.Log(1 + Math.Max(0, Quantile(values, 0.5) - 0.9));
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
        return between >= 0.999 ? double.NaN : (within - between) / (1 - between);
    }

    /// <summary>The same correlation for the hour of the day.</summary>
    private double HourIndividuality(int[] rows)
    {
        Span<float> sum = stackalloc float[24];
        sum.Clear();
        double within = 0, squares = 0;
        foreach (var row in rows)
        {
            ref readonly var p = ref _population.ProfileOf(row);
            var hours = HourShares.Of(p);
            TensorPrimitives.Add(sum, hours, sum);
            double square = TensorPrimitives.SumOfSquares<float>(hours);
            squares += square;
            within += ((square * p.Exchanges) - 1) / (p.Exchanges - 1);
        }

        if (rows.Length < Fewest)
            return double.NaN;
        within /= rows.Length;
        var between = (TensorPrimitives.SumOfSquares<float>(sum) - squares) / (rows.Length * (rows.Length - 1.0));
        return between >= 0.999 ? double.NaN : (within - between) / (1 - between);
    }

    /// <summary>Median over accounts that started two days ago or earlier of their span of use over the time since their start.</summary>
    private double TimeInUse(int[] rows)
    {
        var shares = new List<float>(rows.Length);
        foreach (var row in rows)
        {
            ref var p = ref _population.ProfileOf(row);
            if (p.FirstMs <= _population.NowMs - (2 * Day))
                shares.Add((float)((double)(p.LastMs - p.FirstMs) / (_population.NowMs - p.FirstMs)));
        }

        if (shares.Count < Math.Max(Fewest, rows.Length / 4))
            return double.NaN;
        shares.Sort();
        return shares[shares.Count / 2];
    }

    private delegate long TimeOf(in Profile profile, long first);

    /// <summary>Share of pairs of members whose times lie within a window of each other; 0 is no time.</summary>
    private double PairsWithin(int[] rows, long window, TimeOf read)
    {
        var times = new List<long>(rows.Length);
        foreach (var row in rows)
        {
            var time = read(_population.ProfileOf(row), reaction.FirstMs);
            if (time != 0)
                times.Add(time);
        }

        if (times.Count < Math.Max(Fewest, rows.Length / 4))
            return double.NaN;
        times.Sort();
        long pairs = 0;
        for (int i = 0, j = 0; i < times.Count; i++)
        {
            while (times[i] - times[j] > window)
                j++;
            pairs += i - j;
        }

        return pairs / (times.Count * (times.Count - 1) / 2.0);
    }
}
