using System.Numerics.Tensors;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Verdicts;

/// <summary>
/// Topics, loads, sittings, turns and sign-ups of accounts that have only begun, over all their exchanges together: one account's few say
/// nothing by themselves. With each value stands its standard error.
/// </summary>
internal readonly ref struct BeginnerStats
{
    private const int FewestPairs = 5;
    private const double SittingMs = 1_800_000;
    private const long DayMs = 86_400_000;

    /// <summary>Where hardly any gap would be long, a few say nothing.</summary>
    private const double LeastRest = 0.3;

    /// <summary>Least deviation of the cosine of two exchanges of one account from its mean.</summary>
    private const double LeastDeviation = 0.06;

    private readonly AccountTable _accounts;
    private readonly ReadOnlySpan<int> _group;
    private readonly long _nowMs;
    private readonly double _rate; // exchanges a millisecond that came after the first one of an account

    public BeginnerStats(AccountTable accounts, ReadOnlySpan<int> group, long nowMs)
    {
        _accounts = accounts;
        _group = group;
        _nowMs = nowMs;
        var (later, time) = (0, 1.0);
        foreach (var account in group)
        {
            ref readonly var p = ref accounts[account];
            later += p.Exchanges - 1;
            time += nowMs - p.FirstMs;
        }

        _rate = later / time;
    }

    private int Fewest => Math.Max(FewestPairs, _group.Length / 4);

    /// <summary>Writes the values that it knows and their errors, each in the place of its measurement.</summary>
    public void Write(double[] values, double[] errors)
    {
        (values[Measurements.TopicIndividuality], errors[Measurements.TopicIndividuality]) = Topics();
        (values[Measurements.VolumeSpread], errors[Measurements.VolumeSpread]) = Loads();
        (values[Measurements.Sittings], errors[Measurements.Sittings]) = Sittings();
        values[Measurements.OneTurn] = LaterFirstTurns();
        values[Measurements.CreationBurst] = CreationBurst();
    }

    /// <summary>Share of pairs of accounts that were made within a day of each other.</summary>
    private double CreationBurst()
    {
        var made = new long[_group.Length];
        var known = 0;
        foreach (var account in _group)
        {
            made[known] = _accounts[account].CreatedMs;
            known += made[known] != 0 ? 1 : 0;
        }

        return GroupMeasure.PairsWithin(made.AsSpan(0, known), DayMs, Fewest);
    }

    /// <summary>
    /// Intraclass correlation of directions over pairs of exchanges: how much more alike two exchanges of one account are than two of
    /// different accounts.
    /// </summary>
    private (double Value, double Error) Topics()
    {
        Span<float> sum = stackalloc float[Embedding.Dimensions];
        sum.Clear();
        double all = 0, squares = 0, own = 0, pairs = 0, within = 0;
        var known = 0;
        foreach (var account in _group)
        {
            ref readonly var p = ref _accounts[account];
            double n = p.EmbeddingCount;
            if (n < 1)
                continue;
            var length = MeanEmbedding.SumOfSquares(p);
            MeanEmbedding.AddTo(p, (float)n, sum);
            all += n;
            squares += n * n;
            own += n * n * length;
            if (n < 2)
                continue;
            known++;
            pairs += n - 1;
            within += (n * length) - 1;
        }

        if (known < Fewest || pairs < FewestPairs)
            return (double.NaN, 0);
        within /= pairs;
        var between = (TensorPrimitives.SumOfSquares(sum) - own) / ((all * all) - squares);
        return between >= 0.999 ? (double.NaN, 0) : ((within - between) / (1 - between), ErrorOf(within, pairs) / (1 - between));
    }

    private double ErrorOf(double within, double pairs)
    {
        var variance = 0.0;
        foreach (var account in _group)
        {
            ref readonly var p = ref _accounts[account];
            double n = p.EmbeddingCount;
            if (n < 2)
                continue;
            var off = (n * MeanEmbedding.SumOfSquares(p)) - 1 - ((n - 1) * within);
            variance += off * off;
        }

        return Math.Max(Math.Sqrt(variance) / pairs, LeastDeviation / Math.Sqrt(pairs));
    }

    /// <summary>
    /// Spread of the logarithm of loads, from how far the exchanges after the first ones vary beyond the counting noise of their
    /// number in the time since (method of moments for a Poisson mixture), read as that of a log-normal.
    /// </summary>
    private (double Value, double Error) Loads()
    {
        double excess = 0, noise = 0, squares = 0;
        foreach (var account in _group)
        {
            ref readonly var p = ref _accounts[account];
            var expected = _rate * (_nowMs - p.FirstMs);
            var off = p.Exchanges - 1 - expected;
            excess += (off * off) - expected;
            noise += expected + (2 * expected * expected);
            squares += expected * expected;
        }

        if (_group.Length < FewestPairs || squares == 0)
            return (double.NaN, 0);
        var (value, error) = (Math.Max(0, excess / squares), Math.Sqrt(noise) / squares);
        var spread = Math.Sqrt(Math.Log(1 + value));
        return (spread, Math.Sqrt(Math.Log(1 + value + error)) - spread);
    }

    /// <summary>Share of short gaps beyond what exchanges at this rate have when they come at any time, as a share of the rest.</summary>
    private (double Value, double Error) Sittings()
    {
        int gaps = 0, within = 0;
        foreach (var account in _group)
        {
            ref readonly var p = ref _accounts[account];
            for (var bin = 0; bin < GapScale.Bins; bin++)
            {
                gaps += p.Gaps[bin];
                within += bin < GapScale.FirstBetweenSittings ? p.Gaps[bin] : 0;
            }
        }

        if (gaps < FewestPairs)
            return (double.NaN, 0);
        var rest = Math.Exp(-_rate * SittingMs);
        var value = Math.Max(0, (((double)within / gaps) - (1 - rest)) / Math.Max(rest, LeastRest));
        return (value, 0.5 / Math.Sqrt(gaps) / Math.Max(rest, LeastRest));
    }

    /// <summary>Mean share of first turns among what came after an account's first exchange, which always is one.</summary>
    private double LaterFirstTurns()
    {
        var (sum, known) = (0.0, 0);
        foreach (var account in _group)
        {
            ref readonly var p = ref _accounts[account];
            if (p.WithTurn < 2)
                continue;
            sum += Math.Max(0, p.FirstTurns - 1.0) / (p.WithTurn - 1);
            known++;
        }

        return known < Fewest ? double.NaN : sum / known;
    }
}
