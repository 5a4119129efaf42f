using System.Net.Sockets;
using Stillhound.Server.Decisions;
using Stillhound.Server.Tests.Enforcement.Envoy;

namespace Stillhound.Server.Tests.Enforcement;

public sealed class HostileInputTests
{
    [Fact]
    public async Task Decisions_are_answered_beside_thousands_of_idle_connections()
    {
        await using var host = await EnforcementHost.StartAsync();
        host.Decisions.Set(("out", FakeDecisions.Of(DecisionAction.SuspendAccount)));
        var idle = new List<Socket>();
        try
        {
            for (var i = 0; i < Most(); i++)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                idle.Add(socket);
                await socket.ConnectAsync(host.HttpUri.Host, i % 2 == 0 ? host.HttpUri.Port : host.GrpcUri.Port, TestContext.Current.CancellationToken);
                if (i % 3 == 0)
                    await socket.SendAsync("GET /v1/check/ng"u8.ToArray(), TestContext.Current.CancellationToken);
            }

            (await HttpAuthorizationTests.RawAsync(host, "GET /v1/check/nginx HTTP/1.1\r\nhost: x\r\nx-account-id: out\r\nconnection: close\r\n\r\n")).ShouldStartWith("HTTP/1.1 403");
        }
        finally
        {
            idle.ForEach(static s => s.Dispose());
        }
    }

    // Each connection has two ends in this process.
    private static int Most()
    {
        var limit = File.Exists("/proc/self/limits") ? File.ReadLines("/proc/self/limits").First(static l => l.StartsWith("Max open files", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[3] : "4096";
        return int.TryParse(limit, out var files) ? Math.Min(10_000, (files - 2000) / 2) : 10_000;
    }

    [Theory]
    [InlineData("out\r\nx-stillhound-action: none")]
    [InlineData("\u0000\u0001\u007f")]
    [InlineData("../../etc/passwd")]
    [InlineData("\u00e9\u4e2d")]
    public async Task Nothing_of_an_accounts_name_reaches_a_header(string name)
    {
        await using var host = await EnforcementHost.StartAsync();
        host.Decisions.Set((name, FakeDecisions.Of(DecisionAction.SuspendAccount) with { Id = name, Reason = name }));
        var body = System.Text.Json.JsonSerializer.Serialize(new { request_data = new { user_api_key_user_id = name } });
        using var response = await host.Http.PostAsync("/beta/litellm_basic_guardrail_api", new StringContent(body), TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(200);
        response.Headers.GetValues("x-stillhound-action").Single().ShouldBe("suspend_account");
        response.Headers.GetValues("x-stillhound-decision").Single().ShouldAllBe(static c => c >= '!' && c <= '~');
    }

    [Theory]
    [InlineData("GET /v1/check/nginx HTTP/1.1\r\nhost: x\r\nx-account-id: out\rx: y\r\nconnection: close\r\n\r\n")]
    [InlineData("GET /v1/check/nginx HTTP/1.1\r\nhost: x\r\nx-account-id : out\r\nconnection: close\r\n\r\n")]
    [InlineData("GET /v1/check/nginx HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\nx-account-id: out\r\n\r\n0\r\n\r\n")]
    [InlineData("GET /v1/decisions/../check/nginx HTTP/1.1\r\nhost: x\r\nx-account-id: out\r\nconnection: close\r\n\r\n")]
    public async Task A_request_that_is_put_together_wrongly_serves_nobody(string request)
    {
        await using var host = await EnforcementHost.StartAsync();
        host.Decisions.Set(("out", FakeDecisions.Of(DecisionAction.SuspendAccount)));
        (await HttpAuthorizationTests.RawAsync(host, request)).ShouldNotStartWith("HTTP/1.1 200");
    }

    [Fact]
    public async Task Metrics_are_in_the_text_format_of_Prometheus()
    {
        await using var host = await EnforcementHost.StartAsync();
        await HttpAuthorizationTests.RawAsync(host, "GET /v1/check/nginx HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        using var text = new StringWriter();
        host.Servers.Metrics.WriteTo(text);
        text.ToString().ShouldContain("stillhound_enforcer_requests_total{enforcer=\"nginx\",outcome=\"unnamed\"} 1\n");
        text.ToString().ShouldContain("stillhound_enforcer_latency_seconds_count{enforcer=\"nginx\"} 1\n");
    }
}
