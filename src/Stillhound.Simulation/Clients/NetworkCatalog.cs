using Stillhound.Simulation.Chance;

namespace Stillhound.Simulation.Clients;

/// <summary>The networks of one world: access providers by country, carriers, campuses, clouds and shared VPN exits.</summary>
internal sealed class NetworkCatalog
{
    private readonly HashSet<ushort> _taken = [];
    private uint _nextAsn = 64_500;

    public NetworkCatalog(ulong seed)
    {
        var rng = new Rng(seed);
        foreach (var country in Country.All)
        {
            Access[country.Code] = [.. Enumerable.Range(0, rng.Between(3, 7)).Select(_ => Make(ref rng, country, 1, 0.15))];
            Carriers[country.Code] = [.. Enumerable.Range(0, rng.Between(1, 3)).Select(_ => Make(ref rng, country, 1.5, 0.4))];
            Campuses[country.Code] = [.. Enumerable.Range(0, 3).Select(_ => Make(ref rng, country, 0.9, 0))];
        }

        string[] hubs = ["US", "US", "DE", "SG", "JP", "NL", "GB", "IN", "HK", "CA"];
        Clouds = [.. hubs.Concat(hubs).Select(code => Make(ref rng, Country.All.First(c => c.Code == code), 0.6, 0))];
        Exits = [.. hubs.Select(code => Make(ref rng, Country.All.First(c => c.Code == code), 0.8, 0))];
        AllAccess = [.. Access.OrderBy(p => p.Key, StringComparer.Ordinal).SelectMany(p => p.Value)];
    }

    public Dictionary<string, Network[]> Access { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Network[]> Carriers { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Network[]> Campuses { get; } = new(StringComparer.Ordinal);

    public Network[] Clouds { get; }

    public Network[] Exits { get; }

    public Network[] AllAccess { get; }

    private Network Make(ref Rng rng, Country country, double distance, double version6)
    {
        ushort prefix;
        do
        {
            prefix = (ushort)((rng.Between(20, 220) << 8) | rng.Below(256));
        }
        while (prefix >> 8 is 100 or 127 or 169 or 172 or 192 or 198 || !_taken.Add(prefix));
        var roundTrip = (float)(country.RoundTripMs * distance * rng.Range(0.7, 1.5));
        return new Network(_nextAsn++, country.Packed, prefix, roundTrip, rng.Chance(version6));
    }
}
