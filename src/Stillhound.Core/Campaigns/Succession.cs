using System.Globalization;
using System.Numerics.Tensors;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Campaigns;

/// <summary>
/// Recognises in a new cohort a campaign that has ended, though they have no account in common: by its own phrases, its
/// settings and the direction of what it asks.
/// </summary>
/// <param name="Older">The campaign that ended.</param>
/// <param name="Strong">Whether the two are one campaign.</param>
/// <param name="Reason">What they have in common.</param>
internal sealed record Succession(Campaign Older, bool Strong, string Reason)
{
    /// <summary>Share of the older one's accounts that must have ended by the time the newer ones start.</summary>
    private const double Ended = 0.8;

    /// <summary>Most accounts that they may have in common, as a share of the new cohort.</summary>
    private const double Common = 0.1;

    private const long OverlapMs = 6 * 3_600_000;
    private const int FewestKeys = 3;
    private const double SameKeys = 0.5;
    private const double SomeKeys = 0.2;
    private const int FewestSettings = 3;
    private const float SameDirection = 0.9f;
    private const float LikeDirection = 0.75f;

    /// <summary>The campaign that a cohort continues; null where there is none.</summary>
    /// <param name="ended">Campaigns that may have ended.</param>
    /// <param name="verdict">The verdict on the cohort.</param>
    /// <param name="keys">The cohort's own phrases.</param>
    /// <param name="population">The accounts.</param>
    /// <param name="hasEndedBy">Whether an account ended by a time.</param>
    public static Succession? Of(
        IEnumerable<Campaign> ended, Verdict verdict, IReadOnlyCollection<uint> keys, Population population, Func<int, long, bool> hasEndedBy)
    {
        var accounts = verdict.Cohort.Rows.Select(row => population.Rows[row].Account).ToHashSet();
        var starts = verdict.Cohort.Rows.Select(row => population.ProfileOf(row).FirstMs).Order().ToArray();
        var handOver = starts[starts.Length / 2] + OverlapMs;
        var direction = DirectionOf(verdict.Cohort.Rows, population);
        Succession? best = null;
        foreach (var older in ended)
        {
            if (!HaveEnded(older, a => hasEndedBy(a, handOver)) || older.Members.Keys.Count(accounts.Contains) > Common * accounts.Count)
                continue;
            var match = Compare(older, verdict, keys, direction, population);
            if (match is not null && (best is null || (match.Strong && !best.Strong)))
                best = match;
        }

        return best;
    }

    /// <summary>Whether enough of a campaign's accounts have ended. Most campaigns have not, which few of their accounts tell.</summary>
    private static bool HaveEnded(Campaign older, Predicate<int> hasEnded)
    {
        var left = older.Members.Count;
        foreach (var account in older.Members.Keys)
        {
            left -= hasEnded(account) ? 0 : 1;
            if (left < Ended * older.Members.Count)
                return false;
        }

        return true;
    }

    /// <summary>Tells it in the histories of those that it concerns.</summary>
    /// <param name="campaign">The older campaign, where it goes on; else the new one.</param>
    /// <param name="count">Accounts of the new cohort.</param>
    /// <param name="nowMs">Event time.</param>
    public void Record(Campaign campaign, int count, long nowMs)
    {
        if (campaign == Older)
        {
            campaign.History.Add(nowMs, CampaignChange.Resumed, count, Reason);
            return;
        }

        campaign.SuccessorOf = Older.Id;
        campaign.History.Add(nowMs, CampaignChange.SuccessorOf, count, Reason, Older.Id);
        Older.History.Add(nowMs, CampaignChange.SucceededBy, count, Reason, campaign.Id);
    }

    private static Succession? Compare(Campaign older, Verdict verdict, IReadOnlyCollection<uint> keys, float[] direction, Population population)
    {
        var common = keys.Intersect(older.Keys).Count();
        var fewer = Math.Min(keys.Count, older.Keys.Count);
        var (compared, equal) = Settings(older.Verdict, verdict);
        var rows = older.Members.Keys.Select(population.RowOf).Where(static r => r >= 0).ToArray();
        var cosine = TensorPrimitives.Dot<float>(direction, DirectionOf(rows, population));
        var agree = compared == 0 || equal * 2 > compared;
        var byKeys = common >= FewestKeys && common >= SameKeys * fewer && agree;
        var byMeaning = cosine >= SameDirection && compared >= FewestSettings && equal == compared;
        if (!byKeys && !byMeaning && !(agree && (cosine >= LikeDirection || (common >= FewestKeys && common >= SomeKeys * fewer))))
            return null;
        var reason = string.Create(CultureInfo.InvariantCulture,
            $"it has {common} of {fewer} own phrases and {equal} of {compared} settings in common with accounts that had ended, and what they ask points the same way by {Math.Max(0, cosine):P0}");
        return new Succession(older, byKeys || byMeaning, reason);
    }

    private static (int Compared, int Equal) Settings(Verdict older, Verdict newer)
    {
        int compared = 0, equal = 0;
        foreach (var (kind, value) in older.Cohort.Shared)
        {
            foreach (var (otherKind, otherValue) in newer.Cohort.Shared)
            {
                compared += kind == otherKind ? 1 : 0;
                equal += kind == otherKind && value == otherValue ? 1 : 0;
            }
        }

        return (compared, equal);
    }

    /// <summary>Unit mean of what the rows ask, against what everybody asks; zeros where there is nothing.</summary>
    private static float[] DirectionOf(int[] rows, Population population)
    {
        var sum = new float[Embedding.Dimensions];
        foreach (var row in rows)
        {
            if (population.ProfileOf(row).EmbeddingCount == 0)
                continue;
            MeanEmbedding.AddTo(population.ProfileOf(row), 1, sum);
            TensorPrimitives.Subtract(sum, population.Center, sum);
        }

        var norm = TensorPrimitives.Norm<float>(sum);
        if (norm > 0)
            TensorPrimitives.Divide(sum, norm, sum);
        return sum;
    }
}
