namespace Stillhound.Server.Privacy;

/// <summary>What is held about an account or a campaign has to be kept, for a court or an inquiry. Immutable.</summary>
/// <param name="Id">Identifier, such as <c>h-00000002</c>.</param>
/// <param name="Account">The account's stored name; null for a campaign.</param>
/// <param name="Campaign">The campaign; null for an account.</param>
/// <param name="Until">When it ends.</param>
/// <param name="SetBy">Who set it.</param>
/// <param name="SetAt">When.</param>
/// <param name="Reason">Why; hostile text.</param>
internal sealed record Hold(string Id, string? Account, string? Campaign, DateTimeOffset Until, string SetBy, DateTimeOffset SetAt, string Reason)
{
    /// <summary>Who released it; null while nobody did.</summary>
    public string? ReleasedBy { get; init; }

    /// <summary>When; null while nobody did.</summary>
    public DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>Why it was released; hostile text.</summary>
    public string ReleaseReason { get; init; } = "";

    /// <summary>Whether it stands at a time.</summary>
    public bool Stands(DateTimeOffset now) => ReleasedBy is null && now < Until;
}
