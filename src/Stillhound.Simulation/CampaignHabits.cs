namespace Stillhound.Simulation;

/// <summary>
/// What a campaign does to look like strangers, beyond what the dials of <see cref="CampaignSpec"/> say. Each habit can be had
/// alone; all at their first values leave a campaign as it was drawn. Shares run from 0 to 1.
/// </summary>
public sealed record CampaignHabits
{
    /// <summary>Share of items on subjects that belong to the account, so that accounts differ as people do.</summary>
    public double OwnTopics { get; init; }

    /// <summary>Share of accounts that send in sittings, at the hours of a person where the account claims to be.</summary>
    public double ClaimedHours { get; init; }

    /// <summary>Deviation of the logarithm of loads over accounts, 0 to 2; as drawn when null. People have 0.7 to 1.25.</summary>
    public double? LoadSpread { get; init; }

    /// <summary>Share of accounts that were bought from strangers: old, with their owners' means of payment and past traffic.</summary>
    public double Aged { get; init; }

    /// <summary>Share of accounts with a client, parameters and system prompt of their own.</summary>
    public double OwnClients { get; init; }

    /// <summary>Share of accounts that send everything from one or two household addresses where the account claims to be.</summary>
    public double HomeNetworks { get; init; }

    /// <summary>Share of the campaign's life over which accounts join and, later, leave, each at its own time; as drawn when null.</summary>
    public double? Joins { get; init; }

    /// <summary>Most exchanges a day of one account on average; null for none.</summary>
    public double? Quota { get; init; }

    /// <summary>Whether a second pool with templates, clients and identities of its own takes over when the first is suspended.</summary>
    public bool TwoPools { get; init; }

    /// <summary>Share of the harvest that goes through accounts of a reseller beside its honest end users, at most 0.9.</summary>
    public double Reseller { get; init; }
}
