using System.Numerics.Tensors;
using Stillhound.Core.Cohorts;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Verdicts;

/// <summary>
/// What can be said of a group whose accounts have sent an exchange or a few. What is the same however long one looks is left as it
/// was measured; what everybody shows who has only begun is taken out, so that it speaks neither way; topics, loads and sittings are
/// measured over all exchanges together, with the error that so few of them leave.
/// </summary>
internal sealed class YoungMeasure(SearchContext context)
{
    private const int FewestPairs = 5;
    private const double SittingMs = 1_800_000;
    private const double LeastRest = 0.3;

    /// <summary>Least deviation of the cosine of two exchanges of one account from its mean.</summary>
    private const double LeastDeviation = 0.06;

    // A beginner's items are new, addresses and hours few, days none, lengths noise. Beginners were chosen for having
    // been made and having started lately.
    private static readonly int[] Unknown =
    [
        Measurements.Freshness, Measurements.DailyEvenness, Measurements.HourIndividuality,
        Measurements.CreationBurst, Measurements.StartTogether, Measurements.EndTogether, Measurements.TimeInUse,
        Measurements.AddressChurn, Measurements.SameLength, Measurements.Replacement, Measurements.SharedSwings,
    ];

    private readonly Population _population = context.Population;

    /// <summary>Puts measured values right, and tells the standard errors of those that have one worth telling.</summary>
    public double[] Correct(int[] rows, double[] values)
    {
        var errors = new double[values.Length];
        foreach (var measurement in Unknown)
            values[measurement] = double.NaN;
        values[Measurements.OneTurn] = LaterFirstTurns(rows);
        (values[Measurements.TopicIndividuality], errors[Measurements.TopicIndividuality]) = Topics(rows);
        (values[Measurements.VolumeSpread], errors[Measurements.VolumeSpread]) = Loads(rows);
        (values[Measurements.Sittings], errors[Measurements.Sittings]) = Sittings(rows);
        return errors;
    }

    /// <summary>
    /// Spread of the logarithm of loads, from how far the exchanges after the first ones vary beyond the counting noise of their
    /// number in the time since (method of moments for a Poisson mixture), read as that of a log-normal.
    /// </summary>
    private (double Value, double Error) Loads(int[] rows)
    {
        var rate = RateOf(rows);
        double excess = 0, noise = 0, squares = 0;
        foreach (var row in rows)
        {
            ref readonly var p = ref _population.ProfileOf(row);
            var expected = rate * (_population.NowMs - p.FirstMs);
            var off = p.Exchanges - 1 - expected;
            excess += (off * off) - expected;
            noise += expected + (2 * expected * expected);
            squares += expected * expected;
        }

        if (rows.Length < FewestPairs || squares == 0)
            return (double.NaN, 0);
        var (value, error) = (Math.Max(0, excess / squares), Math.Sqrt(noise) / squares);
        var spread = Math.Sqrt(Math.Log(1 + value));
        return (spread, Math.Sqrt(Math.Log(1 + value + error)) - spread);
    }

    /// <summary>
    /// Share of short gaps beyond what exchanges at this rate have when they come at any time, as a share of the rest; over all
    /// accounts together.
    /// </summary>
    private (double Value, double Error) Sittings(int[] rows)
    {
        var rate = RateOf(rows);
        int gaps = 0, within = 0;
        foreach (var row in rows)
        {
            ref readonly var p = ref _population.ProfileOf(row);
            for (var bin = 0; bin < GapScale.Bins; bin++)
            {
                gaps += p.Gaps[bin];
                within += bin < GapScale.FirstBetweenSittings ? p.Gaps[bin] : 0;
            }
        }

        if (gaps < FewestPairs)
            return (double.NaN, 0);
        var rest = Math.Exp(-rate * SittingMs);
        var value = Math.Max(0, (((double)within / gaps) - (1 - rest)) / Math.Max(rest, LeastRest));
        return (value, 0.5 / Math.Sqrt(gaps) / Math.Max(rest, LeastRest));
    }

    /// <summary>Exchanges a millisecond that came after the first one of an account.</summary>
    private double RateOf(int[] rows)
    {
        var (later, time) = (0, 0.0);
        foreach (var row in rows)
        {
            ref readonly var p = ref _population.ProfileOf(row);
            later += p.Exchanges - 1;
            time += _population.NowMs - p.FirstMs;
        }

        return later / Math.Max(1, time);
    }

    /// <summary>Mean share of first turns among what came after an account's first exchange, which always is one.</summary>
    private double LaterFirstTurns(int[] rows)
    {
        var (sum, known) = (0.0, 0);
        foreach (var row in rows)
        {
            ref readonly var p = ref _population.ProfileOf(row);
            if (p.WithTurn < 2)
                continue;
            sum += Math.Max(0, p.FirstTurns - 1.0) / (p.WithTurn - 1);
            known++;
        }

        return known < Fewest(rows) ? double.NaN : sum / known;
    }

    /// <summary>
    /// Intraclass correlation of directions over pairs of exchanges, with its standard error: how much more alike two exchanges of
    /// one account are than two of different accounts.
    /// </summary>
    private (double Value, double Error) Topics(int[] rows)
    {
        Span<float> sum = stackalloc float[Embedding.Dimensions];
        sum.Clear();
        double all = 0, squares = 0, own = 0, pairs = 0, within = 0;
        var known = 0;
        foreach (var row in rows)
        {
            ref readonly var p = ref _population.ProfileOf(row);
            double n = p.EmbeddingCount;
            if (n < 1)
                continue;
            MeanEmbedding.AddTo(p, (float)n, sum);
            all += n;
            squares += n * n;
            own += n * n * MeanEmbedding.SumOfSquares(p);
            if (n < 2)
                continue;
            known++;
            pairs += n - 1;
            within += (n - 1) * _population.Rows[row].SelfCoherence;
        }

        if (known < Fewest(rows) || pairs < FewestPairs)
            return (double.NaN, 0);
        within /= pairs;
        var between = (TensorPrimitives.SumOfSquares(sum) - own) / ((all * all) - squares);
        return between >= 0.999 ? (double.NaN, 0) : ((within - between) / (1 - between), ErrorOf(rows, within, pairs) / (1 - between));
    }

    private double ErrorOf(int[] rows, double within, double pairs)
    {
        var variance = 0.0;
        foreach (var row in rows)
        {
            double n = _population.ProfileOf(row).EmbeddingCount;
            if (n < 2)
                continue;
            var off = (n - 1) * (_population.Rows[row].SelfCoherence - within);
            variance += off * off;
        }

        return Math.Max(Math.Sqrt(variance) / pairs, LeastDeviation / Math.Sqrt(pairs));
    }

    private static int Fewest(int[] rows) => Math.Max(FewestPairs, rows.Length / 4);
}
