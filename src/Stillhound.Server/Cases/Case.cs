namespace Stillhound.Server.Cases;

/// <summary>What a person concluded about a campaign; the reason codes of the console.</summary>
public enum CaseVerdict : byte
{
    /// <summary>It is a coordinated harvest.</summary>
    TruePositive,

    /// <summary>It is none, and should not have been told.</summary>
    FalsePositive,

    /// <summary>It is what was measured, and harmless.</summary>
    Benign,

    /// <summary>What is known does not suffice to say.</summary>
    InsufficientData,

    /// <summary>It is the same as another campaign.</summary>
    Duplicate,
}

/// <summary>What was done about a case.</summary>
internal enum CaseStepKind : byte
{
    /// <summary>A note was written.</summary>
    Noted,

    /// <summary>An owner was set.</summary>
    Assigned,

    /// <summary>The owner was taken off.</summary>
    Unassigned,

    /// <summary>A verdict closed it.</summary>
    Closed,

    /// <summary>It was opened again.</summary>
    Reopened,
}

/// <summary>One thing that was done about a case.</summary>
/// <param name="Kind">What.</param>
/// <param name="Actor">Who; hostile text.</param>
/// <param name="Time">When.</param>
/// <param name="Text">The note, or why; hostile text.</param>
/// <param name="Detail">The owner, or the verdict with its explanation or campaign; empty for others.</param>
internal sealed record CaseStep(CaseStepKind Kind, string Actor, DateTimeOffset Time, string Text, string Detail);

/// <summary>What people made of one campaign. Immutable.</summary>
/// <param name="Campaign">The campaign, whose identifier is the case's too.</param>
internal sealed record Case(string Campaign)
{
    /// <summary>Who works on it; null while nobody does.</summary>
    public string? Owner { get; init; }

    /// <summary>The verdict that closed it; null while it is open.</summary>
    public CaseVerdict? Verdict { get; init; }

    /// <summary>The benign explanation that was chosen; null without.</summary>
    public string? Hypothesis { get; init; }

    /// <summary>The campaign that it is the same as; null without.</summary>
    public string? DuplicateOf { get; init; }

    /// <summary>Everything that was done, the oldest first.</summary>
    public IReadOnlyList<CaseStep> Steps { get; init; } = [];

    /// <summary>Number of the ledger's entry that changed it last; 0 while nothing did.</summary>
    public long Revision { get; init; }

    /// <summary>Whether it waits for a verdict.</summary>
    public bool IsOpen => Verdict is null;

    /// <summary>Whether the verdict says that nothing is to be done about the campaign.</summary>
    public bool IsDismissal => Verdict is CaseVerdict.Benign or CaseVerdict.FalsePositive;

    /// <summary>When it was made; null while nothing was done.</summary>
    public DateTimeOffset? OpenedAt => Steps is [var first, ..] ? first.Time : null;

    /// <summary>The verdict's word, such as <c>true_positive</c>.</summary>
    public static string Word(CaseVerdict verdict) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(verdict.ToString());
}
