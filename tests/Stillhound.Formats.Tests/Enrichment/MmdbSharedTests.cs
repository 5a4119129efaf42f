using System.Globalization;
using System.Text;
using System.Text.Json;
using Stillhound.Formats.Enrichment;
using Stillhound.Formats.Enrichment.Mmdb;

namespace Stillhound.Formats.Tests.Enrichment;

/// <summary>The reader against every MaxMind DB file of the public data, malformed ones included, and against what they were made from.</summary>
public sealed class MmdbSharedTests
{
    private const string Folder = "mmdb/test-data";

    // What is wrong with each malformed file, as its own name and the format's test suite have it.
    private static readonly Dictionary<string, string> Malformed = new(StringComparer.Ordinal)
    {
        ["GeoIP2-City-Test-Broken-Double-Format"] = "a Double at byte",
        ["GeoIP2-City-Test-Invalid-Node-Count"] = "its search tree of 100000 nodes is larger than the file",
        ["MaxMind-DB-test-broken-pointers-24"] = "data points",
        ["MaxMind-DB-test-broken-search-tree-24"] = "its search tree is deeper than an address is long",
    };

    // Where the absence of the data shows as a skip of its own and not as a theory without rows.
    public static TheoryData<string> Files()
    {
        var files = SharedData.Files(Folder, "*.mmdb");
        return files.Count == 0 ? ["absent"] : [.. files.Select(static f => Path.GetFileNameWithoutExtension(f))];
    }

    public static TheoryData<string> Sources()
    {
        var files = SharedData.Files("mmdb/source-data", "*.json").Select(static f => Path.GetFileNameWithoutExtension(f)).ToList();
        return files.Count == 0 ? ["absent"] : [.. files];
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_record_is_read_or_refused_with_a_reason(string name)
    {
        var bytes = File.ReadAllBytes(SharedData.Require($"{Folder}/{name}.mmdb"));
        var problems = new List<string>();
        var records = 0;
        try
        {
            var database = MmdbDatabase.Open(bytes);
            foreach (var address in Leaves.Of(database, problems))
            {
                try
                {
                    var place = database.Find(address);
                    place.ShouldBeGreaterThanOrEqualTo(0);
                    MmdbDecoder.Decode(database.Record(place)).ShouldNotBeNull();
                    records++;
                }
                catch (MmdbException e)
                {
                    problems.Add(e.Message);
                }
            }
        }
        catch (MmdbException e)
        {
            problems.Add(e.Message);
        }

        if (Malformed.TryGetValue(name, out var problem))
        {
            problems.ShouldContain(p => p.Contains(problem, StringComparison.Ordinal), string.Join('\n', problems));
            return;
        }

        problems.ShouldBeEmpty();
        records.ShouldBeGreaterThan(0);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Every_network_looks_up_to_its_record(string name)
    {
        using var source = JsonDocument.Parse(File.ReadAllBytes(SharedData.Require($"mmdb/source-data/{name}.json")));
        var path = SharedData.Files(Folder, $"{name}.mmdb");
        Assert.SkipWhen(path.Count == 0, $"../shared/data has no {name}.mmdb for this source");
        var database = MmdbDatabase.Open(File.ReadAllBytes(path[0]));
        var networks = source.RootElement.EnumerateArray().SelectMany(static e => e.EnumerateObject())
            .Select(static p => (Network: Network(p.Name), p.Value, p.Name)).ToList();
        for (var i = 0; i < networks.Count; i++)
        {
            var (network, value, text) = networks[i];
            // Where networks overlap the later one was written over the earlier.
            if (networks.Skip(i + 1).Any(later => Holds(later.Network, network.Address)))
                continue;
            var record = Lookup(database, network.Address);
            Same(record, value).ShouldBeTrue($"{name}: {text}: {JsonSerializer.Serialize(record)} is not {value.GetRawText()}");
        }

        networks.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("GeoLite2-Country-Test", "2.125.160.216", "country.iso_code", "GB")]
    [InlineData("GeoLite2-ASN-Test", "1.128.0.1", "autonomous_system_number", "1221")]
    [InlineData("GeoLite2-ASN-Test", "::ffff:1.128.0.1", "autonomous_system_number", "1221")]
    [InlineData("GeoIP2-Anonymous-IP-Test", "81.2.69.11", "is_hosting_provider", "True")]
    public void A_path_is_looked_up_without_the_record(string name, string address, string path, string expected)
    {
        var database = MmdbDatabase.Open(File.ReadAllBytes(SharedData.Require($"{Folder}/{name}.mmdb")));
        NetAddress.TryParse(Encoding.UTF8.GetBytes(address), out var parsed).ShouldBeTrue();
        database.Record(database.Find(parsed)).TryFind(new MmdbPath(path), out var value).ShouldBeTrue();
        var text = value.Kind switch
        {
            MmdbKind.Text => Encoding.UTF8.GetString(value.Bytes),
            MmdbKind.Boolean => value.IsTrue.ToString(),
            _ => value.AsUInt128().ToString(CultureInfo.InvariantCulture),
        };
        text.ShouldBe(expected);
        database.Record(database.Find(parsed)).TryFind(new MmdbPath(path + ".deeper"), out _).ShouldBeFalse();
        database.Record(database.Find(parsed)).TryFind(new MmdbPath("nothing"), out _).ShouldBeFalse();
    }

    [Fact]
    public void A_tree_that_ends_before_IPv4_begins_answers_for_all_of_it()
    {
        var database = MmdbDatabase.Open(File.ReadAllBytes(SharedData.Require($"{Folder}/MaxMind-DB-no-ipv4-search-tree.mmdb")));
        var place = database.Find(new NetAddress(0x01010101, IsV4: true), out var prefix);
        MmdbDecoder.Decode(database.Record(place)).ShouldBe("::/64");
        prefix.ShouldBe(0);
    }

    [Fact]
    public void A_tree_of_IPv4_has_no_opinion_of_IPv6()
    {
        var database = MmdbDatabase.Open(File.ReadAllBytes(SharedData.Require($"{Folder}/MaxMind-DB-test-ipv4-24.mmdb")));
        var address = new NetAddress((UInt128)0x20010DB8 << 96, IsV4: false);
        (database.Covers(address), database.Find(address)).ShouldBe((false, -1));
    }

    [Theory]
    [InlineData("::1.1.1.0/120")]
    [InlineData("::/1")]
    public void All_types_are_decoded(string network)
    {
        var database = MmdbDatabase.Open(File.ReadAllBytes(SharedData.Require($"{Folder}/MaxMind-DB-test-decoder.mmdb")));
        var record = Lookup(database, Network(network).Address);
        if (network == "::/1")
        {
            // The record of zeros.
            record.ShouldBeOfType<Dictionary<string, object>>()["uint128"].ShouldBe(UInt128.Zero);
            return;
        }

        var map = record.ShouldBeOfType<Dictionary<string, object>>();
        map["array"].ShouldBe(new List<object> { 1u, 2u, 3u });
        map["boolean"].ShouldBe(true);
        map["bytes"].ShouldBe(new byte[] { 0, 0, 0, 42 });
        map["double"].ShouldBe(42.123456);
        ((float)map["float"]).ShouldBe(1.1f, 1e-6f);
        map["int32"].ShouldBe(-268_435_456);
        map["uint16"].ShouldBe((ushort)100);
        map["uint32"].ShouldBe(268_435_456u);
        map["uint64"].ShouldBe(1ul << 60);
        map["uint128"].ShouldBe(UInt128.One << 120);
        map["utf8_string"].ShouldBe("unicode! ☯ - ♫");
        ((Dictionary<string, object>)map["map"])["mapX"].ShouldBeOfType<Dictionary<string, object>>()["utf8_stringX"].ShouldBe("hello");
    }

    private static object? Lookup(MmdbDatabase database, NetAddress address) =>
        database.Find(address) is var place and >= 0 ? MmdbDecoder.Decode(database.Record(place)) : null;

    private static (NetAddress Address, int Prefix) Network(string text)
    {
        var parts = text.Split('/');
        NetAddress.TryParse(Encoding.UTF8.GetBytes(parts[0]), out var address).ShouldBeTrue(text);
        var prefix = int.Parse(parts[1], CultureInfo.InvariantCulture);
        // Sources write IPv4 as the lowest 32 bits of IPv6; one of them gives such a network the prefix of IPv4.
        if (!address.IsV4 && address.Value <= uint.MaxValue && parts[0].Contains('.', StringComparison.Ordinal))
            return (new NetAddress(address.Value, IsV4: true), prefix >= 96 ? prefix - 96 : prefix);
        return (address, prefix);
    }

    private static bool Holds((NetAddress Address, int Prefix) network, NetAddress address) => network.Address.IsV4 == address.IsV4
        && (network.Prefix == 0 || (network.Address.Value ^ address.Value) >> (address.Bits - network.Prefix) == 0);

    private static bool Same(object? decoded, JsonElement source) => (decoded, source.ValueKind) switch
    {
        (Dictionary<string, object> map, JsonValueKind.Object) => map.Count == source.EnumerateObject().Count()
            && source.EnumerateObject().All(p => map.TryGetValue(p.Name, out var value) && Same(value, p.Value)),
        (List<object> list, JsonValueKind.Array) => list.Count == source.GetArrayLength() && list.Zip(source.EnumerateArray()).All(static p => Same(p.First, p.Second)),
        (string text, JsonValueKind.String) => text == source.GetString(),
        (bool flag, JsonValueKind.True or JsonValueKind.False) => flag == source.GetBoolean(),
        (float or double or ushort or uint or ulong or int, JsonValueKind.Number) =>
            Math.Abs(Convert.ToDouble(decoded, CultureInfo.InvariantCulture) - source.GetDouble()) <= 1e-6 * Math.Abs(source.GetDouble()),
        _ => false,
    };
}
