using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Stillhound.Server.Tests.Hosting;

/// <summary>What somebody sends who means no good; none of it lets anyone in or takes the server down.</summary>
public sealed class HostileTests
{
    private const string One = """{"time":"2026-07-06T00:00:00Z","id":"x1","account":"acct_1","prompt":"how do I cook rice"}""";

    [Fact]
    public async Task A_body_that_drips_is_cut_off_and_nothing_of_it_is_taken()
    {
        await using var host = await RunningHost.StartAsync(change: static o => o with { Listen = o.Listen with { SlowBodyFor = TimeSpan.FromSeconds(2) } });
        var slow = host.RawAsync($"POST /v1/exchanges HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {host.Token("ingest")}\r\ncontent-length: 100000\r\n\r\n{One}\n");
        (await host.PostAsync("/v1/exchanges", One.Replace("x1", "x2", StringComparison.Ordinal))).StatusCode.ShouldBe(HttpStatusCode.OK);
        var answer = await slow.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        answer.ShouldStartWith("HTTP/1.1 408");
        answer.ShouldContain("the body came too slowly");
        await host.CaughtUpAsync();
        (await host.Host.State.Detector.AskAsync(static engine => engine.Held + engine.Exchanges, TestContext.Current.CancellationToken)).ShouldBe(1);
    }

    [Fact]
    public async Task Ingest_and_decisions_go_on_beside_thousands_of_idle_connections()
    {
        await using var host = await RunningHost.StartAsync();
        var idle = new List<Socket>();
        try
        {
            var ports = host.Host.Addresses.Select(static a => new Uri(a).Port).ToList();
            for (var i = 0; i < Most(); i++)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                idle.Add(socket);
                await socket.ConnectAsync(IPAddress.Loopback, ports[i % ports.Count], TestContext.Current.CancellationToken);
                if (i % 3 == 0)
                    await socket.SendAsync("POST /v1/exchanges HTTP/1.1\r\nhost: x\r\ncont"u8.ToArray(), TestContext.Current.CancellationToken);
            }

            using var fresh = new HttpClient { BaseAddress = host.Client.BaseAddress };
            fresh.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", host.Token("ingest"));
            using var body = new StringContent(One);
            (await fresh.PostAsync("/v1/exchanges", body, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await host.CheckAsync("acct_1")).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await host.GetAsync("/readyz", token: null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        finally
        {
            idle.ForEach(static s => s.Dispose());
        }
    }

    [Theory]
    [InlineData("/healthz/../api/ledger")]
    [InlineData("/healthz/%2e%2e/api/ledger")]
    [InlineData("//api/ledger")]
    [InlineData("/api//ledger")]
    [InlineData("/API/LEDGER")]
    [InlineData("/api/ledger/")]
    [InlineData("/api/%6cedger")]
    [InlineData("/metrics/..;/api/ledger")]
    [InlineData("/api/ledger%00")]
    [InlineData("/api/ledger?x=/healthz")]
    [InlineData("http://127.0.0.1/api/ledger")]
    [InlineData("/v1/check/envoy/../../../api/ledger")]
    [InlineData("/v1/check/envoy/%2e%2e/%2e%2e/%2e%2e/api/ledger")]
    public async Task No_path_leads_around_the_tokens(string path)
    {
        await using var host = await RunningHost.StartAsync();
        var answer = await host.RawAsync($"GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        int.Parse(answer.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture).ShouldBeOneOf(400, 401, 403, 404);
        answer.ShouldNotContain("\"entries\"");
    }

    [Theory]
    [InlineData("GET", "/v1/exchanges")]
    [InlineData("PUT", "/v1/traces")]
    [InlineData("DELETE", "/api/decisions")]
    [InlineData("POST", "/metrics")]
    [InlineData("POST", "/healthz")]
    [InlineData("GET", "/api/decisions/d-1/approve")]
    [InlineData("TRACE", "/healthz")]
    [InlineData("WHATEVER", "/v1/exchanges")]
    public async Task Other_methods_do_nothing(string method, string path)
    {
        await using var host = await RunningHost.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", host.Token("admin"));
        (await host.Client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task Acts_need_a_token_of_the_right_role()
    {
        var folder = RunningHost.NewFolder();
        foreach (var name in new[] { "viewer", "analyst", "approver" })
        {
            File.WriteAllText(Path.Combine(folder, "keys", name + ".token"), name + "-token-that-is-long-enough-to-be-one");
            var path = Path.Combine(folder, "stillhound.yaml");
            File.WriteAllText(path, File.ReadAllText(path).Replace("  tokens:\n", $"  tokens:\n    - {{name: {name}, token_file: keys/{name}.token, roles: [{name}]}}\n", StringComparison.Ordinal));
        }

        await using (var host = await RunningHost.StartAsync(folder))
        {
            var entries = host.Host.State.Ledger.Head.Seq;
            await ExpectAsync(host, ["approve", "reject", "extend"], (null, 401), ("ingest", 403), ("gateway", 403), ("viewer", 403), ("analyst", 403), ("approver", 404), ("admin", 404));
            await ExpectAsync(host, ["undo"], (null, 401), ("ingest", 403), ("gateway", 403), ("viewer", 403), ("analyst", 404), ("approver", 404));
            host.Host.State.Ledger.Head.Seq.ShouldBe(entries, "nobody did anything");
            foreach (var read in new[] { "/api/decisions", "/api/ledger", "/api/campaigns", "/api/findings", "/api/members", "/api/report", "/api/status" })
            {
                foreach (var (token, status) in new[] { (null, 401), ("ingest", 403), ("gateway", 403), ("viewer", 200) })
                    ((int)(await host.GetAsync(read, token)).StatusCode).ShouldBe(status, $"{read} as {token}");
            }
        }

        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Basic YWRtaW46YWRtaW4=")]
    [InlineData("Bearer admin")]
    [InlineData("Bearer hmac-sha256:k1:00")]
    public async Task A_forged_token_is_none(string authorization)
    {
        await using var host = await RunningHost.StartAsync();
        (await host.RawAsync($"POST /api/decisions/d-1/undo HTTP/1.1\r\nhost: x\r\nauthorization: {authorization}\r\nx-api-key: {host.Token("admin")}\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{{}}")).ShouldStartWith("HTTP/1.1 401");
    }

    [Theory]
    [InlineData("GET /healthz HTTP/1.1\r\nhost: x\r\nx-account-id: a\rset-cookie: b\r\nconnection: close\r\n\r\n")]
    [InlineData("GET /healthz HTTP/1.1\r\nhost: x\r\nauthorization : Bearer x\r\nconnection: close\r\n\r\n")]
    [InlineData("POST /v1/exchanges HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nhost: x\r\n\r\n")]
    [InlineData("POST /v1/exchanges HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello!")]
    public async Task Headers_that_smuggle_end_the_connection(string request)
    {
        await using var host = await RunningHost.StartAsync();
        var answer = await host.RawAsync(request);
        answer.Split("HTTP/1.1 ").Length.ShouldBe(2, "one answer, and no second request");
        answer.ShouldNotContain("set-cookie");
        int.Parse(answer.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture).ShouldBeOneOf(400, 401);
    }

    [Fact]
    public async Task What_records_say_reaches_no_header_and_no_log_of_metrics()
    {
        await using var host = await RunningHost.StartAsync();
        var hostile = """{"time":"2026-07-06T00:00:00Z","id":"x\r\nset-cookie: a","account":"a\r\nx-stillhound-action: none\u0000\"}","prompt":"x","model":"m\"} 1\nforged_metric 1"}""";
        using var answer = await host.PostAsync("/v1/exchanges", hostile + "\n{\"\\r\\nset-cookie: a\":1}");
        answer.Headers.Concat(answer.Content.Headers).ShouldAllBe(static h => !h.Key.Contains("cookie", StringComparison.OrdinalIgnoreCase));
        (await host.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken)).ShouldNotContain("forged_metric");
        (await host.CheckAsync("a")).Headers.Contains("x-stillhound-action").ShouldBeFalse();
    }

    private static async Task ExpectAsync(RunningHost host, string[] acts, params (string? Token, int Status)[] expected)
    {
        foreach (var act in acts)
        {
            var body = act == "extend" ? """{"reason":"forged","for":"1h"}""" : """{"reason":"forged"}""";
            foreach (var (token, status) in expected)
                ((int)(await host.ActAsync($"/api/decisions/d-00000001/{act}", body, token)).StatusCode).ShouldBe(status, $"{act} as {token}");
        }
    }

    // Each connection has two ends in this process.
    private static int Most()
    {
        var limit = File.Exists("/proc/self/limits") ? File.ReadLines("/proc/self/limits").First(static l => l.StartsWith("Max open files", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[3] : "4096";
        return int.TryParse(limit, out var files) ? Math.Clamp((files - 2000) / 2, 100, 10_000) : 10_000;
    }
}
