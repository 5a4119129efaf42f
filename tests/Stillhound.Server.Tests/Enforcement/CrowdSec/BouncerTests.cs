using System.Net;
using System.Text.Json;
using Stillhound.Server.Decisions;
using Stillhound.Server.Enforcement;
using Stillhound.Server.Enforcement.CrowdSec;

namespace Stillhound.Server.Tests.Enforcement.CrowdSec;

public sealed class BouncerTests
{
    [Theory]
    [InlineData(0, "0s")]
    [InlineData(59.9, "59s")]
    [InlineData(3600, "1h0m0s")]
    [InlineData(14397, "3h59m57s")]
    [InlineData(-1, "-1s")]
    public void Durations_are_written_as_Go_does(double seconds, string text) => GoDuration.Of(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    [Fact]
    public async Task The_stream_begins_with_everything_and_goes_on_with_what_changed()
    {
        await using var host = await EnforcementHost.StartAsync();
        host.Decisions.Set(("a", FakeDecisions.Of(DecisionAction.SuspendAccount)), ("b", FakeDecisions.Of(DecisionAction.Slow, "d-2", requests: 5)), ("w", FakeDecisions.Of(DecisionAction.SuspendAccount, "d-3", isSimulated: true)), ("o", FakeDecisions.Of(DecisionAction.Observe, "d-4")));
        var start = await GetAsync(host, "/v1/decisions/stream?startup=true");
        ValuesOf(start, "new").ShouldBe(["a", "b"]);
        start.GetProperty("deleted").ValueKind.ShouldBe(JsonValueKind.Null);
        var first = start.GetProperty("new")[0];
        (first.GetProperty("type").GetString(), first.GetProperty("scope").GetString(), first.GetProperty("duration").GetString(), first.GetProperty("scenario").GetString())
            .ShouldBe(("ban", "account", "4h0m0s", "stillhound/campaign_act"));

        (await GetAsync(host, "/v1/decisions/stream?")).GetRawText().ShouldBe("""{"new":null,"deleted":null}""");
        host.Decisions.Set(("a", FakeDecisions.Of(DecisionAction.SuspendAccount)), ("c", FakeDecisions.Of(DecisionAction.Tag, "d-5")));
        var next = await GetAsync(host, "/v1/decisions/stream");
        (ValuesOf(next, "new").Single(), ValuesOf(next, "deleted").Single()).ShouldBe(("c", "b"));
        next.GetProperty("deleted")[0].GetProperty("id").GetInt64().ShouldBe(start.GetProperty("new")[1].GetProperty("id").GetInt64());
    }

    [Fact]
    public async Task A_bouncer_that_was_away_too_long_begins_again()
    {
        await using var host = await EnforcementHost.StartAsync();
        host.Decisions.Set(("a", FakeDecisions.Of(DecisionAction.Tag)));
        await GetAsync(host, "/v1/decisions/stream?startup=true");
        host.Decisions.Forget();
        ValuesOf(await GetAsync(host, "/v1/decisions/stream"), "new").ShouldBe(["a"]);
    }

    [Theory]
    [InlineData("simulated=true", new[] { "a", "w" })]
    [InlineData("scopes=ip,range", new string[0])]
    [InlineData("scopes=account", new[] { "a" })]
    [InlineData("origins=cscli", new string[0])]
    [InlineData("scenarios_containing=campaign", new[] { "a" })]
    [InlineData("scenarios_not_containing=campaign", new string[0])]
    public async Task A_bouncer_is_sent_what_it_asks_for(string query, string[] values)
    {
        await using var host = await EnforcementHost.StartAsync();
        host.Decisions.Set(("a", FakeDecisions.Of(DecisionAction.SuspendAccount)), ("w", FakeDecisions.Of(DecisionAction.SuspendAccount, "d-3", isSimulated: true)));
        ValuesOf(await GetAsync(host, "/v1/decisions/stream?startup=true&" + query), "new").ShouldBe(values);
    }

    [Theory]
    [InlineData("scope=account&value=a", 1)]
    [InlineData("value=nobody", 0)]
    [InlineData("ip=1.2.3.4", 0)]
    [InlineData("type=ban", 1)]
    [InlineData("", 2)]
    public async Task One_value_can_be_asked_for(string query, int count)
    {
        await using var host = await EnforcementHost.StartAsync();
        host.Decisions.Set(("a", FakeDecisions.Of(DecisionAction.SuspendAccount)), ("t", FakeDecisions.Of(DecisionAction.Tag, "d-2")));
        var answer = await GetAsync(host, "/v1/decisions?" + query);
        (answer.ValueKind == JsonValueKind.Null ? 0 : answer.GetArrayLength()).ShouldBe(count);
    }

    [Theory]
    [InlineData("GET", "/v1/heartbeat", 200)]
    [InlineData("HEAD", "/v1/decisions", 200)]
    [InlineData("HEAD", "/v1/decisions/stream", 200)]
    [InlineData("POST", "/v1/usage-metrics", 201)]
    [InlineData("POST", "/v1/decisions", 405)]
    [InlineData("DELETE", "/v1/decisions", 405)]
    [InlineData("POST", "/v1/alerts", 404)]
    public async Task The_calls_that_bouncers_make_are_known_and_decisions_cannot_be_written(string method, string path, int status)
    {
        await using var host = await EnforcementHost.StartAsync();
        (await SendAsync(host, method, path, EnforcementHost.BouncerKey)).ShouldBe(status);
        foreach (var key in new[] { null, "wrong", new string('x', 5000) })
            (await SendAsync(host, method, path, key)).ShouldBeOneOf(403, 404, 405);
    }

    [Fact]
    public async Task Usage_metrics_are_bounded()
    {
        await using var host = await EnforcementHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/usage-metrics") { Content = new ByteArrayContent(new byte[2 << 20]) };
        request.Headers.Add("X-Api-Key", EnforcementHost.BouncerKey);
        (await host.Http.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Without_configured_keys_nobody_is_let_in()
    {
        await using var host = await EnforcementHost.StartAsync(EnforcementHost.Options with { Bouncers = new BouncerOptions() });
        (await SendAsync(host, "GET", "/v1/decisions", "")).ShouldBe(403);
    }

    [Fact]
    public async Task Curl_reads_the_stream_as_gzip()
    {
        var curl = ThirdParty.Find("curl", "curl");
        await using var host = await EnforcementHost.StartAsync();
        host.Decisions.Set([.. Enumerable.Range(0, 20_000).Select(static i => ($"acct-{i}", FakeDecisions.Of(DecisionAction.SuspendAccount)))]);
        var (code, output) = ThirdParty.Run(curl, "", "-sS", "--fail", "--compressed", "-H", $"X-Api-Key: {EnforcementHost.BouncerKey}", $"{host.HttpUri}v1/decisions/stream?startup=true");
        code.ShouldBe(0, output);
        JsonDocument.Parse(output).RootElement.GetProperty("new").GetArrayLength().ShouldBe(20_000);
    }

    [Fact]
    public async Task Debians_bouncer_adds_and_deletes()
    {
        var bouncer = ThirdParty.Find("crowdsec-custom-bouncer", "crowdsec-custom-bouncer");
        await using var host = await EnforcementHost.StartAsync();
        host.Decisions.Set(("acct-1", FakeDecisions.Of(DecisionAction.CapTokens, tokens: 10)), ("acct-2", FakeDecisions.Of(DecisionAction.SuspendAccount, "d-2")), ("acct-3", FakeDecisions.Of(DecisionAction.SuspendAccount, "d-3", isSimulated: true)));
        var folder = Directory.CreateTempSubdirectory("stillhound-bouncer-").FullName;
        var (said, script, config) = (Path.Combine(folder, "said"), Path.Combine(folder, "act.sh"), Path.Combine(folder, "bouncer.yaml"));
        File.WriteAllText(said, "");
        File.WriteAllText(script, $"#!/bin/sh\necho \"$1 $2 $3 $4\" >> {said}\n");
        ThirdParty.Run("/bin/chmod", "", "+x", script).Code.ShouldBe(0);
        File.WriteAllText(config, $"""
            bin_path: {script}
            feed_via_stdin: false
            piddir: {folder}/
            update_frequency: 1s
            cache_retention_duration: 10s
            daemonize: false
            log_mode: stdout
            log_level: info
            api_url: {host.HttpUri}
            api_key: {EnforcementHost.BouncerKey}
            prometheus: {"{enabled: false, listen_addr: 127.0.0.1, listen_port: 0}"}
            """);
        using (var running = new RunningProgram(bouncer, folder, "-c", config))
        {
            await running.UntilAsync(() => Task.FromResult(File.ReadAllLines(said).Length >= 2));
            File.ReadAllLines(said).Order(StringComparer.Ordinal).ShouldBe(["add acct-1 14400 stillhound/campaign_act", "add acct-2 14400 stillhound/campaign_act"]);
            host.Decisions.Set(("acct-1", FakeDecisions.Of(DecisionAction.CapTokens, tokens: 10)));
            await running.UntilAsync(() => Task.FromResult(File.ReadAllText(said).Contains("del acct-2 -1", StringComparison.Ordinal)));
        }

        File.ReadAllText(said).ShouldNotContain("acct-3");
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<JsonElement> GetAsync(EnforcementHost host, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Api-Key", EnforcementHost.BouncerKey);
        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
    }

    private static async Task<int> SendAsync(EnforcementHost host, string method, string path, string? key)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.TryAddWithoutValidation("X-Api-Key", key);
        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }

    private static IEnumerable<string?> ValuesOf(JsonElement answer, string list) =>
        answer.GetProperty(list).ValueKind == JsonValueKind.Null ? [] : answer.GetProperty(list).EnumerateArray().Select(static d => d.GetProperty("value").GetString());
}
