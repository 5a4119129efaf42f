using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;
using Stillhound.Core.State;

namespace Stillhound.Core.Cohorts;

/// <summary>How many rows use a network more than any other, where more than a few do. Most networks are one account's own.</summary>
[Scratch]
internal sealed class CrowdedNetworks(Population population)
{
    /// <summary>Rows up to which a network is not crowded.</summary>
    private const int Few = 8;

    private readonly RoughCounts _rough = new();
    private readonly Dictionary<uint, int> _rows = [];
    private readonly StaleRows _stale = new();
    private uint[] _main = []; // by row, as it was read

    /// <summary>Counts anew.</summary>
    public void Refresh()
    {
        if (_main.Length < population.Count)
            Array.Resize(ref _main, Room.For(population.Count));
        foreach (var row in _stale.Of(population))
            _main[row] = MainOf(row);
        _rough.Begin(population.Count);
        _rows.Clear();
        foreach (var network in _main.AsSpan(0, population.Count))
            _rough.Add(network);
        foreach (var network in _main.AsSpan(0, population.Count))
        {
            if (network != 0 && _rough.MayReach(network, Few + 1))
                _rows[network] = _rows.GetValueOrDefault(network) + 1;
        }

        if (!Room.IsMuch(population.Count))
            return;
        _rough.Release();
        _stale.Forget();
        _main = [];
    }

    /// <summary>Whether more rows than a group has, and more than a few, use the network that this row uses most.</summary>
    public bool IsCrowded(int row, int members) => _rows.GetValueOrDefault(MainOf(row)) > Math.Max(Few, members);

    private uint MainOf(int row) => population.ProfileOf(row).Traits.Top(TraitKind.Network, out _);
}
