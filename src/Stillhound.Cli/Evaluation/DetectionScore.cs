using Stillhound.Core.Campaigns;

namespace Stillhound.Cli.Evaluation;

/// <summary>Findings compared with the truth.</summary>
internal sealed record DetectionScore
{
    /// <summary>One row a true campaign.</summary>
    public required IReadOnlyList<CampaignScore> Campaigns { get; init; }

    /// <summary>One row a benign kind.</summary>
    public required IReadOnlyList<BenignScore> Benign { get; init; }

    /// <summary>Accounts flagged at review or above that belong to campaigns, and all that are flagged.</summary>
    public required (int True, int All) Review { get; init; }

    /// <summary>The same at act.</summary>
    public required (int True, int All) Act { get; init; }

    /// <summary>Accounts that belong to campaigns.</summary>
    public required int CampaignAccounts { get; init; }

    public double PrecisionAtReview => Share(Review.True, Review.All, 1);

    public double PrecisionAtAct => Share(Act.True, Act.All, 1);

    public double RecallAtReview => Share(Review.True, CampaignAccounts, 0);

    /// <summary>Compares. Accounts that the truth does not know count as benign of kind <c>unknown</c>.</summary>
    public static DetectionScore Of(Findings findings, GroundTruth truth)
    {
        var flagged = new Dictionary<string, (CampaignFinding Campaign, MemberFinding Member)>(StringComparer.Ordinal);
        foreach (var campaign in findings.Campaigns.Where(static c => c.Tier >= Tier.Review))
        {
            foreach (var member in campaign.Members)
                flagged.TryAdd(member.Account, (campaign, member));
        }

        bool IsTrue(string account) => truth.Accounts.TryGetValue(account, out var t) && t.Campaign;
        var act = flagged.Where(static f => f.Value.Campaign.Tier == Tier.Act).ToList();
        return new DetectionScore
        {
            Campaigns = [.. truth.Accounts.Where(static a => a.Value.Campaign).GroupBy(static a => a.Value.Group, StringComparer.Ordinal)
                .OrderBy(static g => g.Key, StringComparer.Ordinal).Select(g => CampaignScore.Of(g.Key, [.. g.Select(static a => a.Key)], flagged, truth))],
            Benign = [.. truth.Accounts.Where(static a => !a.Value.Campaign).GroupBy(static a => a.Value.Group, StringComparer.Ordinal)
                .OrderBy(static g => g.Key, StringComparer.Ordinal).Select(g => BenignScore.Of(g.Key, [.. g.Select(static a => a.Key)], flagged))],
            Review = (flagged.Count(f => IsTrue(f.Key)), flagged.Count),
            Act = (act.Count(f => IsTrue(f.Key)), act.Count),
            CampaignAccounts = truth.Accounts.Count(static a => a.Value.Campaign),
        };
    }

    internal static double Share(double part, double whole, double empty) => whole == 0 ? empty : part / whole;
}

/// <summary>One true campaign.</summary>
/// <param name="Group">Its name.</param>
/// <param name="Accounts">Its accounts.</param>
/// <param name="Recall">Share of them flagged at review or above.</param>
/// <param name="AtAct">Share of them flagged at act.</param>
/// <param name="Precision">Share of true members in the found campaigns that hold most of them; 1 when none was found.</param>
/// <param name="Pieces">Found campaigns that hold at least a twentieth of the flagged accounts; accounts that likely belong to one count with it.</param>
/// <param name="Leak">Share of its exchanges that came before their account was flagged, among flagged accounts, with unflagged accounts' exchanges counted as missed elsewhere.</param>
internal sealed record CampaignScore(string Group, int Accounts, double Recall, double AtAct, double Precision, int Pieces, double Leak)
{
    public static CampaignScore Of(
        string group, List<string> accounts, Dictionary<string, (CampaignFinding Campaign, MemberFinding Member)> flagged, GroundTruth truth)
    {
        var found = accounts.Where(flagged.ContainsKey).ToList();
        var pieces = found.GroupBy(a => flagged[a].Campaign.Id, StringComparer.Ordinal).Where(p => p.Count() * 20 >= found.Count).ToList();
        var members = pieces.SelectMany(p => flagged[p.First()].Campaign.Members).ToList();
        var right = members.Count(m => truth.Accounts.TryGetValue(m.Account, out var t) && t.Campaign);
        double before = found.Sum(a => flagged[a].Member.ExchangesBeforeAttach), all = found.Sum(a => flagged[a].Member.Exchanges);
        return new CampaignScore(
            group, accounts.Count, (double)found.Count / accounts.Count,
            (double)found.Count(a => flagged[a].Campaign.Tier == Tier.Act) / accounts.Count,
            DetectionScore.Share(right, members.Count, 1), pieces.Select(p => flagged[p.First()].Campaign).Select(static c => c.LikelyOf ?? c.Id).Distinct(StringComparer.Ordinal).Count(), DetectionScore.Share(before, all, 1));
    }
}

/// <summary>One benign kind.</summary>
/// <param name="Kind">Its name.</param>
/// <param name="Accounts">Its accounts.</param>
/// <param name="Flagged">How many are flagged at review or above.</param>
/// <param name="AtAct">How many are flagged at act.</param>
internal sealed record BenignScore(string Kind, int Accounts, int Flagged, int AtAct)
{
    public static BenignScore Of(string kind, List<string> accounts, Dictionary<string, (CampaignFinding Campaign, MemberFinding Member)> flagged)
    {
        var found = accounts.Where(flagged.ContainsKey).ToList();
        return new BenignScore(kind, accounts.Count, found.Count, found.Count(a => flagged[a].Campaign.Tier == Tier.Act));
    }
}
