using System.Globalization;
using System.Text;

namespace Stillhound.Tests.Shared;

/// <summary>Writes small MaxMind DB files of IPv4 in IPv6, so that tests need no files of others.</summary>
internal static class SmallDatabase
{
    /// <summary>Three networks with country, system and flags.</summary>
    public static byte[] Bytes { get; } = Write(
        "Test-All",
        ("203.0.113.0/24", new() { ["country"] = new Dictionary<string, object> { ["iso_code"] = "SE" }, ["autonomous_system_number"] = 64500u }),
        ("198.51.100.0/25", new() { ["is_hosting_provider"] = true, ["country"] = new Dictionary<string, object> { ["iso_code"] = "US" } }),
        ("192.0.2.128/32", new() { ["is_anonymous_vpn"] = true, ["is_tor_exit_node"] = false }));

    /// <summary>Writes a database with records of 24 bits.</summary>
    public static byte[] Write(string type, params (string Network, Dictionary<string, object> Record)[] networks)
    {
        var data = new List<byte>();
        var places = new List<int>();
        foreach (var (_, record) in networks)
        {
            places.Add(data.Count);
            Put(data, record);
        }

        // Nodes of two records each; null is empty, a negative number the place of a record less one.
        var nodes = new List<int?[]> { new int?[2] };
        for (var n = 0; n < networks.Length; n++)
            Insert(nodes, networks[n].Network, -places[n] - 1);
        var file = new List<byte>();
        foreach (var node in nodes)
        {
            foreach (var record in node)
            {
                var value = record switch { null => nodes.Count, < 0 => nodes.Count + 16 - record.Value - 1, _ => record.Value };
                file.AddRange([(byte)(value >> 16), (byte)(value >> 8), (byte)value]);
            }
        }

        file.AddRange(new byte[16]);
        file.AddRange(data);
        file.AddRange([0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8]);
        Put(file, new Dictionary<string, object>
        {
            ["binary_format_major_version"] = 2u, ["binary_format_minor_version"] = 0u, ["build_epoch"] = 1_790_000_000u, ["database_type"] = type,
            ["ip_version"] = 6u, ["node_count"] = (uint)nodes.Count, ["record_size"] = 24u,
        });
        return [.. file];
    }

    private static void Insert(List<int?[]> nodes, string network, int leaf)
    {
        var parts = network.Split('/');
        var octets = parts[0].Split('.').Select(static o => byte.Parse(o, CultureInfo.InvariantCulture)).ToArray();
        var bits = 96 + int.Parse(parts[1], CultureInfo.InvariantCulture);
        var node = 0;
        for (var bit = 0; bit < bits; bit++)
        {
            var side = bit < 96 ? 0 : (octets[(bit - 96) / 8] >> (7 - (bit % 8))) & 1;
            if (bit == bits - 1)
            {
                nodes[node][side] = leaf;
                return;
            }

            if (nodes[node][side] is null)
            {
                nodes[node][side] = nodes.Count;
                nodes.Add(new int?[2]);
            }

            node = nodes[node][side]!.Value;
        }
    }

    private static void Put(List<byte> data, object value)
    {
        switch (value)
        {
            case string text:
                var bytes = Encoding.UTF8.GetBytes(text);
                if (bytes.Length < 29)
                    data.Add((byte)(0x40 | bytes.Length));
                else
                    data.AddRange([0x40 | 29, (byte)(bytes.Length - 29)]);
                data.AddRange(bytes);
                break;
            case uint number:
                data.AddRange([0xC4, (byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]);
                break;
            case bool flag:
                data.AddRange([(byte)(flag ? 1 : 0), 7]);
                break;
            case Dictionary<string, object> map:
                data.Add((byte)(0xE0 | map.Count));
                foreach (var (key, item) in map)
                {
                    Put(data, key);
                    Put(data, item);
                }

                break;
            default:
                throw new NotSupportedException(value.GetType().Name);
        }
    }
}
