namespace Stillhound.Server.Cases;

/// <summary>Where an appeal is.</summary>
internal enum AppealState : byte
{
    /// <summary>It waits for an answer.</summary>
    Open,

    /// <summary>The owner was right: the account is cleared.</summary>
    Upheld,

    /// <summary>The decision stays.</summary>
    Denied,

    /// <summary>The owner took it back.</summary>
    Withdrawn,
}

/// <summary>An owner's word against a decision. It names nobody but the account. Immutable.</summary>
/// <param name="Id">Identifier, such as <c>a-00000003</c>.</param>
/// <param name="Account">The account's stored name.</param>
/// <param name="Text">What the owner says, without mail addresses, numbers and keys; hostile text.</param>
/// <param name="OpenedBy">Who opened it.</param>
/// <param name="OpenedAt">When.</param>
/// <param name="Due">When an answer is due.</param>
/// <param name="Decisions">The decisions that stood about the account then.</param>
internal sealed record Appeal(string Id, string Account, string Text, string OpenedBy, DateTimeOffset OpenedAt, DateTimeOffset Due, IReadOnlyList<string> Decisions)
{
    /// <summary>Where it is.</summary>
    public AppealState State { get; init; }

    /// <summary>Who answered or withdrew it; null while it is open.</summary>
    public string? EndedBy { get; init; }

    /// <summary>When; null while it is open.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why; hostile text.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Number of the ledger's entry that changed it last.</summary>
    public long Revision { get; init; }

    /// <summary>Whether it is open beyond its time.</summary>
    public bool IsOverdue(DateTimeOffset now) => State == AppealState.Open && now >= Due;

    /// <summary>The state's word.</summary>
    public static string Word(AppealState state) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(state.ToString());
}
