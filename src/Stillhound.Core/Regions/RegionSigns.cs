using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;
using Stillhound.Core.State;

namespace Stillhound.Core.Regions;

/// <summary>
/// Compares what an account says of where it is with its route, its hours and the script that it writes, each against the accounts of
/// this log that claim the same country. Hours and script that agree with the country of its addresses count for nothing: whoever
/// openly comes from there hides nothing. No country has a value of its own.
/// </summary>
[Scratch]
internal sealed class RegionSigns
{
    /// <summary>A sign as rare as this contradicts.</summary>
    public const double Rare = 0.05;

    /// <summary>Signs that must contradict, each by itself.</summary>
    public const int FewestSigns = 2;

    private const int FewestPeers = 60;

    private readonly Population _population;
    private readonly RegionPolicy _policy;
    private readonly Dictionary<ushort, CountryPeers> _peers;

    /// <summary>Reads what is normal for each claim.</summary>
    /// <param name="population">The accounts.</param>
    /// <param name="policy">The operator's policy.</param>
    /// <param name="isAccused">Rows that tell nothing of what is normal.</param>
    public RegionSigns(Population population, RegionPolicy policy, Func<int, bool> isAccused)
    {
        _population = population;
        _policy = policy;
        _peers = Enumerable.Range(0, population.Count).Where(row => population.ProfileOf(row).ClaimedCountry != 0 && !isAccused(row))
            .GroupBy(row => population.ProfileOf(row).ClaimedCountry).Where(static g => g.Count() >= FewestPeers)
            .ToDictionary(static g => g.Key, g => new CountryPeers(population, [.. g]));
    }

    /// <summary>Why a row is or is not examined.</summary>
    public RegionScope ScopeOf(int row)
    {
        var claim = _population.ProfileOf(row).ClaimedCountry;
        if (claim == 0)
            return RegionScope.Unknown;
        if (!_policy.Serves(claim))
            return RegionScope.NotServed;
        return _peers.ContainsKey(claim) ? RegionScope.Examined : RegionScope.Unknown;
    }

    /// <summary>The signs of a row that is examined: how rare each is, NaN where it has no input.</summary>
    public RegionReading Of(int row)
    {
        ref var p = ref _population.ProfileOf(row);
        var claim = _peers[p.ClaimedCountry];
        var main = RegionRoute.Main(p);
        var open = main != p.ClaimedCountry ? _peers.GetValueOrDefault(main) : null;
        var middle = DayMiddle.Of(p);
        var script = p.Scripts.Main(out _);
        var away = main == p.ClaimedCountry || _policy.WouldGain(main) ? claim.Away(RegionRoute.Away(p)) : double.NaN;
        return new RegionReading(
            Route: Smaller(away, claim.Relayed(ProfileShares.RttGaps(p))),
            Hours: Larger(claim.Shifted(middle), open?.Shifted(middle)),
            Script: Larger(claim.Writes(script), open?.Writes(script)),
            AwayShare: RegionRoute.Away(p), RelayShare: ProfileShares.RttGaps(p),
            Shift: middle.From(claim.Middle), Written: script, WrittenShare: script == Script.None ? double.NaN : claim.ShareOf(script), Peers: claim.Count);
    }

    /// <summary>Share of the examined rows whose claim is contradicted by enough signs; NaN when fewer than a quarter are examined.</summary>
    public double ShareOf(ReadOnlySpan<int> rows)
    {
        int examined = 0, contradicted = 0;
        foreach (var row in rows)
        {
            if (ScopeOf(row) != RegionScope.Examined)
                continue;
            examined++;
            contradicted += Of(row).Contradictions >= FewestSigns ? 1 : 0;
        }

        return examined < Math.Max(5, rows.Length / 4) ? double.NaN : (double)contradicted / examined;
    }

    /// <summary>Of two ways to look at one thing the rarer, corrected for having looked twice.</summary>
    private static double Smaller(double a, double b) => double.IsNaN(a) ? b : double.IsNaN(b) ? a : Math.Min(1, 2 * Math.Min(a, b));

    private static double Larger(double claim, double? open) => open is { } other && !double.IsNaN(other) ? Math.Max(claim, other) : claim;
}

/// <summary>Whether an account is examined.</summary>
internal enum RegionScope : byte
{
    /// <summary>It claims nothing, or too few others claim the same.</summary>
    Unknown,

    /// <summary>It claims a country that is not served, and hides nothing.</summary>
    NotServed,

    /// <summary>It is.</summary>
    Examined,
}

/// <summary>The signs of one account: how rare each is among the accounts with the same claim, and what it was.</summary>
/// <param name="Route">Rarity of its route: addresses of other countries, or a relay's round trips.</param>
/// <param name="Hours">Rarity of the middle of its day.</param>
/// <param name="Script">Rarity of the script that it writes.</param>
/// <param name="AwayShare">Share of addresses outside the claim.</param>
/// <param name="RelayShare">Share of exchanges with a relay's round-trip gap.</param>
/// <param name="Shift">Hours between the middle of its day and that of its peers.</param>
/// <param name="Written">The script that it writes.</param>
/// <param name="WrittenShare">Share of its peers that write it.</param>
/// <param name="Peers">Accounts with the same claim.</param>
internal readonly record struct RegionReading(
    double Route, double Hours, double Script, float AwayShare, float RelayShare, float Shift, Script Written, double WrittenShare, int Peers)
{
    /// <summary>Signs that contradict the claim, each by itself.</summary>
    public int Contradictions => (Route <= RegionSigns.Rare ? 1 : 0) + (Hours <= RegionSigns.Rare ? 1 : 0) + (Script <= RegionSigns.Rare ? 1 : 0);

    /// <summary>Sum of the negative logarithms of the known rarities; a blind sign counts as what chance gives on average.</summary>
    public float Score => (float)(Part(Route) + Part(Hours) + Part(Script));

    private static double Part(double p) => double.IsNaN(p) ? 1 : -Math.Log(p);
}
