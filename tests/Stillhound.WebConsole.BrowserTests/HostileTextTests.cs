using System.Text.Json;
using Microsoft.Playwright;
using Stillhound.Cli.Tests.Support;

namespace Stillhound.WebConsole.BrowserTests;

/// <summary>What an attacker can write never becomes part of a page: account names, prompts, user agents, organisations, and what people say.</summary>
[Collection(nameof(BrowserCollection))]
public sealed class HostileTextTests(Browser browser, SmallWorld world) : IClassFixture<SmallWorld>
{
    private static readonly string[] Names =
    [
        "<script>window.pwned=1</script>", "\"><img src=x onerror=window.pwned=1>", "'-alert(1)-'", "</script><script>alert(1)</script>", "{{constructor.constructor('alert(1)')()}}",
        "javascript:alert(1)", "=HYPERLINK(\"http://x\",\"y\")", "../../etc/passwd", "‮evil\u0007", "a?b#c&d=e%2f", new string('x', 500),
    ];

    [Fact]
    public async Task No_text_of_an_attacker_runs_or_breaks_a_page()
    {
        await using var person = await browser.PersonAsync();
        using var server = await ConsoleServer.StartAsync(null);
        await server.SendAsync("/v1/exchanges", Hostile());
        await server.ReadAsync();
        var (page, complaints) = await server.SignInAsync(person, "ada");
        var campaign = await server.FirstAsync("/api/campaigns", "campaigns");
        var token = File.ReadAllText(Path.Combine(server.Folder, "keys", "admin.token")).Trim();
        using (var note = new StringContent(JsonSerializer.Serialize(new { reason = Names[1] }), System.Text.Encoding.UTF8, "application/json"))
            (await server.Client.PostAsync($"/api/cases/{campaign}/notes", note, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        string[] paths =
        [
            "/", "/campaigns", $"/campaigns/{campaign}", $"/campaigns/{campaign}?tab=members", $"/campaigns/{campaign}?tab=timeline", $"/campaigns/{campaign}?tab=links", $"/campaigns/{campaign}?tab=templates",
            $"/campaigns/{campaign}?tab=network", $"/cases/{campaign}", "/decisions", "/ledger", "/ingest", "/findings", "/privacy?account=" + Uri.EscapeDataString(Names[0]),
            .. Names.Select(static n => "/accounts/" + Uri.EscapeDataString(n)), .. Names.Select(static n => "/campaigns?campaigns.q=" + Uri.EscapeDataString(n)),
        ];
        foreach (var path in paths)
        {
            var answer = await page.GotoAsync(server.Address + path, new() { WaitUntil = WaitUntilState.Load });
            answer!.Status.ShouldBeOneOf(200, 404);
            (await page.EvaluateAsync<bool>("() => 'pwned' in window")).ShouldBeFalse(path);
            (await page.Locator("main script:not([type='application/json']), main img, main [onerror]").CountAsync()).ShouldBe(0, path);
        }

        complaints.Where(static c => !c.Contains("404", StringComparison.Ordinal)).ShouldBeEmpty();
        token.Length.ShouldBeGreaterThan(20);
    }

    /// <summary>The small world, its campaign's accounts and everything that they name written by somebody who means harm.</summary>
    private string Hostile()
    {
        var members = File.ReadLines(Path.Combine(world.Folder, "truth.csv")).Skip(1).Select(static l => l.Split(',')).Where(static f => f[1] == "campaign").Select(static f => f[0]).ToHashSet();
        members.Count.ShouldBeGreaterThan(Names.Length);
        var renamed = members.Order(StringComparer.Ordinal).Select(static (m, i) => (m, i)).ToDictionary(static p => p.m, static p => Names[p.i % Names.Length] + (p.i < Names.Length ? "" : p.i.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return string.Join('\n', File.ReadLines(world.Exchanges).Select(line =>
        {
            var record = System.Text.Json.Nodes.JsonNode.Parse(line)!.AsObject();
            var account = record["account"]!.GetValue<string>();
            if (!renamed.TryGetValue(account, out var name))
                return line;
            record["account"] = name;
            record["client"]!.AsObject()["user_agent"] = Names[1];
            return record.ToJsonString();
        }));
    }
}
