namespace Stillhound.Simulation;

/// <summary>One honest group that resembles a campaign.</summary>
/// <param name="Kind">What it is; its name is the group in the truth.</param>
/// <param name="Accounts">Accounts, at least 1.</param>
public sealed record LookAlikeSpec(LookAlikeKind Kind, int Accounts);
