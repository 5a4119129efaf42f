using Stillhound.Core.Exchanges;

namespace Stillhound.Server.Decisions.Policies;

/// <summary>Whom no decision covers, whatever is found.</summary>
public sealed record Protection
{
    /// <summary>Accounts, by the gateway's own name.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>Organisations, as account facts name them.</summary>
    public IReadOnlyList<string> Organisations { get; init; } = [];

    /// <summary>Plans, as account facts name them.</summary>
    public IReadOnlyList<Plan> Plans { get; init; } = [];

    /// <summary>
    /// Patterns of names with <c>*</c> and <c>?</c>. They see names as they are stored, and the gateway's own name when it asks about an
    /// account; where names are stored as keyed hashes they protect only those who are asked about.
    /// </summary>
    public IReadOnlyList<string> Names { get; init; } = [];
}
