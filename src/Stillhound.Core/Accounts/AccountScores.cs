using Stillhound.Core.Profiles;

namespace Stillhound.Core.Accounts;

/// <summary>
/// How unusual each account is in all signs of a kind at once. A family's score is the mean of the negative logarithms of its signs'
/// p-values, an account's score the sum over families (Fisher's method). How often chance gives as much is not computed as if
/// families were independent, which they are not: it is read from the scores of this population's own accounts.
/// </summary>
internal sealed class AccountScores
{
    private readonly PeerNulls[] _nulls;
    private readonly AccountSign[] _signs;
    private readonly string[] _families;

    public AccountScores(Population population, AccountSign[] signs, PeerStrata strata, Func<int, bool> isAccused)
    {
        _signs = signs;
        _families = [.. signs.Select(static s => s.Family).Distinct(StringComparer.Ordinal)];
        _nulls = [.. signs.Select(sign => new PeerNulls(population, sign, strata))];
        var scores = new float[strata.Tested.Length];
        Parallel.For(0, scores.Length, i => scores[i] = ScoreOf(strata.Tested[i]));
        Null = TailNull.Of(strata.Tested.Select((row, i) => isAccused(row) ? float.NaN : scores[i]));
        PValues = new double[scores.Length];
        for (var i = 0; i < scores.Length; i++)
            PValues[i] = Null is null || float.IsNaN(scores[i]) ? double.NaN : Null.PValue(scores[i]);
        QValues = FalseDiscovery.QValues(PValues);
    }

    /// <summary>Scores of accounts outside campaigns; null when there are too few.</summary>
    public TailNull? Null { get; }

    /// <summary>How rare the score is, one a tested row; NaN where fewer than half of the families had input.</summary>
    public double[] PValues { get; }

    /// <summary>The smallest false discovery rate at which the row counts, one a tested row.</summary>
    public double[] QValues { get; }

    /// <summary>Every sign of one row that had input.</summary>
    public IEnumerable<MeasuredSign> SignsOf(int row)
    {
        for (var s = 0; s < _signs.Length; s++)
        {
            var p = _nulls[s].PValue(row);
            if (!double.IsNaN(p))
                yield return new MeasuredSign(_signs[s], _signs[s].Shown(_nulls[s].ValueOf(row)), _signs[s].Shown(_nulls[s].NullOf(row)!.Median), p, _nulls[s].Words(row));
        }
    }

    private float ScoreOf(int row)
    {
        double score = 0;
        var seen = 0;
        foreach (var family in _families)
        {
            double sum = 0;
            var known = 0;
            for (var s = 0; s < _signs.Length; s++)
            {
                if (_signs[s].Family != family || _nulls[s].PValue(row) is var p && double.IsNaN(p))
                    continue;
                sum -= Math.Log(p);
                known++;
            }

            // A blind family counts as what chance gives on average.
            score += known == 0 ? 1 : sum / known;
            seen += known == 0 ? 0 : 1;
        }

        return seen * 2 < _families.Length ? float.NaN : (float)score;
    }
}

/// <summary>One sign of one account.</summary>
/// <param name="Sign">What was measured.</param>
/// <param name="Value">Its value, as people would read it.</param>
/// <param name="Middle">The median of the null.</param>
/// <param name="PValue">How often the null gives as much.</param>
/// <param name="Null">The null in words.</param>
internal sealed record MeasuredSign(AccountSign Sign, double Value, double Middle, double PValue, string Null);
