using Stillhound.Core.Profiles;

namespace Stillhound.Core.SingleAccounts;

/// <summary>
/// How unusual each account is in all signs of a kind at once. Each p-value becomes an e-value, 1 / (2 sqrt p); those of a family
/// are averaged, since they depend on each other, and families are multiplied (Vovk and Wang, "E-values: calibration, combination
/// and applications", 2021). The score is the logarithm of the product. How often chance gives as much is not computed as if
/// families were independent, which they are not: it is read from the scores of this population's own accounts.
/// A kind may look only at accounts that are rare in one family, its gate. Their p-values in that family are then what they are given
/// that they passed, and the other signs are compared with accounts of like size, so that nothing is counted for what was chosen by
/// (Bourgon, Gentleman and Huber, "Independent filtering increases detection power for high-throughput experiments", 2010).
/// </summary>
internal sealed class AccountScores
{
    // Two signs open a gate, either at the same rarity.
    private const double GateWidth = 2 * AccountKinds.Rare;

    private readonly PeerNulls[] _nulls;
    private readonly AccountSign[] _signs;
    private readonly string[] _families;

    /// <summary>Scores every tested account.</summary>
    /// <param name="population">The accounts.</param>
    /// <param name="kind">What is measured.</param>
    /// <param name="strata">Which accounts are tested, and what they are compared with.</param>
    /// <param name="isAccused">Rows that tell nothing of what is normal.</param>
    public AccountScores(Population population, AccountKind kind, PeerStrata strata, Func<int, bool> isAccused)
    {
        var signs = kind.Signs;
        _signs = signs;
        _families = [.. signs.Select(static s => s.Family).Distinct(StringComparer.Ordinal)];
        _nulls = [.. signs.Select(sign => new PeerNulls(population, sign, strata))];
        var scores = new float[strata.Tested.Length];
        Parallel.For(0, scores.Length, i => scores[i] = ScoreOf(strata.Tested[i]));
        Null = TailNull.Of(strata.Tested.Select((row, i) => isAccused(row) ? float.NaN : scores[i]));
        PValues = new double[scores.Length];
        Array.Fill(PValues, double.NaN);
        if (Null is { } chance)
            Parallel.For(0, scores.Length, i => PValues[i] = RarityOf(strata.Tested[i], kind.Gate, scores[i], chance));
        QValues = FalseDiscovery.QValues(PValues);
    }

    /// <summary>Scores of accounts outside campaigns; null when there are too few.</summary>
    public TailNull? Null { get; }

    /// <summary>How rare the score is, one a tested row; NaN outside the gate and where fewer than half of the families had input.</summary>
    public double[] PValues { get; }

    /// <summary>The smallest false discovery rate at which the row counts, one a tested row.</summary>
    public double[] QValues { get; }

    /// <summary>Every sign of one row that had input.</summary>
    public IEnumerable<MeasuredSign> SignsOf(int row)
    {
        foreach (var sign in _nulls)
        {
            if (sign.Of(row) is { } measured)
                yield return measured;
        }
    }

    private double RarityOf(int row, string? gate, float score, TailNull chance)
    {
        if (gate is null)
            return chance.PValue(score);
        return Passes(gate, row) ? chance.PValue(ScoreOf(row, gate)) : double.NaN;
    }

    private bool Passes(string gate, int row)
    {
        for (var s = 0; s < _signs.Length; s++)
        {
            if (_signs[s].Family == gate && _nulls[s].PValue(row) <= AccountKinds.Rare)
                return true;
        }

        return false;
    }

    /// <summary>The score of a row that was not chosen, or of one that passed a gate; NaN where too few families had input.</summary>
    private float ScoreOf(int row, string? passed = null)
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
                sum += 0.5 / Math.Sqrt(family == passed ? Math.Min(1, p / GateWidth) : p);
                known++;
            }

            // A blind family counts as what chance gives on average.
            score += known == 0 ? 0 : Math.Log(sum / known);
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
