using Stillhound.Core.Exchanges;

namespace Stillhound.Core.Engine;

/// <summary>What the engine holds of one account, for its owner: counts and what was told of it, never text.</summary>
public sealed record AccountRecord
{
    /// <summary>The account's name.</summary>
    public required string Name { get; init; }

    /// <summary>Exchanges applied.</summary>
    public required long Exchanges { get; init; }

    /// <summary>Event time of the first; null before any.</summary>
    public required DateTimeOffset? FirstSeen { get; init; }

    /// <summary>Event time of the last; null before any.</summary>
    public required DateTimeOffset? LastSeen { get; init; }

    /// <summary>Tokens read for it.</summary>
    public required long InputTokens { get; init; }

    /// <summary>Tokens written for it.</summary>
    public required long OutputTokens { get; init; }

    /// <summary>Exchanges by hour of the week in UTC, halved whenever one runs full: 168 values, Monday 00:00 first.</summary>
    public required IReadOnlyList<int> HourOfWeek { get; init; }

    /// <summary>When it was made; null when unknown.</summary>
    public required DateTimeOffset? Created { get; init; }

    /// <summary>What it pays for.</summary>
    public required Plan Plan { get; init; }

    /// <summary>How far its owner was verified.</summary>
    public required Verification Verified { get; init; }

    /// <summary>Claimed country, two letters; null when unknown.</summary>
    public required string? Country { get; init; }

    /// <summary>Which other facts are held, as keys that are compared with others' and tell nothing by themselves.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>Campaigns that it is in, or that it carries for others.</summary>
    public required IReadOnlyList<string> Campaigns { get; init; }
}
