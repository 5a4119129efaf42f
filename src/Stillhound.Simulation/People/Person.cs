using Stillhound.Simulation.Clients;

namespace Stillhound.Simulation.People;

/// <summary>Who is behind an account, as far as the simulation needs to know.</summary>
/// <param name="Seed">Decides the habits.</param>
/// <param name="Country">Where the person lives.</param>
/// <param name="Home">How the person reaches the provider.</param>
/// <param name="Created">When the account was made, in Unix milliseconds.</param>
internal sealed record Person(ulong Seed, Country Country, Route Home, long Created);
