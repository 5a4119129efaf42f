using Stillhound.Core.Campaigns;

namespace Stillhound.Server.Decisions.Projection;

/// <summary>What the ledger says of one campaign.</summary>
internal sealed class StandingCampaign(string id)
{
    public string Id { get; } = id;

    /// <summary>The verdict that was recorded last; null when only decisions name it.</summary>
    public CampaignJudged? Judged { get; set; }

    public DateTimeOffset JudgedAt { get; set; }

    public Tier? Tier => Judged?.Tier;

    /// <summary>Who dismissed it; null while nobody did.</summary>
    public Dismissed? Dismissal { get; set; }

    public DateTimeOffset DismissedAt { get; set; }

    /// <summary>Accounts that a person cleared.</summary>
    public HashSet<string> ClearedAccounts { get; } = new(StringComparer.Ordinal);

    /// <summary>The decision that holds; null without.</summary>
    public StandingDecision? Active { get; set; }

    /// <summary>The proposal that waits; null without.</summary>
    public StandingDecision? Open { get; set; }

    /// <summary>What a person last said no to or took back, and with how many accounts; the same is not proposed again.</summary>
    public (Proposed Terms, long Accounts)? Refused { get; set; }
}
