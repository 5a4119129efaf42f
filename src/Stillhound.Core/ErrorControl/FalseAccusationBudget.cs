namespace Stillhound.Core.ErrorControl;

/// <summary>How many groups of honest accounts the operator is prepared to see at tier act, on average.</summary>
public sealed record FalseAccusationBudget
{
    // Half of what a log is allowed is granted in its first day, half of the rest in the next two.
    private const double HalfDays = 1;

    /// <summary>Expected number in a log, however short. 0 to 1; default 0.01.</summary>
    public double PerLog { get; init; } = 0.01;

    /// <summary>
    /// Expected number for every million account-days beyond that; an account counts for each day since its first exchange. 0 to
    /// 1,000,000; default 1, which is 365 for a million account-years.
    /// </summary>
    public double PerMillionAccountDays { get; init; } = 1;

    /// <summary>Share of the campaigns at act that may be false where there are several. Above 0, at most 0.5; default 0.05.</summary>
    public double FalseDiscoveryRate { get; init; } = 0.05;

    /// <summary>What has been granted by some event time. It never falls, and is known before the log is read on.</summary>
    /// <param name="days">Days since the first exchange.</param>
    /// <param name="accountDays">Account-days until then.</param>
    public double GrantedBy(double days, double accountDays) => (PerLog * days / (days + HalfDays)) + (PerMillionAccountDays * accountDays / 1e6);

    /// <summary>Throws when a value is out of range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range; its message names the option.</exception>
    public void Validate()
    {
        const string Key = "FalseAccusations";
        if (!(PerLog is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(Key, PerLog, "false_accusations.per_log must be from 0 to 1");
        if (!(PerMillionAccountDays is >= 0 and <= 1_000_000))
            throw new ArgumentOutOfRangeException(Key, PerMillionAccountDays, "false_accusations.per_million_account_days must be from 0 to 1000000");
        if (!(FalseDiscoveryRate is > 0 and <= 0.5))
            throw new ArgumentOutOfRangeException(Key, FalseDiscoveryRate, "false_accusations.false_discovery_rate must be above 0 and at most 0.5");
    }
}
