using Stillhound.Core.SingleAccounts;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Regions;

/// <summary>What the accounts that claim one country look like: their day, their scripts, their routes.</summary>
internal sealed class CountryPeers
{
    private readonly double[] _scripts = new double[Scripts.Count + 1];
    private readonly DayMiddle _middle;
    private readonly TailNull? _away;
    private readonly TailNull? _relayed;
    private readonly TailNull? _shifted;

    /// <summary>Reads them.</summary>
    /// <param name="population">All accounts.</param>
    /// <param name="rows">Those that claim the country and stand in no campaign.</param>
    public CountryPeers(Population population, IReadOnlyList<int> rows)
    {
        Count = rows.Count;
        var middles = rows.Select(row => DayMiddle.Of(population.ProfileOf(row))).ToArray();
        _middle = DayMiddle.Mean(middles);
        _shifted = TailNull.Of(middles.Select(m => m.From(_middle)));
        _away = TailNull.Of(rows.Select(row => RegionRoute.Away(population.ProfileOf(row))));
        _relayed = TailNull.Of(rows.Select(row => ProfileShares.RttGaps(population.ProfileOf(row))));
        var written = 0;
        foreach (var row in rows)
        {
            var script = population.ProfileOf(row).Scripts.Main(out _);
            if (script == Script.None)
                continue;
            _scripts[(int)script]++;
            written++;
        }

        for (var s = 0; s < _scripts.Length; s++)
            _scripts[s] = written < TailNull.Fewest ? double.NaN : _scripts[s] / written;
    }

    /// <summary>How many they are.</summary>
    public int Count { get; }

    /// <summary>The middle of their day.</summary>
    public DayMiddle Middle => _middle;

    /// <summary>How often one of them is as far from the middle of their day; NaN where that is not known.</summary>
    public double Shifted(DayMiddle middle) => float.IsNaN(middle.Hour) ? double.NaN : _shifted?.PValue(middle.From(_middle)) ?? double.NaN;

    /// <summary>How often one of them comes from other countries as much; NaN where that is not known.</summary>
    public double Away(float share) => float.IsNaN(share) ? double.NaN : _away?.PValue(share) ?? double.NaN;

    /// <summary>How often one of them comes through a relay as much; NaN where that is not known.</summary>
    public double Relayed(float share) => float.IsNaN(share) ? double.NaN : _relayed?.PValue(share) ?? double.NaN;

    /// <summary>How often one of them writes a script as rare among them; NaN where that is not known.</summary>
    public double Writes(Script script)
    {
        if (script == Script.None || double.IsNaN(_scripts[0]))
            return double.NaN;
        var sum = 0.0;
        foreach (var share in _scripts)
            sum += share <= _scripts[(int)script] ? share : 0;
        return Math.Max(sum, 0.5 / Count);
    }

    /// <summary>Share of them that writes a script most.</summary>
    public double ShareOf(Script script) => _scripts[(int)script];
}
