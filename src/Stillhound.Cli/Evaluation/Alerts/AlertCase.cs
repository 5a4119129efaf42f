using Stillhound.Simulation;

namespace Stillhound.Cli.Evaluation.Alerts;

/// <summary>How a campaign begins.</summary>
/// <param name="Accounts">Its accounts.</param>
/// <param name="Rate">Exchanges a day of each; as drawn when null.</param>
/// <param name="JoinHours">Hours over which its accounts join, each at its own time.</param>
internal sealed record AlertCase(int Accounts, double? Rate, double JoinHours)
{
    private const int Days = 10;
    private const double FirstStart = 3.5;
    private const double LastStart = 5.5;
    private const double GoldenRatio = 0.6180339887498949;

    /// <summary>
    /// Ten honest days with the campaign in them. It begins on the fourth to sixth day, at another hour with each seed, and takes turns
    /// and wording, identities and networks as they are drawn for its kind.
    /// </summary>
    /// <param name="seed">The world's seed.</param>
    /// <param name="honest">Honest accounts.</param>
    public WorldOptions World(ulong seed, int honest) => WorldPresets.Calm(seed, honest + Accounts) with
    {
        Campaigns =
        [
            new CampaignSpec(CampaignKind.Hydra)
            {
                Accounts = Accounts, Rate = Rate, JoinDays = JoinHours / 24, BanDay = -1, EndDay = Days,
                StartDay = FirstStart + ((LastStart - FirstStart) * (seed % 1000 * GoldenRatio % 1)),
            },
        ],
    };
}
