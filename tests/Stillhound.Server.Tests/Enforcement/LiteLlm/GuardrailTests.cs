using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Stillhound.Server.Decisions;
using Stillhound.Server.Enforcement;

namespace Stillhound.Server.Tests.Enforcement.LiteLlm;

public sealed class GuardrailTests
{
    private const string Path = "/beta/litellm_basic_guardrail_api";

    [Fact]
    public async Task A_suspended_user_is_blocked_with_a_reason()
    {
        await using var host = await HostAsync();
        var answer = await AskAsync(host, """{"texts":["hello"],"input_type":"request","request_data":{"user_api_key_hash":"h","user_api_key_user_id":"out"},"tools":[{"type":"web_search"}]}""");
        answer.GetProperty("action").GetString().ShouldBe("BLOCKED");
        answer.GetProperty("blocked_reason").GetString().ShouldNotBeNull().ShouldContain("campaign_act, decision d-1");
    }

    [Theory]
    [InlineData("""{"request_data":{"user_api_key_user_id":"default_user_id","user_api_key_hash":"out","user_api_key_end_user_id":"other"}}""")]
    [InlineData("""{"request_data":{"user_api_key_end_user_id":"other","user_api_key_team_id":"another","user_api_key_hash":"out"}}""")]
    [InlineData("""{"request_data":{"user_api_key_end_user_id":"other","user_api_key_team_id":"out"}}""")]
    [InlineData("""{"request_data":{"user_api_key_end_user_id":"out"}}""")]
    public async Task An_account_is_named_as_in_the_logs_of_the_same_gateway(string body)
    {
        await using var host = await HostAsync();
        (await AskAsync(host, body)).GetProperty("action").GetString().ShouldBe("BLOCKED");
    }

    [Theory]
    [InlineData("""{"request_data":{"user_api_key_user_id":"nobody"}}""")]
    [InlineData("""{"request_data":{"user_api_key_user_id":"default_user_id"}}""")]
    [InlineData("""{"request_data":{"user_api_key_user_id":"would"}}""")]
    [InlineData("""{"request_data":{"user_api_key_user_id":null}}""")]
    [InlineData("""{"request_data":{"user_api_key_user_id":{"a":"out"}}}""")]
    [InlineData("""{"request_data":[]}""")]
    [InlineData("""{"texts":["x"],"structured_messages":[{"request_data":{"user_api_key_user_id":"out"}}]}""")]
    [InlineData("""{"a":{"user_api_key_user_id":"out"}}""")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("no json")]
    [InlineData("""{"request_data":{"user_api_key_user_id":"\ud800"}}""")]
    public async Task Anything_else_is_none(string body)
    {
        await using var host = await HostAsync();
        (await AskAsync(host, body)).GetRawText().ShouldBe("""{"action":"NONE"}""");
    }

    [Theory]
    [InlineData("""{"request_data":{"user_api_key_user_id":"out"},"texts":["a lone \ud800 and""")]
    [InlineData("""{"request_data":{"user_api_key_user_id":"out"},"texts":x""")]
    public async Task A_body_that_breaks_off_is_judged_by_what_was_read(string body)
    {
        await using var host = await HostAsync();
        (await AskAsync(host, body)).GetProperty("action").GetString().ShouldBe("BLOCKED");
    }

    [Fact]
    public async Task Long_texts_and_deep_tools_before_the_account_do_not_hide_it()
    {
        await using var host = await HostAsync();
        var deep = string.Concat(Enumerable.Repeat("[", 2000)) + string.Concat(Enumerable.Repeat("]", 2000));
        var body = $$$"""{"texts":["{{{new string('x', 3_000_000)}}}"],"tools":{{{deep}}},"request_data":{"user_api_key_user_id":"out"}}""";
        (await AskAsync(host, body)).GetProperty("action").GetString().ShouldBe("BLOCKED");
    }

    [Fact]
    public async Task A_slow_answer_of_the_model_counts_its_request_once()
    {
        await using var host = await HostAsync();
        host.Decisions.Set(("slow", FakeDecisions.Of(DecisionAction.Slow, requests: 2)));
        foreach (var expected in new[] { "NONE", "NONE", "BLOCKED" })
        {
            (await AskAsync(host, """{"input_type":"request","request_data":{"user_api_key_user_id":"slow"}}""")).GetProperty("action").GetString().ShouldBe(expected);
            if (expected == "NONE")
                (await AskAsync(host, """{"request_data":{"user_api_key_user_id":"nobody"},"input_type":"response"}""")).GetProperty("action").GetString().ShouldBe("NONE");
        }
    }

    [Fact]
    public async Task A_body_that_does_not_arrive_is_answered_within_the_deadline()
    {
        await using var host = await HostAsync(EnforcementHost.Options with { Bounds = EnforcementHost.Options.Bounds with { Deadline = TimeSpan.FromMilliseconds(80) } });
        using var client = new TcpClient();
        await client.ConnectAsync(host.HttpUri.Host, host.HttpUri.Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST {Path} HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{{\"texts\":["), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream());
        (await reader.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe("HTTP/1.1 200 OK");
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { Length: > 0 })
        {
        }

        var body = new char[17];
        (await reader.ReadBlockAsync(body, TestContext.Current.CancellationToken)).ShouldBe(17);
        new string(body).ShouldBe("""{"action":"NONE"}""");
        host.CountOf("litellm", Outcome.Late).ShouldBe(1);
    }

    [Fact]
    public async Task A_body_over_the_bound_is_none_and_never_an_error()
    {
        await using var host = await HostAsync(EnforcementHost.Options with { Bounds = EnforcementHost.Options.Bounds with { MostBytes = 10_000 } });
        (await AskAsync(host, $$$"""{"texts":["{{{new string('x', 20_000)}}}"],"request_data":{"user_api_key_user_id":"out"}}""")).GetProperty("action").GetString().ShouldBe("NONE");
        host.CountOf("litellm", Outcome.Unreadable).ShouldBe(1);
    }

    [Fact]
    public async Task A_wrong_token_is_refused()
    {
        await using var host = await HostAsync(EnforcementHost.Options with { Guardrail = new() { Keys = new AccessKeys(("token", "right")) } });
        using var response = await host.Http.PostAsync(Path, new StringContent("{}"), TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new StringContent("{}") };
        request.Headers.Add("x-api-key", "right");
        (await host.Http.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("out", """{"verdict":false""")]
    [InlineData("nobody", """{"verdict":true""")]
    public async Task Portkeys_webhook_is_answered(string account, string begins)
    {
        await using var host = await HostAsync();
        var body = $$$$"""{"request":{"json":{"metadata":{"account_id":"x"}}},"metadata":{"account_id":"{{{{account}}}}"},"eventType":"beforeRequestHook"}""";
        using var response = await host.Http.PostAsync("/v1/check/portkey", new StringContent(body), TestContext.Current.CancellationToken);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldStartWith(begins);
    }

    private static async Task<EnforcementHost> HostAsync(EnforcementOptions? options = null)
    {
        var host = await EnforcementHost.StartAsync(options);
        host.Decisions.Set(("out", FakeDecisions.Of(DecisionAction.SuspendAccount)), ("would", FakeDecisions.Of(DecisionAction.SuspendAccount, isSimulated: true)));
        return host;
    }

    private static async Task<JsonElement> AskAsync(EnforcementHost host, string body)
    {
        using var response = await host.Http.PostAsync(Path, new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
    }
}
