using Stillhound.Simulation;

namespace Stillhound.Cli.Evaluation.Evasion;

/// <summary>One world of a sweep: every kind of campaign once, one dial set for all of them.</summary>
/// <param name="Dial">The dial.</param>
/// <param name="Value">Its value.</param>
/// <param name="Seed">The world's seed.</param>
/// <param name="Accounts">Accounts of the world when campaigns are as large as they are drawn.</param>
internal sealed record EvasionWorld(EvasionDial Dial, double Value, ulong Seed, int Accounts)
{
    // Campaigns of the preset take about this share of its accounts.
    private const double CampaignShare = 0.14;

    private static readonly CampaignKind[] Kinds = Enum.GetValues<CampaignKind>();

    /// <summary>
    /// The quick preset with honest rates as they are drawn: were the exchanges given too, busier campaigns would leave less
    /// honest traffic, and two things would change at once. For the same reason the honest accounts are held still when
    /// campaigns grow.
    /// </summary>
    public WorldOptions Options() => WorldPresets.Quick(Seed) with
    {
        Exchanges = null,
        Accounts = Dial.Name == EvasionDial.Accounts ? (int)(Accounts * (1 - CampaignShare)) + (Kinds.Length * (int)Value) : Accounts,
        Campaigns = [.. Kinds.Select(kind => Dial.Set(new CampaignSpec(kind) { Name = KindNames.Of(kind) }, Value))],
    };
}
