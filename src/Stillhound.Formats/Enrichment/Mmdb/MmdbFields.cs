using System.Text;
using Stillhound.Core.Exchanges;

namespace Stillhound.Formats.Enrichment.Mmdb;

/// <summary>
/// Where databases keep what is looked for. The paths are those of MaxMind's schemas (and of the many that copy them), at the
/// top or below <c>traits</c>, and the flat names of IPinfo's.
/// </summary>
internal static class MmdbFields
{
    private static readonly string[] Country = ["country.iso_code", "country_code"];
    private static readonly string[] Asn = ["autonomous_system_number", "traits.autonomous_system_number", "asn"];

    private static readonly (ContextKind Kind, string[] Paths)[] Flags =
    [
        (ContextKind.Hosting, ["is_hosting_provider", "traits.is_hosting_provider", "hosting"]),
        (ContextKind.Vpn, ["is_anonymous_vpn", "traits.is_anonymous_vpn", "vpn"]),
        (ContextKind.Proxy, ["is_public_proxy", "is_residential_proxy", "traits.is_public_proxy", "traits.is_residential_proxy", "proxy"]),
        (ContextKind.Tor, ["is_tor_exit_node", "traits.is_tor_exit_node", "tor"]),
    ];

    /// <summary>The paths of the country that occur in a database.</summary>
    public static MmdbPath[] CountryIn(MmdbDatabase database) => Present(database, Country);

    /// <summary>The paths of the autonomous system that occur in a database.</summary>
    public static MmdbPath[] AsnIn(MmdbDatabase database) => Present(database, Asn);

    /// <summary>The kinds that a database can tell, with the paths that occur in it.</summary>
    public static IEnumerable<(ContextKind Kind, MmdbPath[] Paths)> FlagsIn(MmdbDatabase database)
    {
        foreach (var (kind, paths) in Flags)
        {
            var present = Present(database, paths);
            if (present.Length > 0)
                yield return (kind, present);
        }
    }

    /// <summary>A flag that is set, as a truth value or as the text <c>true</c>.</summary>
    public static bool IsSet(MmdbValue value) => value.IsTrue || (value.Kind == MmdbKind.Text && value.Bytes.SequenceEqual("true"u8));

    /// <summary>An autonomous system as a number or as <c>AS64500</c>; 0 when it is neither.</summary>
    public static uint AsnOf(MmdbValue value)
    {
        if (value.Kind != MmdbKind.Text)
            return value.TryGetUInt64(out var number) && number <= uint.MaxValue ? (uint)number : 0;
        var text = value.Bytes;
        if (text.StartsWith("AS"u8))
            text = text[2..];
        return System.Buffers.Text.Utf8Parser.TryParse(text, out uint parsed, out var used) && used == text.Length ? parsed : 0;
    }

    // Keys stand in the data as texts, each at least once, so one pass over the bytes tells which can be there at all.
    private static MmdbPath[] Present(MmdbDatabase database, string[] paths) =>
        [.. paths.Where(path => path.Split('.').All(key => Holds(database, key))).Select(static path => new MmdbPath(path))];

    private static bool Holds(MmdbDatabase database, string key)
    {
        var bytes = Encoding.UTF8.GetBytes(key);
        var control = 0x40 | Math.Min(bytes.Length, 29);
        return database.Data.IndexOf([(byte)control, .. bytes.Length < 29 ? [] : new[] { (byte)(bytes.Length - 29) }, .. bytes]) >= 0;
    }
}
