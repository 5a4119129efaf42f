namespace Stillhound.Simulation;

/// <summary>What an account really is.</summary>
/// <param name="Account">The account.</param>
/// <param name="Campaign">Whether it belongs to a campaign.</param>
/// <param name="Group">The campaign's name, or the honest kind's.</param>
/// <param name="Exchanges">Exchanges it sends in the world.</param>
public sealed record Truth(string Account, bool Campaign, string Group, int Exchanges);
