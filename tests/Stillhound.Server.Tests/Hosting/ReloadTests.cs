using System.Net;
using System.Text.Json;

namespace Stillhound.Server.Tests.Hosting;

public sealed class ReloadTests
{
    [Fact]
    public async Task An_admin_has_the_configuration_read_again_and_is_told_what_became_of_it()
    {
        await using var host = await RunningHost.StartAsync();
        var file = Path.Combine(host.Folder, "stillhound.yaml");
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(file, text.Replace("mode: simulate", "mode: enforce", StringComparison.Ordinal).Replace("  connections: 20000", "  connections: 20001", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var answer = await host.PostAsync("/api/config/reload", "", "admin");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var json = await JsonAsync(answer);
        json.GetProperty("result").GetString().ShouldBe("applied");
        Texts(json, "changed").ShouldBe(["policy.mode"]);
        Texts(json, "needs_restart").ShouldBe(["listen.connections"]);
        Texts((await JsonAsync(await host.GetAsync("/api/status"))).GetProperty("config"), "needs_restart").ShouldBe(["listen.connections"]);
        var ledger = (await JsonAsync(await host.GetAsync("/api/ledger"))).ToString();
        ledger.ShouldContain("config.loaded");
        ledger.ShouldContain("token:admin");

        await File.WriteAllTextAsync(file, text + "\nmore: 1\n", TestContext.Current.CancellationToken);
        answer = await host.PostAsync("/api/config/reload", "", "admin");
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await JsonAsync(answer)).GetProperty("problem").GetString()!.ShouldContain("unknown key 'more'");
        (await JsonAsync(await host.GetAsync("/api/status"))).GetProperty("config").GetProperty("refused").GetProperty("problem").GetString()!.ShouldContain("unknown key 'more'");
        (await host.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken)).ShouldContain("stillhound_config_reloads_total{result=\"refused\"} 1");
    }

    [Fact]
    public async Task A_rotated_token_opens_and_the_one_before_does_not()
    {
        await using var host = await RunningHost.StartAsync();
        var before = host.Token("ingest");
        await File.WriteAllTextAsync(Path.Combine(host.Folder, "keys", "ingest.token"), "another-token-of-enough-characters", TestContext.Current.CancellationToken);
        (await host.PostAsync("/api/config/reload", "", "admin")).StatusCode.ShouldBe(HttpStatusCode.OK);
        const string Record = """{"time":"2026-07-06T00:00:00Z","id":"x1","account":"acct_1","prompt":"how do I cook rice"}""";
        (await host.PostAsync("/v1/exchanges", Record)).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/exchanges") { Content = new StringContent(Record) };
        request.Headers.Authorization = new("Bearer", before);
        (await host.Client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("ingest", HttpStatusCode.Forbidden)]
    [InlineData("gateway", HttpStatusCode.Forbidden)]
    public async Task Nobody_else_may(string? token, HttpStatusCode expected)
    {
        await using var host = await RunningHost.StartAsync();
        (await host.PostAsync("/api/config/reload", "", token)).StatusCode.ShouldBe(expected);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;

    private static IEnumerable<string?> Texts(JsonElement json, string name) => json.GetProperty(name).EnumerateArray().Select(static e => e.GetString());
}
