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

    /// <summary>Counts anew.</summary>
    public void Refresh()
    {
        _rough.Begin(population.Count);
        _rows.Clear();
        foreach (ref readonly var row in population.Rows)
            _rough.Add(row.Network);
        foreach (ref readonly var row in population.Rows)
        {
            if (row.Network != 0 && _rough.MayReach(row.Network, Few + 1))
                _rows[row.Network] = _rows.GetValueOrDefault(row.Network) + 1;
        }

        if (Room.IsMuch(population.Count))
            _rough.Release();
    }

    /// <summary>Whether more rows than a group has, and more than a few, use the network that this row uses most.</summary>
    public bool IsCrowded(int row, int members) => _rows.GetValueOrDefault(population.Rows[row].Network) > Math.Max(Few, members);
}
