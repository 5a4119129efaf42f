namespace Stillhound.Server.Decisions.Policies;

/// <summary>Who has to agree before a decision is armed.</summary>
public sealed record ApprovalPolicy
{
    /// <summary>The strongest action that is armed without a person; null for none.</summary>
    public DecisionAction? Unattended { get; init; } = DecisionAction.Tag;

    /// <summary>Accounts above which a second person has to approve (and a first what would be unattended).</summary>
    public long SecondAboveAccounts { get; init; } = 200;

    /// <summary>Spend of the accounts in the last days above which a second person has to approve, in units of the price list's currency.</summary>
    public double SecondAboveSpend { get; init; } = 5000;

    /// <summary>Accounts that may join an approved decision without asking anew, as a share of those that were approved.</summary>
    public double GrowthShare { get; init; } = 0.5;

    /// <summary>Accounts that may join an approved decision without asking anew; the smaller of the two limits counts.</summary>
    public long GrowthAccounts { get; init; } = 100;

    /// <summary>How many people have to approve.</summary>
    /// <param name="action">The strongest action among what is decided together.</param>
    /// <param name="accounts">Accounts of all of it.</param>
    /// <param name="spendMicros">Their spend in the last days, in millionths.</param>
    /// <returns>0, 1 or 2.</returns>
    public int Needed(DecisionAction action, long accounts, long spendMicros)
    {
        if (action == DecisionAction.Observe && Unattended is not null)
            return 0;
        var large = accounts > SecondAboveAccounts || spendMicros > SecondAboveSpend * 1e6;
        return (action > Unattended || Unattended is null ? 1 : 0) + (large ? 1 : 0);
    }

    /// <summary>How many accounts may join before it is asked anew.</summary>
    /// <param name="approved">Accounts that were approved.</param>
    public long Growth(long approved) => (long)Math.Min(approved * GrowthShare, GrowthAccounts);
}
