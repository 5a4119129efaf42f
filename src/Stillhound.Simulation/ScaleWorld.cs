namespace Stillhound.Simulation;

/// <summary>
/// June-28m: one campaign of the size that a public letter of June 2026 names (24,975 accounts, 28.8 million exchanges in 45 days),
/// hidden in honest traffic of the usual mix.
/// </summary>
/// <param name="Seed">Decides everything that is not given.</param>
public sealed record ScaleWorld(ulong Seed)
{
    /// <summary>Days that the letter speaks of.</summary>
    public const int LetterDays = 45;

    private const int LetterAccounts = 24_975;
    private const double LetterExchanges = 28_800_000;
    private const int FewestAccounts = 10;

    /// <summary>Share of the whole size in all counts, above 0 to 1. Rates an account stay as they are.</summary>
    public double Fraction { get; init; } = 1;

    /// <summary>Honest accounts at the whole size.</summary>
    public int HonestAccounts { get; init; } = 1_000_000;

    /// <summary>The campaign's share of all exchanges, above 0 to below 1.</summary>
    public double Share { get; init; } = 0.25;

    /// <summary>Length in days; the campaign sends as much a day in a shorter world.</summary>
    public int Days { get; init; } = LetterDays;

    /// <summary>Accounts of the campaign.</summary>
    public int CampaignAccounts => Math.Max(FewestAccounts, (int)Math.Round(LetterAccounts * Fraction));

    /// <summary>Exchanges that the campaign is meant to make.</summary>
    public double CampaignExchanges => LetterExchanges / LetterAccounts * CampaignAccounts * Days / LetterDays;

    /// <summary>The world.</summary>
    public WorldOptions Options()
    {
        var rate = LetterExchanges / LetterAccounts / LetterDays;
        // Accounts come one after the other and some are lost, so that those that are there send more than the mean of all.
        var alone = World.Create(Alone(rate)).ExpectedExchanges;
        var options = Alone(rate * CampaignExchanges / alone);
        return options with
        {
            Accounts = options.Accounts + Math.Max(1, (int)Math.Round(HonestAccounts * Fraction)),
            Exchanges = (long)(CampaignExchanges / Share),
        };
    }

    private WorldOptions Alone(double rate) => new()
    {
        Seed = Seed,
        Days = Days,
        Accounts = CampaignAccounts,
        Campaigns = [new CampaignSpec(CampaignKind.Hydra) { Name = "june-28m", Accounts = CampaignAccounts, Rate = rate, StartDay = 0, EndDay = Days }],
    };
}
