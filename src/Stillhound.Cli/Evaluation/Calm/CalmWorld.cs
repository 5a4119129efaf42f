using Stillhound.Core.Campaigns;

namespace Stillhound.Cli.Evaluation.Calm;

/// <summary>What a scan said of one world without any campaign. All of it is false.</summary>
/// <param name="Seed">What the world was made from.</param>
/// <param name="Accounts">Accounts with traffic.</param>
/// <param name="Days">Its length.</param>
/// <param name="Campaigns">Campaigns that stand at the end.</param>
/// <param name="Flagged">Accounts in them, each at its highest tier.</param>
/// <param name="Sooner">The highest tier at which any search judged any cohort, those that fell again included; null for none.</param>
/// <param name="Errors">What the engine said of its own errors.</param>
/// <param name="Kinds">The same by benign kind. A campaign is of the kind that most of its members are.</param>
internal sealed record CalmWorld(ulong Seed, int Accounts, int Days, TierCounts Campaigns, TierCounts Flagged, Tier? Sooner, CalmErrors Errors, IReadOnlyList<CalmKind> Kinds)
{
    /// <summary>False campaigns at act, one at least where any search judged a cohort to stand there.</summary>
    public int EverAtAct => Math.Max(Campaigns.Act, Sooner >= Tier.Act ? 1 : 0);

    /// <summary>Tells what is false in findings of a world whose truth knows no campaign.</summary>
    public static CalmWorld Of(ulong seed, int days, Findings findings, GroundTruth truth, Tier? sooner, CalmErrors errors = default)
    {
        string KindOf(string account) => truth.Accounts.TryGetValue(account, out var t) ? t.Group : "unknown";
        var highest = new Dictionary<string, Tier>(StringComparer.Ordinal);
        var campaigns = new List<(string Kind, Tier Tier)>();
        foreach (var campaign in findings.Campaigns)
        {
            if (campaign.LikelyOf is null)
                campaigns.Add((campaign.Members.CountBy(m => KindOf(m.Account), StringComparer.Ordinal).OrderByDescending(static k => k.Value).ThenBy(static k => k.Key, StringComparer.Ordinal).First().Key, campaign.Tier));
            foreach (var member in campaign.Members)
                highest[member.Account] = highest.TryGetValue(member.Account, out var tier) && tier > campaign.Tier ? tier : campaign.Tier;
        }

        var flagged = highest.Select(h => (Kind: KindOf(h.Key), Tier: h.Value)).ToList();
        var accounts = truth.Accounts.Values.CountBy(static a => a.Group, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return new CalmWorld(
            seed, truth.Accounts.Count, days, TierCounts.Of(campaigns.Select(static c => c.Tier)), TierCounts.Of(flagged.Select(static f => f.Tier)), sooner, errors + CalmErrors.Of(findings.Errors),
            [.. accounts.Keys.Order(StringComparer.Ordinal).Select(kind => new CalmKind(
                kind, accounts[kind], TierCounts.Of(campaigns.Where(c => c.Kind == kind).Select(static c => c.Tier)), TierCounts.Of(flagged.Where(f => f.Kind == kind).Select(static f => f.Tier))))]);
    }
}

/// <summary>What was false of one benign kind.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Accounts">Its accounts.</param>
/// <param name="Campaigns">Campaigns most of whose members are of it.</param>
/// <param name="Flagged">Its accounts in campaigns, each at its highest tier.</param>
internal sealed record CalmKind(string Kind, int Accounts, TierCounts Campaigns, TierCounts Flagged)
{
    public CalmKind Plus(CalmKind other) => new(Kind, Accounts + other.Accounts, Campaigns + other.Campaigns, Flagged + other.Flagged);
}

/// <summary>How many stand at each tier and at none above it.</summary>
internal readonly record struct TierCounts(int Watch, int Review, int Act)
{
    public static TierCounts Of(IEnumerable<Tier> tiers)
    {
        var counts = default(TierCounts);
        foreach (var tier in tiers)
            counts += new TierCounts(tier == Tier.Watch ? 1 : 0, tier == Tier.Review ? 1 : 0, tier == Tier.Act ? 1 : 0);
        return counts;
    }

    public static TierCounts operator +(TierCounts a, TierCounts b) => new(a.Watch + b.Watch, a.Review + b.Review, a.Act + b.Act);

    public bool Any => Watch + Review + Act > 0;
}
