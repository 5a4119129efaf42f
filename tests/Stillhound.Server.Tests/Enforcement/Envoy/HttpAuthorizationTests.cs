using System.Net.Sockets;
using System.Text;
using Stillhound.Server.Decisions;
using Stillhound.Server.Enforcement;

namespace Stillhound.Server.Tests.Enforcement.Envoy;

public sealed class HttpAuthorizationTests
{
    [Theory]
    [InlineData("/v1/check/envoy/v1/chat/completions")]
    [InlineData("/v1/check/envoy/../../../healthz")]
    [InlineData("/v1/check/envoy/%2e%2e/%2e%2e/%2e%2e/healthz")]
    [InlineData("/v1/check/envoy/..%2f..%2f..%2fhealthz")]
    [InlineData("/v1/check/envoy//../../../healthz?x=/v1")]
    [InlineData("/v1/check/envoy/./x%00y")]
    [InlineData("/v1/check/envoy?/../../healthz")]
    public async Task No_path_leads_a_suspended_account_past_the_check(string target)
    {
        await using var host = await EnforcementHost.StartAsync();
        host.Decisions.Set(("out", FakeDecisions.Of(DecisionAction.SuspendAccount)));
        (await RawAsync(host, $"GET {target} HTTP/1.1\r\nhost: x\r\nx-account-id: out\r\nconnection: close\r\n\r\n")).ShouldNotStartWith("HTTP/1.1 200");
        (await RawAsync(host, "GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")).ShouldStartWith("HTTP/1.1 200");
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task Every_method_is_checked(string method)
    {
        await using var host = await EnforcementHost.StartAsync();
        host.Decisions.Set(("out", FakeDecisions.Of(DecisionAction.SuspendAccount)), ("tagged", FakeDecisions.Of(DecisionAction.Tag)));
        (await AskAsync(host, method, "out")).Status.ShouldBe(403);
        var tagged = await AskAsync(host, method, "tagged");
        (tagged.Status, tagged.Action).ShouldBe((200, "tag"));
    }

    [Fact]
    public async Task A_second_header_does_not_hide_the_account()
    {
        await using var host = await EnforcementHost.StartAsync();
        host.Decisions.Set(("out", FakeDecisions.Of(DecisionAction.SuspendAccount)));
        (await RawAsync(host, "GET /v1/check/envoy/x HTTP/1.1\r\nhost: x\r\nx-account-id: other\r\nx-account-id: out\r\nconnection: close\r\n\r\n")).ShouldStartWith("HTTP/1.1 403");
        (await RawAsync(host, $"GET /v1/check/envoy/x HTTP/1.1\r\nhost: x\r\nx-account-id: {new string('a', 3000)}\r\nx-account-id: out\r\nconnection: close\r\n\r\n")).ShouldStartWith("HTTP/1.1 403");
    }

    [Fact]
    public async Task Without_the_token_nothing_is_told()
    {
        await using var host = await EnforcementHost.StartAsync(EnforcementHost.Options with { Authorization = new() { Keys = new AccessKeys(("token", "right")) } });
        (await AskAsync(host, "GET", "nobody")).Status.ShouldBe(403);
        (await AskAsync(host, "GET", "nobody", "wrong")).Status.ShouldBe(403);
        (await AskAsync(host, "GET", "nobody", "right")).Status.ShouldBe(200);
    }

    /// <summary>Sends bytes as they are and gives what came back.</summary>
    internal static async Task<string> RawAsync(EnforcementHost host, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host.HttpUri.Host, host.HttpUri.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<(int Status, string? Action)> AskAsync(EnforcementHost host, string method, string account, string? token = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/v1/check/envoy/v1/chat/completions");
        request.Headers.Add("x-account-id", account);
        if (token is not null)
            request.Headers.Add("authorization", "Bearer " + token);
        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, response.Headers.TryGetValues("x-stillhound-action", out var action) ? action.Single() : null);
    }
}
