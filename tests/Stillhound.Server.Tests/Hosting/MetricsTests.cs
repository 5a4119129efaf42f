using System.Text;
using Stillhound.Server.Tests.Enforcement;

namespace Stillhound.Server.Tests.Hosting;

/// <summary>What is counted, as Prometheus's own tools read it.</summary>
public sealed class MetricsTests
{
    [Fact]
    public async Task Promtool_has_nothing_to_say_about_the_metrics()
    {
        var promtool = ThirdParty.Find("promtool", "prometheus");
        var metrics = await MetricsAsync();
        var (code, output) = ThirdParty.Run(promtool, metrics, "check", "metrics");
        (code, output).ShouldBe((0, ""));
    }

    [Fact]
    public async Task Every_metric_has_a_sample()
    {
        var lines = (await MetricsAsync()).Split('\n');
        var names = lines.Where(static l => l.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(static l => l.Split(' ')[2]).ToList();
        names.Count.ShouldBeGreaterThan(20);
        names.Where(name => !lines.Any(l => l.StartsWith(name, StringComparison.Ordinal) && l[name.Length..].IndexOfAny(['{', ' ', '_']) == 0)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Alerts_speak_of_metrics_that_there_are()
    {
        var metrics = await MetricsAsync();
        var alerts = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Deploy", "alerts.yml"));
        var named = System.Text.RegularExpressions.Regex.Matches(alerts, "stillhound_[a-z_]+", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5)).Select(static m => m.Value).Distinct(StringComparer.Ordinal).ToList();
        named.Count.ShouldBeGreaterThan(5);
        foreach (var name in named)
            metrics.ShouldContain("\n" + name, customMessage: name);
    }

    [Fact]
    public void Promtool_has_nothing_to_say_about_the_alerts()
    {
        var promtool = ThirdParty.Find("promtool", "prometheus");
        var (code, output) = ThirdParty.Run(promtool, "", "check", "rules", Path.Combine(AppContext.BaseDirectory, "Deploy", "alerts.yml"));
        code.ShouldBe(0, output);
        output.ShouldContain("rules found");
    }

    /// <summary>The metrics of a host of which everything was asked once.</summary>
    private static async Task<string> MetricsAsync()
    {
        var folder = RunningHost.NewFolder();
        var followed = Path.Combine(folder, "a \"quoted\" \\ name.ndjson");
        File.WriteAllText(followed, """{"time":"2026-07-06T00:00:00Z","id":"f1","account":"acct_9","prompt":"from a file"}""" + "\n");
        await using (var host = await RunningHost.StartAsync(folder, o => o with { Ingest = o.Ingest with { Files = [new() { Path = followed, Format = Formats.Pipeline.LogFormat.Native, FromStart = true }] } }))
        {
            foreach (var path in new[] { "/v1/exchanges", "/ingest/litellm", "/ingest/envoy", "/ingest/kong", "/ingest/bedrock", "/ingest/azure", "/v1/accounts", "/v1/events" })
            {
                await host.PostAsync(path, """{"time":"2026-07-06T00:00:00Z","id":"x1","account":"acct_1","prompt":"how do I cook rice"}""");
                await host.PostAsync(path, "{\"no\\\"t\": \"known\\n\"}\nnot json");
            }

            using var otlp = new StringContent(OtlpRequests.Json("a", null), Encoding.UTF8, "application/json");
            await host.PostAsync("/v1/traces", otlp);
            foreach (var path in new[] { "/healthz", "/readyz", "/api/status", "/api/findings", "/api/decisions", "/api/campaigns", "/api/ledger", "/v1/decisions/stream?startup=true" })
                await host.GetAsync(path);
            await host.CheckAsync("acct_1");
            await host.CheckAsync("acct_1", token: null);
            host.Host.State.Decisions.Current.Version.ShouldBeGreaterThanOrEqualTo(0);
            await host.CaughtUpAsync();
            host.Host.State.Ingest.Count("native", "busy");
            return await host.Client.GetStringAsync("/metrics");
        }
    }
}
