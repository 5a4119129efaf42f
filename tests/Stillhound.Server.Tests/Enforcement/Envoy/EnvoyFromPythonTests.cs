using System.Text.Json;
using Stillhound.Server.Decisions;
using Stillhound.Server.Enforcement;

namespace Stillhound.Server.Tests.Enforcement.Envoy;

/// <summary>Envoy's two services, asked by another implementation of gRPC and of protobuf.</summary>
public sealed class EnvoyFromPythonTests
{
    [Fact]
    public async Task External_authorization_answers_as_Envoy_reads_it()
    {
        var python = ThirdParty.Python("grpc", "google.protobuf");
        await using var host = await EnforcementHost.StartAsync(EnforcementHost.Options with { Authorization = new() { Keys = new AccessKeys(("token", "right")) } });
        host.Decisions.Set(
            ("tagged", FakeDecisions.Of(DecisionAction.Tag)),
            ("capped", FakeDecisions.Of(DecisionAction.CapTokens, tokens: 50_000)),
            ("slow", FakeDecisions.Of(DecisionAction.Slow, requests: 1)),
            ("restricted", FakeDecisions.Of(DecisionAction.Restrict)),
            ("no-key", FakeDecisions.Of(DecisionAction.SuspendKey)),
            ("out", FakeDecisions.Of(DecisionAction.SuspendAccount)),
            ("simulated", FakeDecisions.Of(DecisionAction.SuspendAccount, isSimulated: true)));
        var answers = Ask(python, "ext_authz.py", host, "right",
            "header nobody", "header tagged", "extension capped", "header slow", "header slow", "header restricted", "body restricted", "jwt no-key", "raw out", "header simulated", "header x\u0001y\u007f", "none -");

        answers.Select(static a => a.GetProperty("grpc").GetString()).ShouldAllBe(static g => g == "OK");
        answers.Select(static a => a.GetProperty("http").GetInt32()).ShouldBe([0, 0, 0, 0, 429, 0, 403, 401, 403, 0, 0, 0]);
        answers.Select(static a => a.GetProperty("status").GetInt32()).ShouldBe([0, 0, 0, 0, 8, 0, 7, 16, 7, 0, 0, 0]);
        Header(answers[0], "x-stillhound-action").ShouldBeNull();
        answers[0].GetProperty("removed").GetArrayLength().ShouldBe(GatewayHeaders.All.Count);
        Header(answers[1], "x-stillhound-action").ShouldBe("tag");
        answers[1].GetProperty("removed").EnumerateArray().Select(static r => r.GetString()).ShouldNotContain("x-stillhound-action");
        answers[2].GetProperty("metadata").GetProperty("rate_limit").GetString().ShouldBe("50000/DAY");
        answers[2].GetProperty("metadata").GetProperty("token_budget").GetRawText().ShouldBe("""{"requests_per_unit": 50000.0, "unit": "DAY"}""");
        Header(answers[4], "retry-after").ShouldBe("60");
        answers[8].GetProperty("body").GetString().ShouldNotBeNull().ShouldContain("\"type\":\"account_suspended\"");
        Header(answers[9], "x-stillhound-would").ShouldBe("suspend_account");
        answers[9].GetProperty("metadata").GetProperty("would").GetString().ShouldBe("suspend_account");
        Ask(python, "ext_authz.py", host, "wrong", "header out").Single().GetProperty("grpc").GetString().ShouldBe("UNAUTHENTICATED");
        Ask(python, "ext_authz.py", host, "", "header out").Single().GetProperty("grpc").GetString().ShouldBe("UNAUTHENTICATED");
        host.CountOf("ext_authz", Outcome.Unauthorized).ShouldBe(2);
    }

    [Fact]
    public async Task The_rate_limit_service_answers_as_Envoy_reads_it()
    {
        var python = ThirdParty.Python("grpc", "google.protobuf");
        await using var host = await EnforcementHost.StartAsync();
        host.Decisions.Set(
            ("capped", FakeDecisions.Of(DecisionAction.CapTokens, tokens: 1000)),
            ("slow", FakeDecisions.Of(DecisionAction.Slow, requests: 2)),
            ("out", FakeDecisions.Of(DecisionAction.SuspendAccount)),
            ("simulated", FakeDecisions.Of(DecisionAction.SuspendAccount, isSimulated: true)));
        var answers = Ask(python, "rate_limit.py", host, "",
            "0 model=m", "700 account=capped,tokens=total", "0 account=capped,hits=0", "700 account=capped", "1 account=capped",
            "1 account=slow", "5000 account=slow,tokens=total", "1 account=slow", "1 account=slow", "1 account=nobody account=out", "1 account=simulated");

        answers.Select(static a => a.GetProperty("code").GetInt32()).ShouldBe([1, 1, 1, 1, 2, 1, 1, 1, 2, 2, 1]);
        answers[1].GetProperty("statuses")[0].GetRawText().ShouldBe("""{"code": 1, "limit": 1000, "unit": 4, "remaining": 300, "reset": 43200}""");
        answers[2].GetProperty("statuses")[0].GetProperty("remaining").GetInt32().ShouldBe(300);
        answers[4].GetProperty("response_headers").GetProperty("retry-after").GetString().ShouldBe("43200");
        answers[8].GetProperty("statuses")[0].GetRawText().ShouldBe("""{"code": 2, "limit": 2, "unit": 2, "remaining": 0, "reset": 60}""");
        answers[9].GetProperty("statuses").EnumerateArray().Select(static s => s.GetProperty("code").GetInt32()).ShouldBe([1, 2]);
        answers[10].GetProperty("request_headers").GetProperty("x-stillhound-would").GetString().ShouldBe("suspend_account");
    }

    private static List<JsonElement> Ask(string python, string script, EnforcementHost host, string token, params string[] lines)
    {
        var (code, output) = ThirdParty.Run(python, string.Join('\n', lines) + "\n", ThirdParty.Script(script), $"127.0.0.1:{host.GrpcUri.Port}", token);
        code.ShouldBe(0, output);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement.Clone())];
    }

    private static string? Header(JsonElement answer, string name) => answer.GetProperty("headers").TryGetProperty(name, out var value) ? value.GetString() : null;
}
