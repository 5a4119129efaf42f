namespace Stillhound.Core.ErrorControl;

/// <summary>What a run was allowed in false accusations, what its decoys counted, and what is only modelled.</summary>
public sealed record ErrorReport
{
    /// <summary>What the operator allows.</summary>
    public required FalseAccusationBudget Budget { get; init; }

    /// <summary>Days of all accounts together, each from its first exchange to the last search.</summary>
    public required double AccountDays { get; init; }

    /// <summary>Mean number of false campaigns at act that the budget came to by the last search.</summary>
    public required double Granted { get; init; }

    /// <summary>Searches that were held.</summary>
    public required int Searches { get; init; }

    /// <summary>Cohorts of the last search that share the budget.</summary>
    public required int Followed { get; init; }

    /// <summary>Honest groups of this log that went through the last full search beside the cohorts.</summary>
    public required int Decoys { get; init; }

    /// <summary>Groups that were left out because more than a third of their accounts stand in campaigns.</summary>
    public required int DecoysSuspect { get; init; }

    /// <summary>Counted: decoys that would have stood at review or above.</summary>
    public required int DecoysAtReview { get; init; }

    /// <summary>Counted: decoys that would have stood at act, the budget apart.</summary>
    public required int DecoysAtAct { get; init; }

    /// <summary>Counted: decoys that the tail was read from.</summary>
    public required int DecoysBeyond { get; init; }

    /// <summary>Modelled: units of log-10 odds over which honest groups become ten times rarer; at least 1.</summary>
    public required double TailDecades { get; init; }

    /// <summary>Modelled: cohorts of the last search that chance brings to the odds of tier act, at most, before the budget is asked.</summary>
    public required double ExpectedByChance { get; init; }

    /// <summary>Campaigns at review that only the budget keeps from act.</summary>
    public required int HeldBack { get; init; }
}

/// <summary>How one campaign stands with the budget of false accusations.</summary>
/// <param name="PValue">Modelled: how often an honest cohort scores as much as its last cohort did.</param>
/// <param name="EValue">The e-value of that cohort; 0 below the odds of tier act.</param>
/// <param name="Accrued">What it has accrued over searches; 1 is enough for act, less where several pass together.</param>
/// <param name="HeldBack">Whether only the budget keeps it from act.</param>
public sealed record CampaignError(double PValue, double EValue, double Accrued, bool HeldBack);
