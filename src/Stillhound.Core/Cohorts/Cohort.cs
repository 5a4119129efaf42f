namespace Stillhound.Core.Cohorts;

/// <summary>A proposed group of accounts and why it was proposed. It judges nothing.</summary>
/// <param name="Rows">Rows of the population, ascending.</param>
/// <param name="Route">How it was found.</param>
/// <param name="Reason">Why, in words.</param>
internal sealed record Cohort(int[] Rows, CohortRoute Route, string Reason);

/// <summary>The ways in which cohorts are found.</summary>
internal enum CohortRoute : byte
{
    /// <summary>Shared phrases, system prompts, tools or output formats.</summary>
    Links,

    /// <summary>Nearness of what the accounts ask on average.</summary>
    Meaning,

    /// <summary>Shared payment, device, sign-up or traffic networks.</summary>
    Identity,

    /// <summary>A rare combination of client, parameters and time of sign-up.</summary>
    Settings,
}
