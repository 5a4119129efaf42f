using Stillhound.Core.Fingerprints;

namespace Stillhound.Core.Components;

/// <summary>
/// One combination of settings that accounts show in part of their traffic: these exchanges of an account are its component.
/// </summary>
internal sealed class ComponentSignature(int number, uint frame, long sinceMs)
{
    private readonly List<int> _accounts = [];
    private readonly List<int> _places = [];

    public int Number { get; } = number;

    /// <summary>Key of the settings.</summary>
    public uint Frame { get; } = frame;

    /// <summary>When its components began.</summary>
    public long SinceMs { get; } = sinceMs;

    /// <summary>Accounts that have a component, in order of coming.</summary>
    public IReadOnlyList<int> Accounts => _accounts;

    /// <summary>Where their components are kept.</summary>
    public IReadOnlyList<int> Places => _places;

    public void Add(int account, int place)
    {
        _accounts.Add(account);
        _places.Add(place);
    }
}
