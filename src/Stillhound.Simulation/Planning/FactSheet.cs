using Stillhound.Core.Exchanges;

namespace Stillhound.Simulation.Planning;

/// <summary>What an account's owner told the operator, before the operator's gaps are applied.</summary>
internal sealed record FactSheet
{
    public required long Created { get; init; }

    public required ushort Country { get; init; }

    public string? Org { get; init; }

    public Plan Plan { get; init; }

    public Verification Verified { get; init; }

    public string? Domain { get; init; }

    /// <summary>Seeds of the tokens; equal seeds give equal tokens. Null for none.</summary>
    public ulong? Payment { get; init; }

    public ulong? Device { get; init; }

    public string? SignupIp { get; init; }
}
