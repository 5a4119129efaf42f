using Stillhound.Core.Exchanges;

namespace Stillhound.Core.Regions;

/// <summary>What is made of contradictions between where an account says it is and what its traffic shows.</summary>
public enum RegionMode : byte
{
    /// <summary>Nothing is compared.</summary>
    Off,

    /// <summary>Contradictions are told as findings at watch; campaigns do not know of them.</summary>
    Report,

    /// <summary>The same, and the share of a group's accounts that are contradicted is evidence for or against a campaign.</summary>
    Evidence,
}

/// <summary>
/// The operator's policy on regions. A country is never evidence: lists only say for whom pretending to be elsewhere would gain
/// anything.
/// </summary>
public sealed record RegionPolicy
{
    /// <summary>What is made of contradictions. Default off.</summary>
    public RegionMode Mode { get; init; }

    /// <summary>Countries that are served, packed by <see cref="CountryCode.Pack"/>; all where both lists are empty.</summary>
    public IReadOnlyList<ushort> Served { get; init; } = [];

    /// <summary>Countries that are not served, packed alike. Not together with <see cref="Served"/>.</summary>
    public IReadOnlyList<ushort> NotServed { get; init; } = [];

    /// <summary>Whether a list says that the country is served; without lists every country is.</summary>
    public bool Serves(ushort country) => Served.Count > 0 ? Served.Contains(country) : !NotServed.Contains(country);

    /// <summary>Whether seeing the country where another is claimed could gain an account anything: without lists any could.</summary>
    internal bool WouldGain(ushort seen) => Served.Count + NotServed.Count == 0 || !Serves(seen);
}
