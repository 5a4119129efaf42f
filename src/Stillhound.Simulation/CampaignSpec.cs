namespace Stillhound.Simulation;

/// <summary>
/// One campaign with its dials. A dial left null is drawn from the world's seed around the kind's default: some campaigns
/// are careful and some are sloppy. Shares run from 0 to 1.
/// </summary>
/// <param name="Kind">What it does.</param>
public sealed record CampaignSpec(CampaignKind Kind)
{
    /// <summary>Name in the truth; the kind's name and a number when null.</summary>
    public string? Name { get; init; }

    /// <summary>Accounts over its whole life, at least 1.</summary>
    public int? Accounts { get; init; }

    /// <summary>Harvesting exchanges a day per active account.</summary>
    public double? Rate { get; init; }

    /// <summary>0: workers wake together on a tick; 1: each at its own moments.</summary>
    public double? Jitter { get; init; }

    /// <summary>0: the wording around the items is fixed; 1: every choice of wording is made anew.</summary>
    public double? Rewording { get; init; }

    /// <summary>Share of honest-looking traffic in each account; below 0.95.</summary>
    public double? Mixing { get; init; }

    /// <summary>Share of accounts that share means of payment, devices and sign-up addresses with others.</summary>
    public double? IdentityReuse { get; init; }

    /// <summary>0: every account has networks of its own; 1: all use the same few.</summary>
    public double? NetworkReuse { get; init; }

    /// <summary>0: round the clock; 1: the shape of a person's day.</summary>
    public double? HumanRhythm { get; init; }

    /// <summary>Probability of a follow-up turn.</summary>
    public double? Turns { get; init; }

    /// <summary>First day, from 0.</summary>
    public double? StartDay { get; init; }

    /// <summary>Last day; the end of the world when null.</summary>
    public double? EndDay { get; init; }

    /// <summary>Days over which accounts join, each at its own time, where no pools or lanes say otherwise; as drawn when null.</summary>
    public double? JoinDays { get; init; }

    /// <summary>Day on which the first pool is suspended, for kinds that have pools; negative for never.</summary>
    public double? BanDay { get; init; }

    /// <summary>What it does to look like strangers; null for nothing beyond its dials.</summary>
    public CampaignHabits? Habits { get; init; }
}
