using System.Numerics.Tensors;
using Stillhound.Core.Fingerprints;

namespace Stillhound.Core.Profiles;

/// <summary>
/// The accounts that a search looks at, as rows of plain numbers taken from their profiles at one event time. Rows are in
/// order of first appearance, so that searches are reproducible.
/// </summary>
internal sealed class Population
{
    /// <summary>Fewest exchanges that make an account worth comparing.</summary>
    public const int FewestExchanges = 4;

    // Rows that one thread reads at a time.
    private const int Block = 512;

    private readonly AccountTable _accounts;
    private readonly int[] _rowOf;

    public Population(AccountTable accounts, long nowMs)
    {
        _accounts = accounts;
        NowMs = nowMs;
        _rowOf = new int[accounts.Count];
        Array.Fill(_rowOf, -1);
        var chosen = new List<int>();
        for (var i = 0; i < accounts.Count; i++)
        {
            if (accounts[i].Exchanges < FewestExchanges)
                continue;
            _rowOf[i] = chosen.Count;
            chosen.Add(i);
        }

        Rows = new AccountRow[chosen.Count];
        Means = new float[chosen.Count * Embedding.Dimensions];
        Parallel.For(0, (chosen.Count + Block - 1) / Block, block =>
        {
            for (var row = block * Block; row < Math.Min(chosen.Count, (block + 1) * Block); row++)
                AccountRow.Read(chosen[row], accounts[chosen[row]], ref Rows[row], MeanOf(row));
        });
        Center = CenterOf();
    }

    /// <summary>Event time of the snapshot.</summary>
    public long NowMs { get; }

    /// <summary>One row an account.</summary>
    public AccountRow[] Rows { get; }

    /// <summary>Mean embeddings, 128 numbers a row, in units in which one exchange has norm 1.</summary>
    public float[] Means { get; }

    /// <summary>Mean of all rows' means.</summary>
    public float[] Center { get; }

    /// <summary>Number of rows.</summary>
    public int Count => Rows.Length;

    /// <summary>The mean embedding of a row.</summary>
    public Span<float> MeanOf(int row) => Means.AsSpan(row * Embedding.Dimensions, Embedding.Dimensions);

    /// <summary>The profile behind a row.</summary>
    public ref Profile ProfileOf(int row) => ref _accounts[Rows[row].Account];

    /// <summary>The row of an account, or -1.</summary>
    public int RowOf(int account) => account < _rowOf.Length ? _rowOf[account] : -1;

    private float[] CenterOf()
    {
        var sum = new float[Embedding.Dimensions];
        var count = 0;
        for (var row = 0; row < Count; row++)
        {
            if (Rows[row].Embedded == 0)
                continue;
            TensorPrimitives.Add(sum, MeanOf(row), sum);
            count++;
        }

        if (count > 0)
            TensorPrimitives.Divide(sum, count, sum);
        return sum;
    }
}

/// <summary>One account as numbers. Shares are 0 to 1 and NaN where nothing fed them.</summary>
internal struct AccountRow
{
    public int Account;
    public int Exchanges;
    public int Embedded;
    public float Days; // from first to last exchange, at least a quarter
    public float LogExchanges;
    public float FirstTurns;
    public float ShortGaps;
    public float LogOutput;
    public float LogWords;
    public float Refused;
    public float Truncated;
    public float RepeatedItems;
    public float FreshItems;
    public float RttGaps;
    public float AddressChurn;
    public float DailyDispersion;
    public float SelfCoherence; // mean cosine between two of its exchanges
    public float NewestModel;
    public float Asks; // share that asks for reasoning, grades or tasks
    public HourShares Hours;

    public static void Read(int account, in Profile p, ref AccountRow row, Span<float> mean)
    {
        row.Account = account;
        row.Exchanges = p.Exchanges;
        row.Days = Math.Max(0.25f, (p.LastMs - p.FirstMs) / 86_400_000f);
        row.LogExchanges = MathF.Log(p.Exchanges);
        row.FirstTurns = Share(p.FirstTurns, p.WithTurn);
        row.LogOutput = p.WithOutput == 0 ? float.NaN : p.LogOutput / p.WithOutput;
        row.LogWords = p.EmbeddingCount == 0 ? float.NaN : p.LogWords / Math.Max(1, (int)p.WithContent);
        row.Refused = Share(p.Refused, Math.Min(p.Exchanges, ushort.MaxValue));
        row.Truncated = Share(p.Truncated, Math.Min(p.Exchanges, ushort.MaxValue));
        row.RepeatedItems = Share(p.RepeatedItems, p.WithContent);
        row.FreshItems = 1 - Share(p.RepeatedItems + p.OwnRepeats, p.WithContent);
        row.RttGaps = Share(p.RttGaps, p.WithRtt);
        row.AddressChurn = p.Addresses == 0 ? float.NaN : Math.Min(1, DistinctCount.Of(p.Addresses) / Math.Min(p.Exchanges, 200));
        row.NewestModel = Share(p.NewestModel, Math.Min(p.Exchanges, ushort.MaxValue));
        row.Asks = Math.Min(1, Share(p.AsksReasoning + p.AsksGrading + p.AsksTasks, p.WithContent));
        ReadRhythm(p, ref row);
        ReadEmbedding(p, ref row, mean);
    }

    private static float Share(int part, int whole) => whole == 0 ? float.NaN : (float)part / whole;

    private static void ReadRhythm(in Profile p, ref AccountRow row)
    {
        var sum = 0;
        for (var hour = 0; hour < 168; hour++)
        {
            row.Hours[hour % 24] += p.HourOfWeek[hour];
            sum += p.HourOfWeek[hour];
        }

        for (var hour = 0; hour < 24; hour++)
            row.Hours[hour] /= Math.Max(1, sum);

        int gaps = 0, within = 0;
        for (var bin = 0; bin < GapScale.Bins; bin++)
        {
            gaps += p.Gaps[bin];
            if (bin < GapScale.FirstBetweenSittings)
                within += p.Gaps[bin];
        }

        row.ShortGaps = Share(within, gaps);
        row.DailyDispersion = DispersionOf(p);
    }

    /// <summary>Variance over mean of the exchanges a day, over the days of its life that the profile still holds.</summary>
    private static float DispersionOf(in Profile p)
    {
        var first = Math.Max(p.FirstMs / SixHourBins.WidthMs, p.SixHourHead - SixHourBins.Length + 1);
        var days = (int)((p.SixHourHead - first + 1) / 4);
        if (days < 3)
            return float.NaN;
        float sum = 0, squares = 0;
        for (var day = 0; day < days; day++)
        {
            float count = 0;
            for (var part = 0; part < 4; part++)
                count += p.SixHours[(int)((first + (day * 4) + part) % SixHourBins.Length)];
            sum += count;
            squares += count * count;
        }

        var mean = sum / days;
        return mean <= 0 ? float.NaN : ((squares / days) - (mean * mean)) / mean;
    }

    private static void ReadEmbedding(in Profile p, ref AccountRow row, Span<float> mean)
    {
        row.Embedded = p.EmbeddingCount;
        row.SelfCoherence = float.NaN;
        if (p.EmbeddingCount == 0)
            return;
        var scale = 1f / (Embedding.Norm * p.EmbeddingCount);
        for (var d = 0; d < Embedding.Dimensions; d++)
            mean[d] = p.Embedding[d] * scale;
        float n = p.EmbeddingCount;
        if (n > 1)
            row.SelfCoherence = ((TensorPrimitives.SumOfSquares(mean) * n) - 1) / (n - 1);
    }
}

/// <summary>Share of exchanges by hour of the day, UTC.</summary>
[System.Runtime.CompilerServices.InlineArray(24)]
internal struct HourShares
{
    private float _first;
}
