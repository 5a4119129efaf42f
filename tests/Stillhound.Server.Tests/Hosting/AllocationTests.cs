using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Stillhound.Server.Decisions;
using Stillhound.Server.Enforcement;
using Stillhound.Server.Hosting;
using Stillhound.Server.Tests.Enforcement;

namespace Stillhound.Server.Tests.Hosting;

/// <summary>
/// What is allocated has to be collected, and every thread stands still meanwhile: at ten thousand decisions a second a kilobyte each is a
/// collection every second or two.
/// </summary>
[Collection(Allocations.Alone)]
public sealed class AllocationTests
{
    [Theory]
    [InlineData("nginx, nothing decided", "GET /v1/check/nginx", "acct-none", "", "HTTP/1.1 200")]
    [InlineData("nginx, tagged", "GET /v1/check/nginx", "acct-tag", "", "HTTP/1.1 200")]
    [InlineData("nginx, capped", "GET /v1/check/nginx", "acct-cap", "", "HTTP/1.1 200")]
    [InlineData("nginx, suspended", "GET /v1/check/nginx", "acct-sus", "", "HTTP/1.1 403")]
    [InlineData("envoy over HTTP, nothing decided", "GET /v1/check/envoy/v1/chat/completions", "acct-none", "", "HTTP/1.1 200")]
    [InlineData("envoy over HTTP, tagged", "GET /v1/check/envoy/v1/chat/completions", "acct-tag", "", "HTTP/1.1 200")]
    [InlineData("litellm, nothing decided", "POST /beta/litellm_basic_guardrail_api", "acct-none", "litellm", "HTTP/1.1 200")]
    [InlineData("litellm, suspended", "POST /beta/litellm_basic_guardrail_api", "acct-sus", "litellm", "HTTP/1.1 200")]
    public async Task A_decision_takes_no_memory_to_speak_of(string what, string line, string account, string body, string status)
    {
        var decisions = new FakeDecisions();
        decisions.Set(("acct-tag", Lasting(DecisionAction.Tag)), ("acct-cap", Lasting(DecisionAction.CapTokens)), ("acct-sus", Lasting(DecisionAction.SuspendAccount)));
        var options = EnforcementHost.Options with { Nginx = new() { Keys = Keys }, Authorization = new() { Keys = Keys }, Guardrail = new() { Keys = Keys } };
        var servers = new EnforcementServers(options, decisions, TimeProvider.System, NullLogger.Instance);
        var loopback = new IPEndPoint(IPAddress.Loopback, 0);
        await using var host = GatewayHost.Open(loopback, new IPEndPoint(IPAddress.Loopback, 0), servers, NullLoggerFactory.Instance, static kestrel => kestrel.AddServerHeader = false);
        await host.StartAsync(TestContext.Current.CancellationToken);
        var request = Request(line, account, body);
        var bytes = Allocations.BytesPerRequest(new Uri(host.Addresses.First()), [.. Enumerable.Repeat(Enumerable.Repeat(request, 1000).ToArray(), Allocations.Rounds)], status);
        TestContext.Current.SendDiagnosticMessage("{0}: {1:F0} bytes", what, bytes);
        bytes.ShouldBeLessThan(250, what);
    }

    [Fact]
    public async Task An_exchange_takes_little_memory_beside_what_is_kept_of_it()
    {
        await using var host = await RunningHost.StartAsync();
        var token = host.Token("ingest");
        var rounds = Enumerable.Range(0, Allocations.Rounds).Select(round => Enumerable.Range(0, 50).Select(body => Body((round * 50) + body, token)).ToArray()).ToArray();
        var bytes = Allocations.BytesPerRequest(host.Client.BaseAddress!, rounds) / RecordsOfABody;
        TestContext.Current.SendDiagnosticMessage("{0:F0} bytes an exchange", bytes);
        bytes.ShouldBeLessThan(200);
    }

    private const int RecordsOfABody = 64;

    private static byte[] Body(int number, string token)
    {
        var body = string.Concat(Enumerable.Range(number * RecordsOfABody, RecordsOfABody).Select(static i => string.Create(CultureInfo.InvariantCulture,
            $$"""{"time":"2026-07-06T{{i / 36000:00}}:{{i / 600 % 60:00}}:{{i / 10 % 60:00}}.{{i % 10}}Z","id":"x{{i}}","account":"acct_{{i % 500}}","model":"m-1","prompt":"question number {{i % 97}} about the {{i % 89}}th of many things that people ask"}""") + "\n"));
        return Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"POST /v1/exchanges HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\ncontent-length: {body.Length}\r\n\r\n{body}"));
    }

    private static AccessKeys Keys => new(("token", "a-token-of-a-gateway"));

    private static Decision Lasting(DecisionAction action) =>
        FakeDecisions.Of(action, tokens: 1000) with { From = DateTimeOffset.UnixEpoch, Until = DateTimeOffset.MaxValue };

    private static byte[] Request(string line, string account, string body)
    {
        if (body.Length > 0)
            body = $$"""{"texts":["what a client asks a model"],"request_data":{"user_api_key_hash":"0123","user_api_key_user_id":"{{account}}"},"input_type":"request"}""";
        var length = body.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"content-type: application/json\r\ncontent-length: {body.Length}\r\n");
        return Encoding.ASCII.GetBytes($"{line} HTTP/1.1\r\nhost: x\r\nx-account-id: {account}\r\nauthorization: Bearer a-token-of-a-gateway\r\n{length}\r\n{body}");
    }
}
