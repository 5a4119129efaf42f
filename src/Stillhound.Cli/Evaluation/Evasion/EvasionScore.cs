using Stillhound.Core.Campaigns;
using Stillhound.Reporting.Sweeps;
using Stillhound.Simulation;

namespace Stillhound.Cli.Evaluation.Evasion;

/// <summary>One world's findings as a point of a sweep needs them.</summary>
internal static class EvasionScore
{
    /// <summary>Compares findings with the truth.</summary>
    public static SweepWorld Of(ulong seed, Findings findings, IReadOnlyList<Truth> truth)
    {
        var score = DetectionScore.Of(findings, new GroundTruth(truth.ToDictionary(static t => t.Account, static t => new AccountTruth(t.Campaign, t.Group), StringComparer.Ordinal)));
        var before = Before(findings);
        var hidden = truth.Where(static t => t.Campaign).ToList();
        var all = new SweepScore(
            score.RecallAtReview, score.Review.All == 0 ? double.NaN : score.PrecisionAtReview,
            DetectionScore.Share(score.Act.True, score.CampaignAccounts, double.NaN), Leak(hidden, before));
        var kinds = score.Campaigns.ToDictionary(
            static c => c.Group,
            c => new SweepScore(c.Recall, c.Recall > 0 ? c.Precision : double.NaN, c.AtAct, Leak(hidden.Where(t => t.Group == c.Group), before)),
            StringComparer.Ordinal);
        return new SweepWorld(seed, all, kinds);
    }

    // Of an account that is accused in part, what was served before is known of that part.
    private static Dictionary<string, double> Before(Findings findings)
    {
        var before = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var member in findings.Campaigns.Where(static c => c.Tier >= Tier.Review).SelectMany(static c => c.Members))
            before.TryAdd(member.Account, DetectionScore.Share(member.ExchangesBeforeAttach, member.Exchanges, 1));
        return before;
    }

    // What accounts that were never flagged sent was served in full, so a campaign that is missed leaks everything.
    private static double Leak(IEnumerable<Truth> accounts, Dictionary<string, double> before)
    {
        double served = 0, all = 0;
        foreach (var account in accounts)
        {
            served += before.TryGetValue(account.Account, out var share) ? share * account.Exchanges : account.Exchanges;
            all += account.Exchanges;
        }

        return DetectionScore.Share(served, all, double.NaN);
    }
}
