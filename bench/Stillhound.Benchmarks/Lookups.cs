using System.Diagnostics;
using System.Globalization;
using System.Text;
using Stillhound.Core.Exchanges;
using Stillhound.Formats.Enrichment;
using Stillhound.Formats.Enrichment.Mmdb;
using Stillhound.Tests.Shared;

namespace Stillhound.Benchmarks;

/// <summary>What lists cost: lookups of addresses drawn from all of IPv4, on one thread, in a database and a netset of many networks.</summary>
internal static class Lookups
{
    private const int Networks = 50_000;
    private const int Addresses = 1 << 16;
    private const int Rounds = 7;

    /// <summary>Times each part and prints nanoseconds and bytes for one address.</summary>
    public static int Run(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("stillhound-lookups-");
        try
        {
            Measure(folder.FullName, output);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Measure(string folder, TextWriter output)
    {
        var random = new Random(1);
        var networks = Enumerable.Range(0, Networks).Select(_ => $"{random.Next(1, 224)}.{random.Next(256)}.{random.Next(256)}.0/24").Distinct(StringComparer.Ordinal).ToArray();
        var database = Path.Combine(folder, "database.mmdb");
        File.WriteAllBytes(database, SmallDatabase.Write("Test", [.. networks.Select(static (n, i) => (n, Record(i)))]));
        var netset = Path.Combine(folder, "list.netset");
        File.WriteAllLines(netset, networks);
        // Every other address lies in a listed network, as most addresses of a log lie in a country.
        var texts = Enumerable.Range(0, Addresses).Select(i => i % 2 == 0
            ? $"{random.Next(1, 224)}.{random.Next(256)}.{random.Next(256)}.{random.Next(256)}"
            : networks[random.Next(networks.Length)].Replace("0/24", random.Next(256).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)).Select(Encoding.UTF8.GetBytes).ToArray();
        var parsed = texts.Select(static t => NetAddress.TryParse(t, out var address) ? address : default).ToArray();

        var options = new EnrichmentOptions
        {
            Mmdb = [new ListOptions(database, "database", null, "bench")],
            Netsets = [new ListOptions(netset, "netset", ContextKind.Hosting, "bench")],
        };
        var enricher = Enricher.Load(options);
        var tree = MmdbDatabase.Open(File.ReadAllBytes(database));
        var thread = enricher.ForThread();
        // Addresses of a log come back; these are few enough to stay in the cache.
        var again = texts[..256];
        Print(output, "address from text", Addresses, () => Parse(texts));
        Print(output, "place in a database", Addresses, () => Find(tree, parsed));
        Print(output, "country, system, kind", Addresses, () => Look(enricher.Addresses[0], parsed));
        Print(output, "netset", Addresses, () => Look(enricher.Addresses[1], parsed));
        Print(output, "exchange, new address", Addresses, () => Enrich(thread, texts, 1));
        Print(output, "exchange, known address", Addresses, () => Enrich(thread, again, Addresses / again.Length));
    }

    private static Dictionary<string, object> Record(int i) => new(StringComparer.Ordinal)
    {
        ["country"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["geoname_id"] = (uint)i, ["iso_code"] = i % 2 == 0 ? "SE" : "US" },
        ["autonomous_system_number"] = 64_500u + (uint)i,
        ["is_hosting_provider"] = i % 3 == 0,
    };

    private static void Print(TextWriter output, string name, int count, Action work)
    {
        var best = double.MaxValue;
        var bytes = long.MaxValue;
        // Until the compiler has done with it; it waits before it optimises.
        for (var warm = Stopwatch.StartNew(); warm.ElapsedMilliseconds < 1000;)
            work();
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            best = Math.Min(best, ThreadClock.Time(work));
            bytes = Math.Min(bytes, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-24}{best * 1e9 / count,8:F1} ns  {count / best / 1e6,6:F1} M/s  {Math.Round(bytes / (double)count, 1),4} B"));
    }

    private static void Parse(byte[][] texts)
    {
        foreach (var text in texts)
        {
            if (!NetAddress.TryParse(text, out _))
                throw new InvalidOperationException("every text is an address");
        }
    }

    private static void Find(MmdbDatabase database, NetAddress[] addresses)
    {
        foreach (var address in addresses)
            database.Find(address);
    }

    private static void Look(IAddressList list, NetAddress[] addresses)
    {
        foreach (var address in addresses)
            list.Look(address);
    }

    private static void Enrich(AddressEnricher thread, byte[][] texts, int times)
    {
        Exchange exchange = default;
        exchange.Clear();
        for (var i = 0; i < times; i++)
        {
            foreach (var text in texts)
            {
                exchange.Ip = text;
                exchange.Country = 0;
                exchange.Asn = 0;
                thread.Enrich(ref exchange);
            }
        }
    }
}
