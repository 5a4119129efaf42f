using System.Text.Json;
using Stillhound.Server.Tests.Enforcement;

namespace Stillhound.Server.Tests.Hosting;

/// <summary>OTLP over gRPC, exported by another implementation of gRPC.</summary>
public sealed class OtlpGrpcTests
{
    [Fact]
    public async Task Spans_arrive_as_exchanges_and_what_is_none_is_told()
    {
        await using var host = await RunningHost.StartAsync();
        var answers = Export(host, host.Token("ingest"), "traces", "identity", OtlpRequests.Protobuf("a", "b"), OtlpRequests.Protobuf("c", null), OtlpRequests.Protobuf("a", "b"));
        answers.ShouldAllBe(static a => a.GetProperty("grpc").GetString() == "OK");
        answers.Select(static a => a.GetProperty("rejected").GetInt64()).ShouldBe([0, 1, 0]);
        answers[1].GetProperty("text").GetString().ShouldNotBeNullOrEmpty();
        Export(host, host.Token("ingest"), "traces", "gzip", OtlpRequests.Protobuf("d")).Single().GetProperty("grpc").GetString().ShouldBe("OK");
        await host.CaughtUpAsync();
        (await host.Host.State.Detector.AskAsync(static engine => engine.Held + engine.Exchanges, TestContext.Current.CancellationToken)).ShouldBe(4);
    }

    [Fact]
    public async Task Without_the_right_token_nothing_is_taken()
    {
        await using var host = await RunningHost.StartAsync();
        foreach (var token in new[] { "", "wrong", host.Token("gateway") })
        {
            Export(host, token, "traces", "identity", OtlpRequests.Protobuf("a")).Single().GetProperty("grpc").GetString().ShouldBe("UNAUTHENTICATED", token);
            Export(host, token, "logs", "identity", OtlpRequests.Protobuf("a")).Single().GetProperty("grpc").GetString().ShouldBe("UNAUTHENTICATED", token);
        }

        host.Host.State.Journal.DurablePosition.ShouldBe(host.Host.State.Journal.OldestPosition);
    }

    [Fact]
    public async Task A_full_queue_is_unavailable_and_says_for_how_long()
    {
        await using var host = await RunningHost.StartAsync(change: static o => o with { Ingest = o.Ingest with { LongestQueue = -1 } });
        var answer = Export(host, host.Token("ingest"), "traces", "identity", OtlpRequests.Protobuf("a")).Single();
        answer.GetProperty("grpc").GetString().ShouldBe("UNAVAILABLE");
        answer.GetProperty("code").GetInt32().ShouldBe(14);
        answer.GetProperty("retry").GetInt64().ShouldBe(5);
    }

    [Fact]
    public async Task What_cannot_be_read_is_an_invalid_argument()
    {
        await using var host = await RunningHost.StartAsync();
        Export(host, host.Token("ingest"), "traces", "identity", [0xff, 0xff, 0xff]).Single().GetProperty("grpc").GetString().ShouldBe("INVALID_ARGUMENT");
    }

    private static List<JsonElement> Export(RunningHost host, string token, string signal, string packed, params byte[][] requests)
    {
        var python = ThirdParty.Python("grpc", "google.protobuf");
        var lines = string.Concat(requests.Select(static r => Convert.ToHexString(r) + "\n"));
        var (code, output) = ThirdParty.Run(python, lines, ThirdParty.Script("otlp_export.py"), $"127.0.0.1:{host.Grpc.Port}", token, signal, packed);
        code.ShouldBe(0, output);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement.Clone())];
    }
}
