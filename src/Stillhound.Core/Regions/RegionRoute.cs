using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Regions;

/// <summary>The countries that an account's addresses are of.</summary>
internal static class RegionRoute
{
    /// <summary>Share of its addresses that are not of the country that it claims, 0 to 1; NaN where it has none.</summary>
    public static float Away(in Profile profile)
    {
        var values = profile.Traits.ValuesOf(TraitKind.Country);
        var counts = profile.Traits.CountsOf(TraitKind.Country);
        int away = 0, all = 0;
        for (var i = 0; i < values.Length; i++)
        {
            all += counts[i];
            away += values[i] != profile.ClaimedCountry ? counts[i] : 0;
        }

        return all == 0 ? float.NaN : (float)away / all;
    }

    /// <summary>The country of most of its addresses; 0 where it has none.</summary>
    public static ushort Main(in Profile profile) => (ushort)profile.Traits.Top(TraitKind.Country, out _);
}
