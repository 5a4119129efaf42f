using Stillhound.Core.Fingerprints;

namespace Stillhound.Core.Profiles;

/// <summary>
/// What is asked of an account over and over and takes more than a division to tell (see <see cref="ProfileShares"/> for the rest), or
/// is read of all accounts in every search and would bring each profile into the cache. NaN where nothing fed it. A row depends on its
/// profile alone, and on nothing there that changes without an exchange or <see cref="Population.Learned"/>.
/// </summary>
internal struct AccountRow
{
    private const float SittingMs = 1_800_000;
    private const float LeastRest = 0.3f; // where hardly any gap would be long, a few say nothing
    private const float DayMs = 86_400_000;
    private const float Sits = 0.2f;

    public int Account;
    public int Exchanges;
    public float FirstTurns;
    public float ShortGaps;
    public float LogOutput;
    public float LogWords;
    public float AddressChurn;
    public float DailyDispersion;
    public float LogRate;
    public float SelfCoherence; // mean cosine between two of its exchanges
    public uint Org;
    public uint Payment;
    public uint Network; // the one used most
    public ushort Embedded; // exchanges in its mean embedding

    /// <summary>Whether a good part of its exchanges, beyond what chance puts there, lies in sittings.</summary>
    public readonly bool ComesInSittings => ShortGaps >= Sits;

    public static void Read(int account, in Profile p, ref AccountRow row)
    {
        row.Account = account;
        row.Exchanges = p.Exchanges;
        row.FirstTurns = ProfileShares.FirstTurns(p);
        row.LogOutput = p.WithOutput == 0 ? float.NaN : p.LogOutput / p.WithOutput;
        row.LogWords = p.EmbeddingCount == 0 ? float.NaN : p.LogWords / Math.Max(1, (int)p.WithContent);
        row.AddressChurn = p.Addresses == 0 ? float.NaN : Math.Min(1, DistinctCount.Of(p.Addresses) / Math.Min(p.Exchanges, 200));
        row.ShortGaps = ShortGapsOf(p);
        row.LogRate = ProfileShares.LogRate(p);
        row.DailyDispersion = DispersionOf(p);
        row.SelfCoherence = CoherenceOf(p);
        row.Org = p.Org;
        row.Payment = p.Payment;
        row.Network = p.Traits.Top(TraitKind.Network, out _);
        row.Embedded = p.EmbeddingCount;
    }

    private static float ShortGapsOf(in Profile p)
    {
        int gaps = 0, within = 0;
        for (var bin = 0; bin < GapScale.Bins; bin++)
        {
            gaps += p.Gaps[bin];
            if (bin < GapScale.FirstBetweenSittings)
                within += p.Gaps[bin];
        }

        return BeyondRate(gaps == 0 ? float.NaN : (float)within / gaps, p);
    }

    /// <summary>
    /// What a share of short gaps exceeds that which exchanges at this rate have when they come at any time (a Poisson stream), as
    /// a share of the rest: heavy use is no sitting.
    /// </summary>
    private static float BeyondRate(float within, in Profile p)
    {
        var longGaps = MathF.Exp(-(p.Exchanges - 1) * SittingMs / Math.Max(DayMs, p.LastMs - p.FirstMs));
        return Math.Max(0, (within - (1 - longGaps)) / Math.Max(longGaps, LeastRest));
    }

    /// <summary>Variance over mean of the exchanges a day, over the days of its life that the profile still holds.</summary>
    private static float DispersionOf(in Profile p)
    {
        var first = Math.Max(p.FirstMs / SixHourBins.WidthMs, p.SixHourHead - SixHourBins.Length + 1);
        var days = (int)((p.SixHourHead - first + 1) / 4);
        if (days < 3)
            return float.NaN;
        ReadOnlySpan<byte> bins = p.SixHours;
        var at = (int)(first % SixHourBins.Length);
        int sum = 0, squares = 0;
        for (var day = 0; day < days; day++)
        {
            var count = 0;
            for (var part = 0; part < 4; part++)
            {
                count += bins[at];
                at = at + 1 == SixHourBins.Length ? 0 : at + 1;
            }

            sum += count;
            squares += count * count;
        }

        var mean = (float)sum / days;
        return mean <= 0 ? float.NaN : (((float)squares / days) - (mean * mean)) / mean;
    }

    private static float CoherenceOf(in Profile p)
    {
        float n = p.EmbeddingCount;
        return n > 1 ? ((MeanEmbedding.SumOfSquares(p) * n) - 1) / (n - 1) : float.NaN;
    }
}
