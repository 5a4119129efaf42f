using System.Text.Json;
using System.Text.Json.Nodes;
using Stillhound.Cli.Tests.Support;

namespace Stillhound.Cli.Tests.Scanning;

/// <summary>Lists of a scan: how they are configured, what they add, and that they decide nothing.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class EnrichmentTests(SmallWorld world) : IDisposable
{
    private const string Record = """{"time":"2026-07-06T00:00:00Z","account":"a","prompt":"hi","client":{"ip":"203.0.113.9","country":"NO"}}""";
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void Verdicts_are_the_same_with_and_without_lists()
    {
        var log = Complete();
        Shell.Run(["scan", log, .. world.Context, "--out", _work.At("without")]).Code.ShouldBe(1);
        var run = Shell.Run(["scan", log, .. world.Context, "--config", Config(), "--out", _work.At("with")]);
        run.Error.ShouldBeEmpty();
        run.Code.ShouldBe(1);
        run.Output.ShouldContain("context of c-");
        run.Output.ShouldContain("contradictions: ");
        run.Output.ShouldContain("list cloud: 1 line not read; line 2: nonsense");

        var (with, without) = (Findings("with"), Findings("without"));
        without["lists"].ShouldBeNull();
        with["lists"]!["looked_up"]!.GetValue<long>().ShouldBeGreaterThan(1000);
        with["campaigns"]![0]!["context"]!.AsArray().Select(static c => c!["kind"]!.GetValue<string>()).ShouldBe(
            ["hosting", "vpn", "tor", "disposable_mail", "lists_differ", "record_differs"]);
        // Tier, confidence, every likelihood ratio and every odds, to the last digit.
        Bare(with).ShouldBe(Bare(without));
        File.ReadAllText(Path.Combine(_work.At("with"), "members.csv")).ShouldBe(File.ReadAllText(Path.Combine(_work.At("without"), "members.csv")));
        File.ReadAllText(Path.Combine(_work.At("with"), "report.html")).ShouldContain("Network context");
    }

    [Fact]
    public void A_configuration_finds_its_lists_beside_it_and_a_record_shows_what_they_add()
    {
        var run = Shell.Run("explain", "--line", Record, "--config", Config());
        run.Code.ShouldBe(0);
        var lines = run.Output[run.Output.IndexOf("What lists say", StringComparison.Ordinal)..].TrimEnd('\n').Split('\n');
        lines.ShouldBe(
        [
            "What lists say of the address (context, not evidence)",
            "  networks        country SE, asn 64500, not hosting, not vpn, not tor",
            "  cloud           hosting",
            "  client.country  the record's own stands: NO",
            "  client.asn      filled in: 64500",
            "  context         hosting; lists contradict each other; lists contradict the record",
        ]);
        using var json = JsonDocument.Parse(Shell.Run("explain", "--line", Record, "--config", Config(), "-o", "json").Output);
        json.RootElement.GetProperty("enrichment").GetArrayLength().ShouldBe(5);
        Shell.Run("explain", "--line", Record).Output.ShouldNotContain("lists");
    }

    [Theory]
    [InlineData("enrichment: yes", "c.yaml:1: enrichment: expected mmdb, netsets or disposable_mail")]
    [InlineData("enrichment:\n  geoip: [x]", "c.yaml:2: enrichment: unknown key 'geoip'")]
    [InlineData("enrichment:\n  mmdb: x.mmdb", "c.yaml:2: enrichment.mmdb: expected a list")]
    [InlineData("enrichment:\n  mmdb: [nothing.mmdb]", "nothing.mmdb: no such file")]
    [InlineData("enrichment:\n  mmdb: [c.yaml]", "c.yaml: it is no MaxMind DB file: the metadata marker is missing")]
    [InlineData("enrichment:\n  netsets: [cloud.netset]", "c.yaml:2: enrichment.netsets: it has no kind; expected one of hosting, vpn")]
    [InlineData("enrichment:\n  netsets: [{path: cloud.netset, kind: bad}]", "c.yaml:2: enrichment.netsets.kind: expected one of hosting, vpn")]
    [InlineData("enrichment:\n  netsets: [{name: cloud, kind: vpn}]", "c.yaml:2: enrichment.netsets: it has no path")]
    [InlineData("enrichment:\n  netsets:\n    - {path: c.yaml, kind: vpn}", "c.yaml:3: enrichment.netsets: ")]
    [InlineData("enrichment:\n  disposable_mail: [{path: mail.txt, kind: vpn}]", "c.yaml:2: enrichment.disposable_mail: unknown key 'kind'; known are path, name")]
    [InlineData("enrichment:\n  netsets: [{path: cloud.netset, kind: vpn}, {path: cloud.netset, kind: vpn}]", "two lists are named cloud")]
    public void What_is_wrong_with_a_configuration_is_said_before_anything_is_read(string yaml, string message)
    {
        Config();
        var run = Shell.Run("scan", world.Exchanges, "--config", _work.Write("c.yaml", yaml + "\n"), "--out", _work.Out);
        run.Code.ShouldBe(2);
        run.ErrorLine.ShouldContain(message);
        Directory.Exists(_work.Out).ShouldBeFalse();
    }

    [Theory]
    [InlineData("enrichment:")]
    [InlineData("enrichment:\n  mmdb:\n  netsets: []")]
    public void A_key_without_lists_asks_none(string yaml)
    {
        Shell.Run(["scan", Complete(), .. world.Context, "--config", _work.Write("c.yaml", yaml + "\n"), "--out", _work.At("with")]).Code.ShouldBe(1);
        Findings("with")["lists"].ShouldBeNull();
    }

    // The records that lack nothing which a list could fill in.
    private string Complete() => _work.Write("log.ndjson", string.Concat(File.ReadLines(world.Exchanges)
        .Where(static line => JsonNode.Parse(line)!["client"] is not { } client || client["ip"] is null || (client["country"] is not null && client["asn"] is not null))
        .Select(static line => line + "\n")));

    // Lists that hold much of what the world sends, and contradict its records and each other.
    private string Config()
    {
        _work.Write("networks.mmdb", SmallDatabase.Write(
            "Test",
            ("203.0.113.0/24", new() { ["country"] = new Dictionary<string, object> { ["iso_code"] = "SE" }, ["autonomous_system_number"] = 64500u }),
            ("0.0.0.0/1", new() { ["is_hosting_provider"] = true, ["is_anonymous_vpn"] = true, ["autonomous_system_number"] = 1u, ["is_tor_exit_node"] = false })));
        _work.Write("cloud.netset", "128.0.0.0/1\nnonsense\n");
        _work.Write("mail.txt", "gmail.com\nqq.com\n");
        return _work.Write("lists.yaml", "enrichment:\n  mmdb: [networks.mmdb]\n  netsets:\n    - {path: cloud.netset, kind: hosting}\n  disposable_mail: [mail.txt]\n");
    }

    private JsonNode Findings(string folder) => JsonNode.Parse(File.ReadAllText(Path.Combine(_work.At(folder), "campaigns.json")))!;

    private static string Bare(JsonNode findings)
    {
        findings.AsObject().Remove("lists");
        foreach (var campaign in findings["campaigns"]!.AsArray())
            campaign!.AsObject().Remove("context");
        return findings.ToJsonString();
    }
}
