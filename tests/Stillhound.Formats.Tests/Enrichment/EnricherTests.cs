using System.Text;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Exchanges;
using Stillhound.Formats.Enrichment;
using Stillhound.Formats.Inputs;
using Stillhound.Formats.Tests.Support;

namespace Stillhound.Formats.Tests.Enrichment;

/// <summary>Several lists together: what is filled in, what is said, and where they contradict each other.</summary>
public sealed class EnricherTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_a_record_lacks_is_filled_in_and_what_it_has_stands()
    {
        var thread = Enricher(mmdb: [Database("all", SmallDatabase.Bytes)]).ForThread();
        var bare = Enriched(thread, "203.0.113.9");
        (bare.Country, bare.Asn, bare.Flags).ShouldBe(("SE", 64500u, ContextFlags.LookedUp));
        var own = Enriched(thread, "203.0.113.9", "NO", 1);
        (own.Country, own.Asn).ShouldBe(("NO", 1u));
        own.Flags.ShouldBe(ContextFlags.LookedUp | ContextFlags.RecordDiffers);
        own.Labels.ShouldBe(ContextLabel.RecordDiffers);
        Enriched(thread, "203.0.113.9", "SE", 64500).Flags.ShouldBe(ContextFlags.LookedUp);
        Enriched(thread, "8.8.8.8").ShouldBe(new Found(ContextFlags.LookedUp, 0, "", 0));
        Enriched(thread, "").ShouldBe(new Found(ContextFlags.None, 0, "", 0));
        Enriched(thread, "somewhere").ShouldBe(new Found(ContextFlags.None, 0, "", 0));
    }

    [Fact]
    public void Kinds_come_with_the_list_that_said_so_and_contradictions_are_counted()
    {
        var enricher = Enricher(
            mmdb: [Database("first", SmallDatabase.Bytes), Database("second", SmallDatabase.Write("Test", ("203.0.113.0/24", Country("DK"))))],
            netsets: [List("cloud", "203.0.113.0/24\n198.51.100.0/24\n", ContextKind.Hosting)]);
        enricher.Labels.ShouldBe([new("first", ContextKind.Hosting), new("first", ContextKind.Vpn), new("first", ContextKind.Tor), new("cloud", ContextKind.Hosting)]);
        var thread = enricher.ForThread();
        Enriched(thread, "203.0.113.9").ShouldBe(new Found(ContextFlags.LookedUp | ContextFlags.Hosting | ContextFlags.ListsDiffer, 0b1000 | ContextLabel.ListsDiffer, "SE", 64500));
        Enriched(thread, "198.51.100.1").ShouldBe(new Found(ContextFlags.LookedUp | ContextFlags.Hosting, 0b1001, "US", 0));
        Enriched(thread, "192.0.2.128").ShouldBe(new Found(ContextFlags.LookedUp | ContextFlags.Vpn, 0b0010, "", 0));
        // The list of networks holds no IPv6, so it does not contradict a database about it.
        Enriched(thread, "2001:db8::1").ShouldBe(new Found(ContextFlags.LookedUp, 0, "", 0));
        Enriched(thread, "203.0.113.10", "FI");
        Enriched(thread, "nowhere");

        var summary = enricher.Summary();
        (summary.LookedUp, summary.Unreadable, summary.Unusable).ShouldBe((5, 1, 0));
        summary.Conflicts.ShouldBe(
        [
            new ListConflict("country", "first", "second", 2), new ListConflict("hosting", "cloud", "first", 2), new ListConflict("country", "first", "record", 1),
        ]);
        summary.Lists[0].Built.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1_790_000_000));
        summary.Lists.Select(static l => string.Join(' ', l.Says)).ShouldBe(["country asn hosting vpn tor", "country", "hosting"]);
    }

    [Fact]
    public void Sums_do_not_depend_on_threads_or_on_what_the_cache_forgets()
    {
        var lists = new[] { List("odd", "0.0.0.0/1\n", ContextKind.Vpn), List("few", "1.0.0.0/8\n", ContextKind.Vpn) };
        ListSummary? expected = null;
        foreach (var threads in new[] { 1, 3 })
        {
            var enricher = Enricher(netsets: lists);
            var workers = Enumerable.Range(0, threads).Select(_ => enricher.ForThread()).ToList();
            var random = new Random(9);
            // Far more addresses than the cache holds, so that most are forgotten.
            for (var i = 0; i < 30_000; i++)
                Enriched(workers[i % threads], $"{random.Next(256)}.{random.Next(256)}.7.{random.Next(4)}");
            var summary = enricher.Summary();
            summary.LookedUp.ShouldBe(30_000);
            summary.Conflicts.Count.ShouldBe(1);
            expected ??= summary;
            summary.Conflicts.ShouldBe(expected.Conflicts);
            // Asked twice it tells the same.
            enricher.Summary().Conflicts.ShouldBe(expected.Conflicts);
        }
    }

    [Fact]
    public void An_exchange_allocates_nothing()
    {
        var thread = Enricher(mmdb: [Database("all", SmallDatabase.Bytes)], netsets: [List("cloud", "203.0.113.0/24\n2001:db8::/32\n", ContextKind.Hosting)]).ForThread();
        var texts = Enumerable.Range(0, 5000).Select(static i => Encoding.UTF8.GetBytes(i % 2 == 0 ? $"203.0.{113 + (i % 7)}.{i % 256}" : $"2001:db8::{i:x}")).ToArray();
        Allocations.Least(_ =>
        {
            Exchange exchange = default;
            foreach (var text in texts)
            {
                exchange.Clear();
                exchange.Ip = text;
                thread.Enrich(ref exchange);
            }
        }).ShouldBe(0);
    }

    [Fact]
    public void A_database_that_is_malformed_further_in_costs_its_answers_alone()
    {
        var bytes = (byte[])SmallDatabase.Bytes.Clone();
        // The record of the first network becomes a text of a length that reaches beyond the data.
        var first = bytes.AsSpan().IndexOf("country"u8) - 2;
        bytes[first] = 0x5F;
        var enricher = Enricher(mmdb: [Database("broken", bytes)], netsets: [List("cloud", "203.0.113.0/24\n", ContextKind.Hosting)]);
        var thread = enricher.ForThread();
        Enriched(thread, "203.0.113.9").Flags.ShouldBe(ContextFlags.LookedUp | ContextFlags.Hosting);
        Enriched(thread, "198.51.100.1").Country.ShouldBe("US");
        enricher.Summary().Unusable.ShouldBe(1);
    }

    [Fact]
    public void A_whole_database_may_be_of_one_kind()
    {
        var bare = SmallDatabase.Write("Test", ("203.0.113.0/24", new() { ["provider_name"] = "x" }));
        Should.Throw<InputException>(() => Enricher(mmdb: [Database("bare", bare)])).Message.ShouldContain("give it a kind");
        var enricher = Enricher(mmdb: [Database("residential", bare) with { Kind = ContextKind.Proxy }]);
        Enriched(enricher.ForThread(), "203.0.113.1").Flags.ShouldBe(ContextFlags.LookedUp | ContextFlags.Proxy);
        Enriched(enricher.ForThread(), "203.0.114.1").Flags.ShouldBe(ContextFlags.LookedUp);
    }

    [Fact]
    public void Flat_names_and_written_systems_are_read()
    {
        var flat = SmallDatabase.Write("Flat", ("203.0.113.0/24", new() { ["asn"] = "AS64501", ["country"] = "Sweden", ["country_code"] = "SE", ["hosting"] = "true", ["vpn"] = "false" }));
        var found = Enriched(Enricher(mmdb: [Database("flat", flat)]).ForThread(), "203.0.113.1");
        (found.Asn, found.Country, found.Flags).ShouldBe((64501u, "SE", ContextFlags.LookedUp | ContextFlags.Hosting));
    }

    [Fact]
    public void Lists_that_cannot_be_told_apart_or_are_too_many_are_refused()
    {
        Should.Throw<InputException>(() => Enricher(netsets: [List("a", "192.0.2.1", ContextKind.Vpn), List("a", "192.0.2.1", ContextKind.Tor)])).Message.ShouldContain("two lists are named a");
        var many = Enumerable.Range(0, 31).Select(i => List($"l{i}", "192.0.2.1", ContextKind.Vpn)).ToArray();
        Should.Throw<InputException>(() => Enricher(netsets: many)).Message.ShouldContain("30 is the most");
        Enricher(netsets: many[..30]).Labels.Count.ShouldBe(30);
    }

    [Fact]
    public void A_mail_domain_on_a_list_is_context_of_its_account()
    {
        var enricher = Formats.Enrichment.Enricher.Load(new EnrichmentOptions { DisposableMail = [List("mail", "mailinator.com", null)] });
        enricher.Enrich(new AccountFacts("a") { EmailDomain = "x.Mailinator.com" }).ContextLabels.ShouldBe(1u);
        enricher.Enrich(new AccountFacts("a") { EmailDomain = "example.com" }).ContextLabels.ShouldBe(0u);
        enricher.Enrich(new AccountFacts("a")).ContextLabels.ShouldBe(0u);
    }

    private static Dictionary<string, object> Country(string code) => new() { ["country"] = new Dictionary<string, object> { ["iso_code"] = code } };

    private static Enricher Enricher(ListOptions[]? mmdb = null, ListOptions[]? netsets = null) =>
        Formats.Enrichment.Enricher.Load(new EnrichmentOptions { Mmdb = mmdb ?? [], Netsets = netsets ?? [] });

    private static Found Enriched(AddressEnricher thread, string ip, string country = "", uint asn = 0)
    {
        Exchange exchange = default;
        exchange.Clear();
        exchange.Ip = Encoding.UTF8.GetBytes(ip);
        exchange.Country = CountryCode.Pack(Encoding.UTF8.GetBytes(country));
        exchange.Asn = asn;
        thread.Enrich(ref exchange);
        return new Found(exchange.Context, exchange.ContextLabels, CountryCode.Unpack(exchange.Country), exchange.Asn);
    }

    private ListOptions Database(string name, byte[] bytes) => new(_folder.Write(name + ".mmdb", bytes), name, null, "here");

    private ListOptions List(string name, string text, ContextKind? kind) => new(_folder.Write(name, text), name, kind, "here");

    private sealed record Found(ContextFlags Flags, uint Labels, string Country, uint Asn);
}
