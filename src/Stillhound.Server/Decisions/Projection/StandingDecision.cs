namespace Stillhound.Server.Decisions.Projection;

/// <summary>Where a decision is in its life.</summary>
internal enum DecisionState : byte
{
    /// <summary>Its accounts are written down; it is not proposed yet.</summary>
    Unfinished,

    /// <summary>It waits for approval.</summary>
    Proposed,

    /// <summary>One person approved, and another has to.</summary>
    Approved,

    /// <summary>It holds.</summary>
    Active,

    /// <summary>A person said no.</summary>
    Rejected,

    /// <summary>Its time was over.</summary>
    Expired,

    /// <summary>A person took it back.</summary>
    Undone,

    /// <summary>Another took its place, or nothing is left that it follows from.</summary>
    Replaced,
}

/// <summary>Somebody who approved.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Time">When.</param>
/// <param name="Note">What they said; hostile text.</param>
internal sealed record Approval(string Actor, DateTimeOffset Time, string Note);

/// <summary>One decision with all that happened to it. Changed by <see cref="Standing"/> alone.</summary>
internal sealed class StandingDecision(string id)
{
    public string Id { get; } = id;

    public DecisionState State { get; set; }

    /// <summary>What was proposed.</summary>
    public Proposed Terms { get; set; } = null!;

    public DateTimeOffset ProposedAt { get; set; }

    public DateTimeOffset From { get; set; }

    public DateTimeOffset Until { get; set; }

    public DateTimeOffset EndedAt { get; set; }

    /// <summary>Who ended it; null when no person did.</summary>
    public string? EndedBy { get; set; }

    /// <summary>Why it ended: what a person said, or a reason code.</summary>
    public string EndNote { get; set; } = "";

    public string? ReplacedBy { get; set; }

    /// <summary>Who approved it so far.</summary>
    public List<Approval> Approvals { get; } = [];

    /// <summary>Who approved so far what waits.</summary>
    public List<Approval> GrowthApprovals { get; } = [];

    /// <summary>Accounts that it covers, or would.</summary>
    public HashSet<string> Covered { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>Accounts that came beyond what was approved.</summary>
    public HashSet<string> Waiting { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>Accounts that it had when it was approved last.</summary>
    public long ApprovedAccounts { get; set; }

    /// <summary>Accounts that it had when it ended.</summary>
    public long AccountsAtEnd { get; private set; }

    /// <summary>Number of the entry that changed it last.</summary>
    public long Revision { get; set; }

    /// <summary>What is published of it; null while it does not hold.</summary>
    public Decision? Published { get; set; }

    /// <summary>Timestamp at which it ends whatever the wall clock says; null until it is known.</summary>
    public long? Deadline { get; set; }

    public bool IsOpen => State is DecisionState.Proposed or DecisionState.Approved;

    public bool IsActive => State == DecisionState.Active;

    public long Accounts => State is DecisionState.Unfinished or DecisionState.Proposed or DecisionState.Approved or DecisionState.Active ? Covered.Count : AccountsAtEnd;

    /// <summary>Lets go of the accounts of a decision that is over.</summary>
    public void Forget()
    {
        AccountsAtEnd = Covered.Count;
        Covered = [];
        Waiting = [];
    }
}
