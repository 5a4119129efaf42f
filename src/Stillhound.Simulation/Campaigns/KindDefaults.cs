namespace Stillhound.Simulation.Campaigns;

/// <summary>
/// Usual dials of a kind. Rates follow public reports where they give any: 5.6 a day for a relay, 13 to 26 for spread
/// accounts, hundreds for rotated ones.
/// </summary>
internal sealed record KindDefaults(double Accounts, double Rate, double Jitter, double Rewording, double HumanRhythm, double Turns)
{
    public static KindDefaults Of(CampaignKind kind) => kind switch
    {
        CampaignKind.Hydra => new(160, 12, 0.6, 0.15, 0.3, 0.03),
        CampaignKind.FixedPrompt => new(160, 9, 0.5, 0.03, 0.2, 0.05),
        CampaignKind.Relay => new(140, 5.6, 0.9, 0.1, 0.85, 0.2),
        CampaignKind.Rotated => new(40, 120, 0.5, 0.1, 0.2, 0.03),
        CampaignKind.Grading => new(110, 8, 0.5, 0.1, 0.2, 0.02),
        CampaignKind.Reworded => new(110, 6, 0.7, 0.93, 0.4, 0.05),
        CampaignKind.Pivot => new(110, 8, 0.5, 0.12, 0.3, 0.04),
        CampaignKind.Probing => new(60, 9, 0.6, 0.5, 0.3, 0.05),
        CampaignKind.Templates => new(100, 7, 0.5, 0.08, 0.3, 0.03),
        CampaignKind.Agentic => new(90, 10, 0.6, 0.15, 0.3, 0.6),
        _ => new(90, 6, 0.5, 0.1, 0.3, 0.02),
    };
}
