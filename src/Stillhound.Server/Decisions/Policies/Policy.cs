using System.Security.Cryptography;
using Stillhound.Core.Campaigns;

namespace Stillhound.Server.Decisions.Policies;

/// <summary>Whether decisions are carried out.</summary>
public enum PolicyMode : byte
{
    /// <summary>Everything is decided and nothing is carried out.</summary>
    Simulate,

    /// <summary>What is armed is carried out.</summary>
    Enforce,
}

/// <summary>What traffic costs, in any one currency.</summary>
/// <param name="InputPerMillion">A million tokens read.</param>
/// <param name="OutputPerMillion">A million tokens written.</param>
public sealed record PriceList(double InputPerMillion = 3, double OutputPerMillion = 15);

/// <summary>What follows from a verdict. Immutable; its <see cref="Version"/> names all of it.</summary>
public sealed record Policy
{
    /// <summary>Whether decisions are carried out.</summary>
    public PolicyMode Mode { get; init; }

    /// <summary>What campaigns at tier watch get; null for no decision.</summary>
    public LadderStep? Watch { get; init; }

    /// <summary>What campaigns at tier review get.</summary>
    public LadderStep? Review { get; init; } = new(DecisionAction.Tag);

    /// <summary>What campaigns at tier act get.</summary>
    public LadderStep? Act { get; init; } = new(DecisionAction.CapTokens, TokensPerDay: 200_000);

    /// <summary>What accounts get that likely, but not surely, belong to a campaign at tier act.</summary>
    public LadderStep? Likely { get; init; } = new(DecisionAction.Tag);

    /// <summary>What single campaigns get in place of what their tier gets; null for no decision.</summary>
    public IReadOnlyDictionary<string, LadderStep?> Campaigns { get; init; } = new SortedDictionary<string, LadderStep?>(StringComparer.Ordinal);

    /// <summary>Members below this confidence are left out, 0 to 1.</summary>
    public double LeastConfidence { get; init; } = 0.5;

    /// <summary>The strongest action that may hit an account of which only a part is accused.</summary>
    public DecisionAction PartsAtMost { get; init; } = DecisionAction.Tag;

    /// <summary>How long a decision holds.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The last days, for exchanges and spend in a blast radius.</summary>
    public TimeSpan Recent { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Whom no decision covers.</summary>
    public Protection Protection { get; init; } = new();

    /// <summary>Who has to agree.</summary>
    public ApprovalPolicy Approval { get; init; } = new();

    /// <summary>What traffic costs.</summary>
    public PriceList Prices { get; init; } = new();

    /// <summary>Names this policy: <c>p-</c> and eight hexadecimal digits of the SHA-256 of its text.</summary>
    public string Version => "p-" + Convert.ToHexStringLower(SHA256.HashData(PolicyText.Of(this)))[..8];

    /// <summary>What a campaign gets; null for no decision.</summary>
    public LadderStep? StepFor(CampaignFinding campaign)
    {
        if (Campaigns.TryGetValue(campaign.Id, out var own))
            return own;
        if (campaign.LikelyOf is not null)
            return Likely;
        return campaign.Tier switch { Tier.Act => Act, Tier.Review => Review, _ => Watch };
    }

    /// <summary>The reason code of a decision about a campaign: <c>campaign_</c> and <c>watch</c>, <c>review</c>, <c>act</c>, <c>likely</c> or <c>set</c>.</summary>
    public string ReasonFor(CampaignFinding campaign)
    {
        if (Campaigns.ContainsKey(campaign.Id))
            return "campaign_set";
        return campaign.LikelyOf is not null ? "campaign_likely" : campaign.Tier switch { Tier.Act => "campaign_act", Tier.Review => "campaign_review", _ => "campaign_watch" };
    }
}
