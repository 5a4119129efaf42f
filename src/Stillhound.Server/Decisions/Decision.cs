namespace Stillhound.Server.Decisions;

/// <summary>
/// One decision about some accounts of one campaign. Immutable; it ends by itself. The accounts it covers are kept by
/// <see cref="DecisionSnapshot"/>, so that a thousand accounts share one of these.
/// </summary>
public sealed record Decision
{
    /// <summary>Identifier, such as <c>d-00000017</c>; it is the undo token as well.</summary>
    public required string Id { get; init; }

    /// <summary>The campaign that it is about, such as <c>c-3f9a</c>.</summary>
    public required string Campaign { get; init; }

    /// <summary>What is done.</summary>
    public required DecisionAction Action { get; init; }

    /// <summary>True when nothing is done and it is only told what would have been.</summary>
    public required bool Simulated { get; init; }

    /// <summary>Wall-clock time from which it holds.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Wall-clock time at which it ends.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Reason code, such as <c>campaign_act</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>Version of the policy that it follows from, such as <c>p-1a2b3c4d</c>.</summary>
    public required string Policy { get; init; }

    /// <summary>Tokens a day that <see cref="DecisionAction.CapTokens"/> leaves; 0 for other actions.</summary>
    public long TokensPerDay { get; init; }

    /// <summary>Requests a minute that <see cref="DecisionAction.Slow"/> leaves; 0 for other actions.</summary>
    public int RequestsPerMinute { get; init; }

    /// <summary>
    /// Whether it is carried out at a time. It is published when it begins, so its beginning is not asked for: a clock that is set back
    /// does not suspend it.
    /// </summary>
    public bool IsInForce(DateTimeOffset now) => !Simulated && now < Until;
}
