using Stillhound.Core.ErrorControl;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Regions;

namespace Stillhound.Core.Engine;

/// <summary>How the engine works. Validated when an engine is made.</summary>
public sealed record EngineOptions
{
    /// <summary>Event time between sweeps. From one second to one day; default 10 minutes.</summary>
    public TimeSpan Sweep { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How far out of order an exchange may come. From zero to 30 days; default 10 minutes.</summary>
    public TimeSpan Lateness { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Fewest accounts that a cohort may have. At least 3; default 8.</summary>
    public int SmallestCohort { get; init; } = 8;

    /// <summary>Least event time between two searches for new cohorts. They wait longer until traffic has grown by a fifth. Default 6 hours.</summary>
    public TimeSpan Search { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Event time after which a search no longer waits for traffic to grow. At most 365 days; below <see cref="Search"/> it changes nothing. Default 2 days.</summary>
    public TimeSpan SearchAtLatest { get; init; } = TimeSpan.FromDays(2);

    /// <summary>Whether sweeps look for campaigns that have only begun, among accounts in their first exchanges. Default no.</summary>
    public bool Early { get; init; }

    /// <summary>Log-10 odds of a campaign, before any evidence, for a proposed cohort. Default -1.05: one in eleven.</summary>
    public double PriorLog10Odds { get; init; } = -1.05;

    /// <summary>Log-10 posterior odds from which a campaign stands at tier review. Default -0.1: four in nine.</summary>
    public double ReviewLog10Odds { get; init; } = -0.1;

    /// <summary>Log-10 posterior odds from which a campaign may stand at tier act. Default 2.</summary>
    public double ActLog10Odds { get; init; } = 2;

    /// <summary>How many false campaigns at tier act the operator allows.</summary>
    public FalseAccusationBudget FalseAccusations { get; init; } = new();

    /// <summary>Share of findings about single accounts at tier review that chance may account for. Above 0, at most 0.5; default 0.05.</summary>
    public double AccountFalseDiscoveryRate { get; init; } = 0.05;

    /// <summary>What is made of contradictions between claimed country and traffic. Off unless the operator asks for it.</summary>
    public RegionPolicy Region { get; init; } = new();

    /// <summary>What the bits of an exchange's labels stand for, at most 30. Named in findings; nothing is decided by them.</summary>
    public IReadOnlyList<ContextLabel> ContextLabels { get; init; } = [];

    /// <summary>Throws when a value is out of range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range; its message names the option.</exception>
    public void Validate()
    {
        Check(Sweep, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), nameof(Sweep), "sweep must be from 1s to 1d");
        Check(Lateness, TimeSpan.Zero, TimeSpan.FromDays(30), nameof(Lateness), "lateness must be from 0s to 30d");
        Check(Search, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30), nameof(Search), "search must be from 1m to 30d");
        Check(SearchAtLatest, TimeSpan.FromMinutes(1), TimeSpan.FromDays(365), nameof(SearchAtLatest), "search_at_latest must be from 1m to 365d");
        if (SmallestCohort is < 3 or > 100_000)
            throw new ArgumentOutOfRangeException(nameof(SmallestCohort), SmallestCohort, "smallest_cohort must be from 3 to 100000");
        if (ContextLabels.Count > ContextLabel.Most)
            throw new ArgumentOutOfRangeException(nameof(ContextLabels), ContextLabels.Count, $"lists may say at most {ContextLabel.Most} things in all");
        if (!double.IsFinite(PriorLog10Odds))
            throw new ArgumentOutOfRangeException(nameof(PriorLog10Odds), PriorLog10Odds, "prior must be a number");
        if (!(AccountFalseDiscoveryRate is > 0 and <= 0.5))
            throw new ArgumentOutOfRangeException(nameof(AccountFalseDiscoveryRate), AccountFalseDiscoveryRate, "account_false_discovery_rate must be above 0 and at most 0.5");
        FalseAccusations.Validate();
        if (Region.Served.Count > 0 && Region.NotServed.Count > 0)
            throw new ArgumentOutOfRangeException("RegionalAccess", "served and not_served", "regional_access: give served or not_served, not both");
        if (!(ActLog10Odds >= ReviewLog10Odds))
            throw new ArgumentOutOfRangeException(nameof(ActLog10Odds), ActLog10Odds, "act_log10_odds must not be below review_log10_odds");
    }

    private static void Check(TimeSpan value, TimeSpan least, TimeSpan most, string name, string message)
    {
        if (value < least || value > most)
            throw new ArgumentOutOfRangeException(name, value, message);
    }
}
