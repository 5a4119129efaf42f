using Stillhound.Simulation;

namespace Stillhound.Cli.Evaluation.Evasion;

/// <summary>One thing that a campaign can turn to be harder to find, or that makes it easier.</summary>
/// <param name="Name">Its name, as campaigns are written on the command line.</param>
/// <param name="Meaning">What its values mean, in words without a full stop.</param>
/// <param name="Least">The first value of a sweep.</param>
/// <param name="Most">The last value of a sweep.</param>
/// <param name="Share">Whether its values are shares, swept in even steps; otherwise they are numbers, swept in even ratios.</param>
/// <param name="Set">Sets it.</param>
internal sealed record EvasionDial(string Name, string Meaning, double Least, double Most, bool Share, Func<CampaignSpec, double, CampaignSpec> Set)
{
    /// <summary>The dial that decides how many accounts a world needs.</summary>
    public const string Accounts = "accounts";

    /// <summary>All of them, in the order of tables.</summary>
    public static IReadOnlyList<EvasionDial> All { get; } =
    [
        new("jitter", "From workers that wake together to workers that each wake at moments of their own", 0, 1, true, static (c, v) => c with { Jitter = v }),
        new("rewording", "From fixed words around the items to every choice of words made anew", 0, 1, true, static (c, v) => c with { Rewording = v }),
        new("mixing", "Share of honest-looking traffic in each account", 0, 0.9, true, static (c, v) => c with { Mixing = v }),
        new("rate", "Harvesting exchanges a day of each account", 1, 32, false, static (c, v) => c with { Rate = v }),
        new(Accounts, "Accounts of each campaign", 4, 128, false, static (c, v) => c with { Accounts = (int)v }),
        new("identity", "Share of accounts that share means of payment, devices or sign-up addresses with others", 0, 1, true, static (c, v) => c with { IdentityReuse = v }),
        new("network", "From networks of each account's own to the same few for all", 0, 1, true, static (c, v) => c with { NetworkReuse = v }),
        new("human", "From round the clock to the shape of a person's day", 0, 1, true, static (c, v) => c with { HumanRhythm = v }),
        new("topics", "Share of items on subjects that belong to the account", 0, 1, true, static (c, v) => c with { Habits = Habits(c) with { OwnTopics = v } }),
        new("hours", "Share of accounts that send in sittings at the hours of where they claim to be", 0, 1, true, static (c, v) => c with { Habits = Habits(c) with { ClaimedHours = v } }),
        new("spread", "Deviation of the logarithm of loads over accounts", 0, 1.5, true, static (c, v) => c with { Habits = Habits(c) with { LoadSpread = v } }),
        new("turns", "Probability of a follow-up turn", 0, 0.75, true, static (c, v) => c with { Turns = v, Habits = Habits(c) }),
        new("aged", "Share of accounts that were bought from strangers", 0, 1, true, static (c, v) => c with { Habits = Habits(c) with { Aged = v } }),
        new("clients", "Share of accounts with a client, parameters and system prompt of their own", 0, 1, true, static (c, v) => c with { Habits = Habits(c) with { OwnClients = v } }),
        new("homes", "Share of accounts that send everything from one household", 0, 1, true, static (c, v) => c with { Habits = Habits(c) with { HomeNetworks = v } }),
        new("joins", "Share of the campaign's life over which accounts come and go", 0, 1, true, static (c, v) => c with { Habits = Habits(c) with { Joins = v } }),
        new("reseller", "Share of the harvest that goes through a reseller's accounts", 0, 0.9, true, static (c, v) => c with { Habits = Habits(c) with { Reseller = v } }),
    ];

    private static CampaignHabits Habits(CampaignSpec spec) => spec.Habits ?? new CampaignHabits();

    /// <summary>The values of a sweep, both ends included.</summary>
    /// <param name="points">How many, at least 2.</param>
    public IReadOnlyList<double> Values(int points)
    {
        var values = new double[points];
        for (var i = 0; i < points; i++)
        {
            var way = (double)i / (points - 1);
            values[i] = Share ? Math.Round(Least + ((Most - Least) * way), 3) : Math.Round(Least * Math.Pow(Most / Least, way), Name == Accounts ? 0 : 1);
        }

        // Where there are more points than whole numbers, some would come twice.
        return [.. values.Distinct()];
    }
}
