using Stillhound.Core.Campaigns;
using Stillhound.Simulation;

namespace Stillhound.Cli.Evaluation.Scale;

/// <summary>What findings of a world with one campaign are worth.</summary>
internal sealed record ScaleDetection
{
    /// <summary>Event time from the campaign's first day to the first search that had most of a finding right; null when none did.</summary>
    public required TimeSpan? Detected { get; init; }

    /// <summary>Share of the exchanges of flagged accounts that came before their account was flagged.</summary>
    public required double Leak { get; init; }

    /// <summary>The same with all exchanges of accounts that were never flagged counted as leaked.</summary>
    public required double LeakOfAll { get; init; }

    /// <summary>The campaign's accounts and those of all others, found and not.</summary>
    public required DetectionScore Score { get; init; }

    /// <summary>Compares findings with the truth of a world whose only campaign begins with it.</summary>
    public static ScaleDetection Of(Findings findings, IReadOnlyList<Truth> truth, DateTimeOffset start)
    {
        var known = new GroundTruth(truth.ToDictionary(static t => t.Account, static t => new AccountTruth(t.Campaign, t.Group), StringComparer.Ordinal));
        bool IsTrue(MemberFinding member) => known.Accounts.TryGetValue(member.Account, out var t) && t.Campaign;
        var right = findings.Campaigns.Where(c => c.Tier >= Tier.Review && c.Members.Count(IsTrue) * 2 > c.Members.Count).ToList();
        var before = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var member in findings.Campaigns.Where(static c => c.Tier >= Tier.Review).SelectMany(static c => c.Members).Where(IsTrue))
            before.TryAdd(member.Account, member.ExchangesBeforeAttach);
        double leaked = 0, flagged = 0, unflagged = 0;
        foreach (var account in truth.Where(static t => t.Campaign))
        {
            if (!before.TryGetValue(account.Account, out var count))
            {
                unflagged += account.Exchanges;
                continue;
            }

            leaked += Math.Min(count, account.Exchanges);
            flagged += account.Exchanges;
        }

        return new ScaleDetection
        {
            Detected = right.Min(static c => c.DetectedAt) - start,
            Leak = DetectionScore.Share(leaked, flagged, double.NaN),
            LeakOfAll = DetectionScore.Share(leaked + unflagged, flagged + unflagged, double.NaN),
            Score = DetectionScore.Of(findings, known),
        };
    }
}
